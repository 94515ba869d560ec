from datetime import timedelta

from odoo import fields, models

from odoo.addons.coop_shift_portal.rules.names import first_name

from ..rules.newcomers import kept_until
from .coop_assignment import WORKED

#: A seat is kept from one cycle to the next.
LOOK_BACK = timedelta(days=100)


class CoopMember(models.Model):
    _inherit = "coop.member"

    def _swap_first_name(self):
        """What other members see of a member who shares nothing more."""
        self.ensure_one()
        return first_name(self.partner_id.name)

    def _swap_team(self):
        """The members who hold a place on one of this member's templates today: whom one may pick
        by name."""
        self.ensure_one()
        today = self.company_id._coop_today()
        running = self.env["coop.enrollment"]._running(today)
        mine = self.enrollment_ids.filtered_domain([("template_id", "!=", False), *running])
        places = self.env["coop.enrollment"].search(
            [("template_id", "in", mine.template_id.ids), *running]
        )
        return (places.member_id - self).sorted(lambda one: one._swap_first_name())

    def _coop_kept_places(self):
        """Seats kept for the member now: ``[(shift, role, kept until), …]``, soonest first."""
        self.ensure_one()
        company = self.company_id
        if not company.coop_kept_days:
            return []
        coming = self.env["coop.shift"].search(self._coop_kept_domain(), order="start")
        places = []
        for (shift_id, role_id), members in coming._coop_kept_for().items():
            if self.id in members:
                shift = coming.browse(shift_id)
                role = self.env["coop.shift.role"].browse(role_id)
                until = shift._local(shift.start).replace(tzinfo=None)
                places.append((shift, role, kept_until(until, company.coop_kept_days)))
        return places

    def _coop_kept_domain(self):
        """Domain: the coming shifts of the templates on which the member booked lately."""
        now = fields.Datetime.now()
        booked = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.id),
                ("origin", "=", "booking"),
                ("shift_id.start", ">=", now - LOOK_BACK),
            ]
        )
        return [
            ("template_id", "in", booked.shift_id.template_id.ids),
            ("start", ">", now),
            ("state", "=", "planned"),
        ]

    def _swap_is_on_leave(self, day):
        """Whether a confirmed leave covers a day."""
        self.ensure_one()
        leaves = self.env["coop.leave"]
        mine = [("member_id", "=", self.id), *leaves._covering(day)]
        return bool(leaves.search_count(mine, limit=1))

    def _coop_shifts_worked(self):
        """How many shifts each has worked: ``{member_id: count}``, one query."""
        counts = self.env["coop.assignment"]._read_group(
            [("member_id", "in", self.ids), ("state", "in", WORKED)], ["member_id"], ["__count"]
        )
        worked = dict.fromkeys(self.ids, 0)
        return worked | {member.id: count for member, count in counts}

    def _coop_end_undated(self):
        self.env["coop.swap"]._coop_end_asked(self)
        return super()._coop_end_undated()

    def _coop_merge_into(self, kept):
        """What a duplicate offered is offered no more: its shifts go on in the file kept."""
        offers = self.env["coop.swap"].search([("member_id", "in", self.ids)])
        offers.filtered(lambda swap: swap.state == "open")._close("cancelled", "gone")
        self.env["coop.swap.proposal"].search(
            [("member_id", "in", self.ids), ("state", "=", "open")]
        ).write({"state": "withdrawn"})
        return super()._coop_merge_into(kept)

    def _coop_export(self):
        # sudo: lends a member their own offers.
        swaps = self.env["coop.swap"].sudo().search([("member_id", "=", self.id)])
        # sudo: lends a member the shifts of theirs that changed hands.
        moves = self.env["coop.swap.move"].sudo().search([("member_id", "=", self.id)])
        # sudo: lends a member what they gave to the solidarity pool.
        given = self.env["coop.solidarity.gift"].sudo().search([("giver_id", "=", self.id)])
        return {
            **super()._coop_export(),
            "offers": self._coop_rows(swaps, ["shift_id", "kind", "state", "note"]),
            "moves": self._coop_rows(moves, ["from_shift_id", "to_shift_id", "moved_at"]),
            "solidarity_given": self._coop_rows(given, ["given_on", "amount", "state"]),
        }

    def _erase_traces(self, person):
        """The offers stay; what the member wrote to the others goes."""
        self._erase_words(person, "coop.swap", "note", "end_note")
        return super()._erase_traces(person)
