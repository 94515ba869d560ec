from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .coop_work_sql import LOCAL_DAY


class CoopShopHoliday(models.Model):
    """Days on which the shop is closed, or open with a lighter duty. Both ends included."""

    _name = "coop.shop.holiday"
    _description = "Holiday of the shop"
    _inherit = ["coop.work.fact"]
    _order = "date_from desc, id desc"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("closed", "The shop is closed: an absence costs nothing"),
            ("open", "Open: an absence costs one make-up"),
            ("long_all", "Long period: everything is forgiven"),
            ("long_half", "Long period: half is forgiven"),
        ],
        required=True,
        default="closed",
    )
    date_from = fields.Date("First day", required=True)
    date_to = fields.Date("Last day", required=True)
    decided_on = fields.Date(
        "Written down on", required=True, default=lambda self: self.env.company._coop_today()
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The last day is not before the first."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(company_id, company_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "Another holiday covers some of these days.",
    )

    @api.model
    def _coop_watched(self):
        return {"kind", "date_from", "date_to", "company_id"}

    def _coop_members(self):
        """Whoever was expected somewhere on these days, or may be debited on one of them."""
        ids = set()
        for holiday in self:
            ids |= holiday._expected_ids() | holiday._debited_ids()
        return self.env["coop.member"].browse(ids)

    def _expected_ids(self):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT a.member_id FROM coop_assignment a "
                "JOIN coop_shift s ON s.id = a.shift_id JOIN res_company c ON c.id = s.company_id "
                "WHERE s.company_id = %s AND s.start BETWEEN %s::date - 2 AND %s::date + 2 AND %s "
                "BETWEEN %s AND %s AND a.recorded_on IS NOT NULL",
                self.company_id.id,
                self.date_from,
                self.date_to,
                LOCAL_DAY,
                self.date_from,
                self.date_to,
            )
        )
        return {row[0] for row in self.env.cr.fetchall()}

    def _debited_ids(self):
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        if not history or not history.cycle_starts(self.date_from, self.date_to):
            return set()
        regimes = self.env["coop.cycle.debit"]._debited_regimes(history)
        places = self.env["coop.enrollment"].search(
            [("company_id", "=", self.company_id.id), ("regime", "in", regimes)]
        )
        return set(places.member_id.ids)

    @api.model_create_multi
    def create(self, vals_list):
        holidays = super().create(vals_list)
        holidays._close_shifts()
        return holidays

    def write(self, vals):
        self._open_shifts()
        done = super().write(vals)
        self._close_shifts()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_not_begun(self):
        """A holiday that has begun has forgiven absences, and shifts of it were not held."""
        for holiday in self:
            if holiday.date_from <= holiday.company_id._coop_today():
                raise UserError(
                    self.env._(
                        "%(name)s has begun: what it forgave would be owed. Correct its days or "
                        "its kind instead.",
                        name=holiday.name,
                    )
                )

    def unlink(self):
        self._unlink_not_begun()
        self._open_shifts()
        return super().unlink()

    def _close_shifts(self):
        """Cancel the planned shifts of closed days; nobody need come."""
        for holiday in self.filtered(lambda row: row.kind == "closed"):
            shifts = self.env["coop.shift"].search(
                [
                    ("company_id", "=", holiday.company_id.id),
                    ("occurrence", ">=", holiday.date_from),
                    ("occurrence", "<=", holiday.date_to),
                    ("state", "=", "planned"),
                    ("assignment_ids", "not any", [("recorded_on", "!=", False)]),
                ]
            )
            # sudo: lends whoever closes the shop the cancelling of the shifts of these days.
            shifts.sudo().write({"state": "cancelled", "holiday_id": holiday.id})

    def _open_shifts(self):
        """Plan again the shifts that these holidays had cancelled."""
        shifts = self.env["coop.shift"].search([("holiday_id", "in", self.ids)])
        # sudo: lends whoever opens the shop the shifts that its closing had cancelled.
        shifts.sudo().write({"state": "planned", "holiday_id": False})
