from odoo import fields, models


class CoopFiscalBatch(models.TransientModel):
    """The yearly certificates of everybody, in one go."""

    _name = "coop.fiscal.batch"
    _description = "Issue the yearly certificates"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True, default=lambda self: self.env.company._coop_today().year - 1
    )

    def action_issue(self):
        self.env["coop.fiscal.certificate"]._coop_issue(self.company_id, self.year)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Certificates of %s", self.year),
            "res_model": "coop.fiscal.certificate",
            "view_mode": "list",
            "domain": [("company_id", "=", self.company_id.id), ("year", "=", self.year)],
        }
