from odoo import api, fields, models


class CoopDayPass(models.Model):
    """The right to shop until midnight, given by an employee with a reason."""

    _name = "coop.day.pass"
    _description = "Day pass"
    _order = "date desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    reason = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users", "Given by", required=True, default=lambda self: self.env.user
    )

    _once_a_day = models.Constraint(
        "UNIQUE(company_id, partner_id, date)", "This person has a pass for that day already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        # Who gave a pass is whoever gives it: a member of the office cannot sign for another.
        signed = [vals if self.env.su else {**vals, "user_id": self.env.uid} for vals in vals_list]
        return super().create(signed)
