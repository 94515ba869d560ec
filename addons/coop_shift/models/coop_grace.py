from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..rules import respite


class CoopGrace(models.Model):
    """Days during which a suspended member may shop. Both ends included."""

    _name = "coop.grace"
    _description = "Grace"
    _inherit = ["coop.work.fact"]
    _order = "date_from desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    kind = fields.Selection(
        [("grace", "At the door"), ("extension", "By the office")],
        required=True,
        default="extension",
    )
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date("Last day", required=True)
    reason = fields.Char()
    undone_on = fields.Date(
        "Undone on", readonly=True, help="From this day on it gives nothing; it stays counted."
    )

    by_mistake = fields.Boolean(
        "By mistake",
        readonly=True,
        help="Undone because that person was not there: it does not count.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The last day is not before the first."
    )
    _once_a_day = models.Constraint(
        "UNIQUE(member_id, kind, date_from)", "This extra time was given already."
    )

    def action_undo(self):
        """Take back, from today, extra time that was given by mistake; the row stays."""
        self._check_may_give()
        for grace in self.filtered(lambda grace: not grace.undone_on):
            # sudo: lends the office, who may give extra time, the taking back from today on.
            grace.sudo().undone_on = grace.company_id._coop_today()

    @api.model
    def _check_may_give(self):
        """:raise AccessError: when this user may not give or undo extra time"""
        if not self._may_give():
            raise AccessError(self.env._("Only the members' office gives extra time."))

    @api.model
    def _may_give(self):
        return self.env.su or self.env.user.has_group("coop_membership.group_office")

    @api.model
    def _offer(self, member, kind, day):
        """``rules.respite.offer`` for a member: ``(Grace, None)`` or ``(None, code)``."""
        company = member.company_id
        history = self.env["coop.work.policy"]._history(company)
        facts = self.env["coop.work.gather"]._facts(company, member.ids)[member.id]
        return respite.offer(facts, history, day, kind, member._coop_next_own_day())

    @api.model
    def _give(self, member, kind, reason=None, day=None):
        """Give a member the extra time that the rules allow on a day (today).

        :param kind: ``grace`` (at the door) or ``extension`` (by the office)
        :return: the ``coop.grace`` given
        :raise UserError: with the reason and what to do, when the rules do not allow it
        """
        grace, refusal = self._offer(member, kind, day or member.company_id._coop_today())
        if refusal:
            raise UserError(self._refusal_texts()[refusal])
        # sudo: lends whoever may give it (the office, the door) what the rules allow, no more.
        graces = self.sudo()
        undone = graces.search(
            [
                ("member_id", "=", member.id),
                ("kind", "=", kind),
                ("date_from", "=", grace.start),
                ("undone_on", "!=", False),
            ]
        )
        if undone and (kind == "extension" or undone.by_mistake):
            # Given again on the same day: the same row counts.
            again = {"undone_on": False, "by_mistake": False}
            undone.write({**again, "date_to": grace.end, "reason": reason})
            return undone
        return graces.create(
            {
                "member_id": member.id,
                "kind": kind,
                "date_from": grace.start,
                "date_to": grace.end,
                "reason": reason,
            }
        )

    @api.model
    def _first_visit_words(self, company):
        """Why it was given, in the language of the co-op: nobody of it is signed in at a door."""
        return self.with_context(lang=company.partner_id.lang).env._("First visit at the door")

    @api.model
    def _refusal_texts(self):
        _ = self.env._
        return {
            "not_late": _("This member is not late: no extra time is needed."),
            "not_suspended": _("This member is not suspended: no extra time is needed."),
            "already_given": _("Extra time was already given for this absence."),
            "too_many": _("This member had as many extensions in a row as the rules allow."),
            "no_next_shift": _("This member has no shift to come. Enroll the member first."),
            "not_in_policy": _("The co-op's rules have no such extra time."),
        }
