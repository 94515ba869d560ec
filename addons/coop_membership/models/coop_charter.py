from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopCharter(models.Model):
    """One version of the text that members accept. A new version asks again, shutting nobody out."""

    _name = "coop.charter"
    _description = "Charter"
    _order = "date desc, id desc"

    name = fields.Char("Version", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        "In force from", required=True, default=lambda self: self.env.company._coop_today()
    )
    text = fields.Html(required=True, translate=True, sanitize_attributes=False)
    signature_ids = fields.One2many("coop.charter.signature", "charter_id", string="Signatures")
    signature_count = fields.Integer("Number of signatures", compute="_compute_signature_count")

    _version_unique = models.Constraint("UNIQUE(company_id, name)", "This version exists already.")

    @api.depends("signature_ids")
    def _compute_signature_count(self):
        self.signature_count = 0
        counts = self.env["coop.charter.signature"]._read_group(
            [("charter_id", "in", self.ids)], ["charter_id"], ["__count"]
        )
        for charter, count in counts:
            charter.signature_count = count

    @api.model
    def _coop_current(self, company):
        """The version in force at a co-op today; empty when it has none."""
        return self.search(
            [("company_id", "=", company.id), ("date", "<=", company._coop_today())], limit=1
        )

    def write(self, vals):
        # Translations go another way (update_field_translations), so they can follow later.
        if "text" in vals and self.signature_ids:
            raise UserError(
                self.env._("This version has been signed. Write a new version of the charter.")
            )
        return super().write(vals)
