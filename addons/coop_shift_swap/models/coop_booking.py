from odoo import api, models


class CoopAssignment(models.Model):
    """What booking refuses besides: a beginner alone, a seat kept for someone. And the words."""

    _inherit = "coop.assignment"

    @api.model
    def _booking_refusals(self, member, shift, role):
        codes = super()._booking_refusals(member, shift, role)
        if codes or not role:
            return codes
        return shift._coop_seat_refusals(member, role)

    @api.model
    def _booking_texts(self):
        _ = self.env._
        return {
            **super()._booking_texts(),
            "own_offer": _("This is your own shift."),
            "leave": _("You are on leave on that day."),
            "same_shift": _("You are on that shift already."),
            "overlap": _("You are on another shift during these hours."),
            "reach": _(
                "That day is too far from the shift that you owe. Please choose one nearer to it."
            ),
            "not_expected": _("This shift is no longer to be given: it was cancelled or recorded."),
            "kind": _("A shift of this kind cannot be passed on."),
            "not_in_policy": _(
                "Our co-op's rules have no stand-ins. You can swap your shift against another."
            ),
            "other_cannot": _(
                "The other member cannot take this shift as things stand. Please choose another."
            ),
            "beginner": _(
                "You are new to this work, and nobody experienced holds this role on that shift. "
                "Please choose a shift where someone can show you."
            ),
            "kept": _(
                "This seat is still kept for the person who had it last time. Please choose "
                "another, or look again later."
            ),
            "no_pool": _("Our co-op's rules have no solidarity pool."),
            "not_worked": _("Only a shift that you have worked can be given."),
            "received": _("A shift that was worked for someone else cannot be given once more."),
            "given": _("You have given this shift already. Thank you!"),
            "no_credit": _("You need this shift yourself: your counter would fall below zero."),
            "empty": _("The pool is empty at the moment. Please ask the members' office."),
            "no_debt": _("Your counter is fine. The pool is for members who are behind."),
        }
