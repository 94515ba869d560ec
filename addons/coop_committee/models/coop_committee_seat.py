from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class CoopCommitteeSeat(models.Model):
    """A member sits in a committee, from a day to a day, both included."""

    _name = "coop.committee.seat"
    _description = "Seat in a committee"
    _inherit = ["coop.in.use"]
    _order = "committee_id, date_from desc, id desc"
    _rec_names_search = ["member_id", "committee_id"]
    _check_company_auto = True

    member_id = fields.Many2one(
        "coop.member", required=True, index=True, ondelete="restrict", check_company=True
    )
    # The company is that of the committee: with check_company a new seat would offer none.
    committee_id = fields.Many2one(
        "coop.committee",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="committee_id.company_id", store=True, index=True)
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date("Last day", help="Empty: until further notice.")
    work_ids = fields.One2many("coop.committee.work", "seat_id", string="Hours")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _one_seat = models.Constraint(
        "EXCLUDE USING gist (int4range(member_id, member_id, '[]') WITH &&, "
        "int4range(committee_id, committee_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "This member sits in that committee on some of these days already.",
    )

    @api.depends("member_id.display_name", "committee_id.name")
    def _compute_display_name(self):
        for seat in self:
            seat.display_name = f"{seat.member_id.display_name} · {seat.committee_id.name}"

    @api.model
    def _held_domain(self, day):
        """The seats held on a day, as a domain."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.model_create_multi
    def create(self, vals_list):
        self.flush_model(["date_from", "date_to"])  # a seat that ends makes place for the next
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"member_id", "committee_id"} and self.work_ids:
            raise UserError(
                self.env._("Hours were noted on this seat. End it, and open another one.")
            )
        return super().write(vals)

    @api.constrains("date_from", "date_to")
    def _check_covers_its_work(self):
        self.work_ids._check_day_in_seat()

    @api.constrains("member_id", "committee_id")
    def _check_same_co_op(self):
        for seat in self:
            if seat.member_id.company_id != seat.committee_id.company_id:
                raise ValidationError(
                    self.env._("The member and the committee are of two different co-ops.")
                )
