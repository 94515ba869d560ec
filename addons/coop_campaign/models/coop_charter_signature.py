from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger


class CoopCharterSignature(models.Model):
    """One person accepted one version of the charter on a day. Added, never edited."""

    _name = "coop.charter.signature"
    _description = "Charter signature"
    _order = "signed_on desc, id desc"

    charter_id = fields.Many2one("coop.charter", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="charter_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    signed_on = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    signed_name = fields.Char("Name as signed", required=True)
    signature = fields.Image(max_width=800, max_height=400, help="Empty when signed on paper.")
    way = fields.Selection(
        [("portal", "Portal"), ("paper", "Paper"), ("meeting", "Meeting")],
        "Signed",
        required=True,
        default="paper",
    )
    lang = fields.Char("Language of the text", default=lambda self: self.env.lang)

    _once_per_version = models.Constraint(
        "UNIQUE(partner_id, charter_id)", "This person has signed this version already."
    )

    @api.depends("partner_id.name", "charter_id.version")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.partner_id.name} · {row.charter_id.display_name}"

    @api.model
    def _coop_sign(self, charter, partner, vals):
        """Write a signature once; the one that is there already when signed twice.

        :param vals: ``signed_name``, ``way``, and ``signature`` (base64 picture) or ``signed_on``
        """
        known = charter._coop_signature_of(partner)
        if known:
            return known
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self.create({**vals, "charter_id": charter.id, "partner_id": partner.id})
        except UniqueViolation:
            return charter._coop_signature_of(partner)

    def _prepare_copy(self):
        """The same signature for the same person's other record."""
        names = ("signed_name", "signed_on", "signature", "way", "lang")
        return {name: self[name] for name in names}

    def _coop_forget(self, name):
        """A former member is forgotten: version and day stay, name and picture go."""
        return super().write({"signed_name": name, "signature": False})

    def write(self, vals):
        raise UserError(self.env._("A signature is never edited."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A signature is never erased."))
