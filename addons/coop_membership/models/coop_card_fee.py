from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL


class CoopCard(models.Model):
    """What a new card costs when the last one was lost (5 € at La Louve): called for, or waived."""

    _inherit = "coop.card"

    replaces_id = fields.Many2one(
        "coop.card",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    fee_move_id = fields.Many2one(
        "account.move",
        "Call for the fee",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    fee_waived = fields.Char("Why the fee was waived", readonly=True, copy=False)
    fee_state = fields.Selection(
        [("due", "To be paid"), ("paid", "Paid"), ("waived", "Waived")],
        "Fee",
        compute="_compute_fee_state",
        search="_search_fee_state",
    )

    _replaced_once = models.UniqueIndex(
        "(replaces_id) WHERE replaces_id IS NOT NULL", "This card has been replaced already."
    )

    @api.depends("fee_move_id.payment_state", "fee_waived")
    def _compute_fee_state(self):
        for card in self:
            # sudo: lends the office the knowledge whether this one fee was paid.
            move = card.fee_move_id.sudo()
            paid = "paid" if move.payment_state in self._fee_settled() else "due"
            card.fee_state = paid if move else card.fee_waived and "waived"

    @api.model
    def _fee_settled(self):
        return ("paid", "in_payment", "reversed")

    def _search_fee_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: lends the office the knowledge which fees were paid.
        moves = self.env["account.move"].sudo()
        settled = moves._search([("payment_state", "in", self._fee_settled())])
        domains = {
            "due": [("fee_move_id", "!=", False), ("fee_move_id", "not in", settled)],
            "paid": [("fee_move_id", "in", settled)],
            "waived": [("fee_waived", "!=", False)],
            False: [("fee_move_id", "=", False), ("fee_waived", "=", False)],
        }
        return fields.Domain.OR(domains[state] for state in value)

    # ------------------------------------------------------------------ replacing

    def action_replace(self):
        """The card is lost: replace it at once, or ask first how its fee is paid.

        :raise UserError: when several cards that cost something are replaced in one go
        """
        valid = self.filtered(lambda card: not card.revoked_on)
        if not any(valid.mapped("company_id.coop_card_fee")):
            return valid._coop_replace()._coop_action()
        if len(valid) > 1:
            raise UserError(self.env._("A new card costs a fee: replace them one by one."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Replace a lost card"),
            "res_model": "coop.card.replace",
            "view_mode": "form",
            "target": "new",
            "context": {"default_card_id": valid.id},
        }

    def _coop_replace(self):
        """From today these cards are refused, and their persons have new ones.

        A card is replaced once, whatever the number of clicks.
        """
        new_cards = self.browse()
        self._coop_lock_cards()
        valid = self.filtered(lambda card: not card.revoked_on)
        for company, cards in valid.grouped("company_id").items():
            cards.write({"revoked_on": company._coop_today(), "reason": self.env._("Lost")})
            for card in cards:
                new = self._coop_issue(card.partner_id, company)
                new.replaces_id = card
                new_cards |= new
        return new_cards

    def _coop_lock_cards(self):
        """Wait for another click on the same button, then see what it did."""
        if self:
            self.flush_recordset()
            ids = tuple(self.ids)
            self.env.execute_query(
                SQL("SELECT 1 FROM coop_card WHERE id IN %s ORDER BY id FOR NO KEY UPDATE", ids)
            )
            self.invalidate_recordset(["revoked_on"])

    # ------------------------------------------------------------------ the fee

    def _coop_call_fee(self, amount):
        """An invoice for this new card, posted. It can be paid at the office or on the portal.

        :raise UserError: when no product or no sales journal is chosen for it
        """
        self.ensure_one()
        # sudo: lends the office the making of this one invoice for a card's fee.
        move = self.env["account.move"].sudo().create(self._prepare_fee_vals(amount))
        move.action_post()
        self.fee_move_id = move
        return move

    def _prepare_fee_vals(self, amount):
        company = self.company_id
        # sudo: lends the office the product of the fee and the journal that it goes to.
        product, journal = company.sudo().coop_card_fee_product_id, company._coop_fee_journal()
        if not product or not journal:
            raise UserError(
                self.env._("Choose in the settings what a new card is booked as, or waive the fee.")
            )
        return {
            "move_type": "out_invoice",
            "partner_id": self.partner_id.id,
            "company_id": company.id,
            "journal_id": journal.id,
            "invoice_date": company._coop_today(),
            "invoice_line_ids": [
                Command.create({"product_id": product.id, "quantity": 1, "price_unit": amount})
            ],
        }
