from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date


class CoopShift(models.Model):
    """What the office has to close, and the sheets of a day or a week on paper."""

    _inherit = "coop.shift"

    coop_to_close = fields.Boolean(
        "To close", compute="_compute_coop_to_close", search="_search_coop_to_close"
    )
    coop_to_close_label = fields.Char("What is left", compute="_compute_coop_to_close")

    @api.depends("state", "stop", "assignment_ids.state")
    def _compute_coop_to_close(self):
        now = fields.Datetime.now()
        for shift in self:
            shift.coop_to_close = shift.state == "planned" and bool(shift.stop and shift.stop < now)
            shift.coop_to_close_label = shift._coop_left_words()

    def _coop_left_words(self):
        if not self.coop_to_close:
            return False
        if self.to_record_count:
            return self.env._("%(count)s to record", count=self.to_record_count)
        return self.env._("All recorded: close it")

    def _search_coop_to_close(self, operator, value):
        if operator != "in":
            return NotImplemented
        over = Domain("state", "=", "planned") & Domain("stop", "<", fields.Datetime.now())
        return over if True in value else ~over

    def action_coop_all_present_and_close(self):
        """Whoever is still expected was there, and the shift is closed."""
        self.ensure_one()
        self.action_all_present()
        self.action_close()

    # ------------------------------------------------------------------ sheets on paper

    @api.model
    def _coop_of_days(self, company, first, last):
        """The shifts of some local days that take place, in order of time."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT s.id FROM coop_shift s JOIN res_company c ON c.id = s.company_id "
                "WHERE s.company_id = %s AND s.state <> 'cancelled' "
                "AND (s.start AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)::date BETWEEN %s AND %s "
                "AND s.start BETWEEN %s::date - 2 AND %s::date + 2 ORDER BY s.start, s.id",
                company.id,
                first,
                last,
                first,
                last,
            )
        )
        return self.search([("id", "in", [row[0] for row in rows])])

    def _coop_sheet_rows(self):
        """The lines of the attendance sheets: ``{shift: [(role, seat, number, name, state)]}``."""
        rows = self.env["coop.assignment"].search_fetch(
            [("shift_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["shift_id", "member_id", "role_id", "seat", "state"],
        )
        states = dict(rows._fields["state"]._description_selection(self.env))
        rows.member_id.fetch(["number", "name"])
        sheets = {shift: [] for shift in self}
        for row in rows:
            state = "" if row.state == "expected" else states[row.state]
            member = row.member_id
            sheets[row.shift_id].append(
                (row.role_id.name or "", row.seat or "", member.number, member.name, state)
            )
        return sheets

    def _coop_sheet_title(self):
        day = format_date(self.env, self.day, date_format="EEEE d MMMM y")
        return f"{day} · {self.hours}"
