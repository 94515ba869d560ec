from odoo import api, fields, models
from odoo.exceptions import UserError

APPEND_ONLY = """
CREATE OR REPLACE FUNCTION coop_share_entry_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'The share register is append-only. Reverse the entry.';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS coop_share_entry_append_only ON coop_share_entry;
CREATE TRIGGER coop_share_entry_append_only BEFORE UPDATE OR DELETE ON coop_share_entry
    FOR EACH ROW EXECUTE FUNCTION coop_share_entry_append_only();
"""


class CoopShareEntry(models.Model):
    """One line of the share register. Lines are added, never edited; a mistake is reversed."""

    _name = "coop.share.entry"
    _description = "Share register entry"
    _order = "date, id"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    type_id = fields.Many2one("coop.share.type", required=True, index=True, ondelete="restrict")
    date = fields.Date(required=True, help="The day of the event, not of the click.")
    quantity = fields.Integer(required=True, help="Shares gained (positive) or lost (negative).")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, help="Quantity times nominal value, signed.")
    kind = fields.Selection(
        [
            ("subscription", "Subscription"),
            ("transfer", "Transfer"),
            ("refund", "Refund"),
            ("reversal", "Reversal"),
        ],
        required=True,
    )
    key = fields.Char(
        required=True, help="Business key: writing the same event twice writes it once."
    )
    reverses_id = fields.Many2one(
        "coop.share.entry", "Reverses", index="btree_not_null", ondelete="restrict"
    )
    reason = fields.Char()

    _key_unique = models.Constraint(
        "UNIQUE(company_id, key)", "This movement of shares is already in the register."
    )
    _reversed_once = models.Constraint(
        "UNIQUE(reverses_id)", "This entry has been reversed already."
    )
    _quantity_not_zero = models.Constraint(
        "CHECK(quantity <> 0)", "A register entry moves at least one share."
    )
    _reversal_names_entry = models.Constraint(
        "CHECK((kind = 'reversal') = (reverses_id IS NOT NULL))",
        "A reversal names the entry that it reverses.",
    )

    def init(self):
        """The database refuses what the ORM refuses, whoever asks."""
        self.env.cr.execute(APPEND_ONLY)

    def write(self, vals):
        raise UserError(self.env._("The share register is never edited. Reverse the entry."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The share register is never erased. Reverse the entry."))
