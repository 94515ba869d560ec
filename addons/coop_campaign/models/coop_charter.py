from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopCharter(models.Model):
    """One version of the text that members accept. A signed version is never changed."""

    _name = "coop.charter"
    _description = "Charter version"
    _order = "valid_from desc, id desc"

    name = fields.Char(
        "Title", required=True, translate=True, default=lambda self: self.env._("Our charter")
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    version = fields.Integer(
        required=True,
        readonly=True,
        copy=False,
        aggregator=False,
        default=lambda self: self._next_version(),
    )
    valid_from = fields.Date(
        required=True,
        copy=False,
        default=lambda self: self.env.company._coop_today(),
        help="From this day on members are asked to sign this version. Nobody is locked out.",
    )
    body = fields.Html("Text", required=True, translate=True)
    signature_ids = fields.One2many("coop.charter.signature", "charter_id", string="Signatures")
    signature_count = fields.Integer("Number of signatures", compute="_compute_signature_count")

    _version_unique = models.Constraint(
        "UNIQUE(company_id, version)", "This version number is taken."
    )
    _day_unique = models.Constraint(
        "UNIQUE(company_id, valid_from)", "Another version begins on that day."
    )

    @api.model
    def _next_version(self):
        domain = [("company_id", "=", self.env.company.id)]
        return (self.search(domain, order="version desc", limit=1).version or 0) + 1

    @api.depends("signature_ids")
    def _compute_signature_count(self):
        self.signature_count = 0
        counts = self.env["coop.charter.signature"]._read_group(
            [("charter_id", "in", self.ids)], ["charter_id"], ["__count"]
        )
        for charter, count in counts:
            charter.signature_count = count

    @api.depends("name", "version")
    def _compute_display_name(self):
        for charter in self:
            charter.display_name = self.env._(
                "%(title)s, version %(version)s", title=charter.name, version=charter.version
            )

    @api.model
    def _coop_current(self, company, day=None):
        """The version in force at a co-op on a day (today by default); empty when none."""
        day = day or (company or self.env.company)._coop_today()
        domain = [("company_id", "=", company.id), ("valid_from", "<=", day)]
        return self.search(domain, order="valid_from desc", limit=1)

    def _coop_signature_of(self, partner):
        """The signature of a person under this version; empty when they have not signed."""
        return self.env["coop.charter.signature"].search(
            [("charter_id", "in", self.ids), ("partner_id", "=", partner.id)], limit=1
        )

    def write(self, vals):
        if {"body", "company_id", "version", "valid_from"} & set(vals):
            self._check_unsigned()
        return super().write(vals)

    def _check_unsigned(self):
        if self.signature_ids:
            raise UserError(
                self.env._("People have signed this version. Write a new version instead.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_unsigned()
