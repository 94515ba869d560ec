from odoo import fields, models


class CoopShopHoliday(models.Model):
    """Days on which the shop is closed, or open with a lighter duty. Both ends included."""

    _name = "coop.shop.holiday"
    _description = "Holiday of the shop"
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
    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The last day is not before the first."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(company_id, company_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "Another holiday covers some of these days.",
    )
