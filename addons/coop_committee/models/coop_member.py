from odoo import api, fields, models
from odoo.fields import Domain


class CoopMember(models.Model):
    """The committees of a member."""

    _inherit = "coop.member"

    committee_seat_ids = fields.One2many(
        "coop.committee.seat",
        "member_id",
        string="Seats in committees",
        groups="coop_membership.group_office",
    )

    def _committee_seats(self, day, since=None):
        """The seats that the member holds on a day, in committees that are in use.

        :param since: those that ended on this day or later, too
        """
        seats = self.env["coop.committee.seat"]
        held = Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", since or day)
        )
        return seats.search(
            held & Domain("member_id", "in", self.ids) & Domain("committee_id.active", "=", True)
        )

    @api.model
    def _coop_dated(self):
        return {**super()._coop_dated(), "coop.committee.seat": ("committee_id",)}

    @api.model
    def _coop_removable(self, rows):
        """A seat on which hours were noted stays, until the last of them."""
        rows = super()._coop_removable(rows)
        return rows.filtered(lambda seat: not seat.work_ids) if self._is_seat(rows) else rows

    @staticmethod
    def _is_seat(rows):
        return rows._name == "coop.committee.seat"

    def _coop_cut(self, rows, day):
        """A seat on which hours were noted later ends with them: what was worked stays."""
        noted = rows.filtered("work_ids") if self._is_seat(rows) else rows.browse()
        for seat in noted:
            late = max(seat.work_ids.mapped("date"))
            super()._coop_cut(seat, max(day, fields.Date.add(late, days=1)))
        return super()._coop_cut(rows - noted, day)

    def _coop_end_undated(self):
        """Whoever is no member coordinates no committee."""
        committees = self.env["coop.committee"].with_context(active_test=False)
        for committee in committees.search([("coordinator_ids", "in", self.ids)]):
            for member in committee.coordinator_ids & self:
                member._coop_carry("coop.committee", {str(committee.id): "coordinator"})
            committee.coordinator_ids -= self
        return super()._coop_end_undated()

    def _coop_give_one_back(self, name, key, value, lost):
        if name != "coop.committee":
            return super()._coop_give_one_back(name, key, value, lost)
        self.env["coop.committee"].browse(int(key)).exists().coordinator_ids |= self

    def _coop_merge_into(self, kept):
        """The kept file sits where the duplicate does; hours stay where they were noted."""
        today = self.company_id._coop_today()
        seats = self.committee_seat_ids.filtered(lambda row: (row.date_to or today) >= today)
        theirs = kept.committee_seat_ids.filtered(lambda row: (row.date_to or today) >= today)
        new = [
            {
                "member_id": kept.id,
                "committee_id": seat.committee_id.id,
                "date_from": max(fields.Date.add(today, days=1), seat.date_from),
                "date_to": seat.date_to,
            }
            for seat in seats
            if seat.committee_id not in theirs.committee_id and seat.date_to != today
        ]
        seats.filtered(lambda row: row.date_from > today).unlink()
        seats.exists().date_to = today
        self.env["coop.committee.seat"].create(new)
        # sudo: lends the manager who merges two files of one person the place of coordinator;
        # bounded to the committees of the duplicate.
        committees = self.env["coop.committee"].sudo().with_context(active_test=False)
        for committee in committees.search([("coordinator_ids", "in", self.ids)]):
            committee.coordinator_ids = committee.coordinator_ids - self + kept
        return super()._coop_merge_into(kept)

    def _coop_export(self):
        work = self.env["coop.committee.work"].search([("member_id", "in", self.ids)])
        return {
            **super()._coop_export(),
            "committees": self._coop_rows(
                self.committee_seat_ids, ["committee_id", "date_from", "date_to"]
            ),
            "committee_hours": self._coop_rows(
                work, ["committee_id", "date", "hours", "description", "state", "refusal"]
            ),
        }

    def _erase_traces(self, person):
        """What the person wrote about their hours goes; the hours stay."""
        # sudo: lends the manager the erasing of the words on this one member's hours.
        work = self.env["coop.committee.work"].sudo()
        rows = work.search([("member_id", "in", self.ids)])
        rows.description = self.env._("Erased")
        rows.filtered("refusal").refusal = self.env._("Erased")
        return super()._erase_traces(person)
