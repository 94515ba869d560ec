from odoo import fields, models
from odoo.exceptions import UserError


class CoopCardReplace(models.TransientModel):
    """A lost card is replaced: the fee is paid now, paid later, or waived with a reason."""

    _name = "coop.card.replace"
    _inherit = ["coop.money.moved"]
    _description = "Replace a lost card"

    card_id = fields.Many2one("coop.card", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="card_id.partner_id")
    company_id = fields.Many2one(related="card_id.company_id")
    fee = fields.Monetary(related="company_id.coop_card_fee")
    settle = fields.Selection(
        [("now", "Paid now"), ("later", "To be paid later"), ("waived", "Waived")],
        "The fee is",
        required=True,
        default="now",
    )
    waived_reason = fields.Char("Why it is waived", help="For example: the card was worn out.")

    def action_replace(self):
        """Revoke the lost card, give the new one, and book its fee.

        :raise UserError: when the card was replaced already, a waiver has no reason, or the
            accounting of the fee is not chosen
        """
        self.ensure_one()
        if self.settle == "waived" and not (self.waived_reason or "").strip():
            raise UserError(self.env._("Say why the fee is waived."))
        new = self.card_id._coop_replace()
        if not new:
            raise UserError(self.env._("This card has been replaced already."))
        if self.settle == "waived":
            new.fee_waived = self.waived_reason.strip()
        elif self.fee:
            self._book(new)
        return new._coop_action()

    def _book(self, card):
        move = card._coop_call_fee(self.fee)
        if self.settle == "now":
            if not self.journal_id:
                raise UserError(self.env._("Say how the fee was paid."))
            self._coop_register(move, move.amount_total, move.name)
