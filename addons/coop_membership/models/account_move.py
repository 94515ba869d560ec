from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _inherit = "account.move"

    coop_subscription_id = fields.Many2one(
        "coop.subscription", "Subscription", readonly=True, copy=False, index="btree_not_null"
    )
    coop_share_entry_ids = fields.One2many("coop.share.entry", "move_id", string="Share register")

    def _coop_term_lines(self):
        return self.line_ids.filtered(lambda line: line.display_type == "payment_term")

    def _coop_amount_paid(self):
        """Money received on a call for capital, credit notes aside, at most its total.

        A payment without a journal entry of its own (no outstanding account on its method) counts
        as soon as it is recorded; the bank statement that matches it later is the same money.
        """
        if not self or self.state != "posted":
            return 0.0
        partials = self._coop_term_lines().matched_credit_ids
        money = partials.filtered(
            lambda p: (
                p.credit_move_id.parent_state == "posted"
                and p.credit_move_id.payment_id.state not in ("rejected", "canceled")
                and p.credit_move_id.move_id.move_type != "out_refund"
            )
        )
        pending = self.matched_payment_ids.filtered(
            lambda p: not p.move_id and p.state in ("in_process", "paid")
        )
        received = max(sum(money.mapped("amount")), sum(pending.mapped("amount")))
        return min(received, self.amount_total)

    def _coop_amount_to_give_back(self):
        """What this person paid for shares beyond what is due: paid twice, or cancelled."""
        if not self:
            return 0.0
        [(amount,)] = self.env["coop.payback"]._read_group(
            [
                ("partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "subscription"),
                ("state", "=", "due"),
            ],
            aggregates=["amount:sum"],
        )
        return amount or 0.0

    def write(self, vals):
        """Money whose entry is no longer posted, or is again, moves shares: it keeps its match."""
        done = super().write(vals)
        if "state" in vals:
            # sudo: lends whoever changes an entry the following of the subscriptions it pays.
            matches = self.env["account.partial.reconcile"].sudo()
            paying = matches.search(
                [
                    ("credit_move_id.move_id", "in", self.ids),
                    ("debit_move_id.move_id.coop_subscription_id", "!=", False),
                ]
            )
            paying._coop_subscriptions()._coop_follow_payments()
        return done

    def button_draft(self):
        if self.coop_share_entry_ids:
            raise UserError(
                self.env._("These entries go with the share register. Reverse the shares instead.")
            )
        # sudo: how many shares follow from these calls; nothing comes out.
        if not self.env.su and sum(self.sudo().coop_subscription_id.entry_ids.mapped("quantity")):
            raise UserError(
                self.env._(
                    "Shares were given for this call for capital. Undo the payment or cancel the "
                    "subscription instead."
                )
            )
        return super().button_draft()
