from odoo import fields, models
from odoo.exceptions import UserError

from ..rules import card_code


class ResCompany(models.Model):
    """The codes of a co-op's own cards."""

    _inherit = "res.company"

    coop_card_nomenclature_id = fields.Many2one(
        "barcode.nomenclature",
        "Barcodes of cards",
        help="Its first EAN-13 rule for co-op cards gives the figures that cards begin with.",
    )
    coop_card_sequence_id = fields.Many2one("ir.sequence", "Numbers of cards")
    coop_card_fee = fields.Monetary(
        "Fee for a new card", help="Asked when a lost card is replaced. 0: new cards are free."
    )
    coop_card_fee_product_id = fields.Many2one(
        "product.product",
        "The fee is booked as",
        help="Its income account and its taxes are those of the fee.",
    )

    _coop_card_fee_positive = models.Constraint(
        "CHECK(coop_card_fee >= 0)", "The fee for a new card is zero or more."
    )

    def _coop_fee_journal(self):
        """The sales journal of fees: the first one that is not the Capital journal."""
        return (
            self.env["account.journal"]
            # sudo: lends the office the look-up of the journal of one invoice.
            .sudo()
            .search(
                [
                    ("type", "=", "sale"),
                    ("company_id", "=", self.id),
                    ("id", "!=", self.coop_capital_journal_id.id),
                ],
                limit=1,
            )
        )

    def _coop_make_fee_product(self, account):
        """What the fee is booked as: a service without taxes, which the accountant may add."""
        return self.env["product.product"].create(
            {
                "name": self.env._("New card"),
                "type": "service",
                "sale_ok": False,
                "purchase_ok": False,
                "company_id": self.id,
                "property_account_income_id": account.id,
                "taxes_id": [(5,)],
                "supplier_taxes_id": [(5,)],
            }
        )

    def _coop_card_prefix(self):
        """The figures that the co-op's EAN-13 begin with, from the barcode nomenclature.

        :raise UserError: when the nomenclature has no such rule
        """
        self.ensure_one()
        nomenclature = self.coop_card_nomenclature_id or self.env.ref(
            "coop_membership.nomenclature_cards"
        )
        rules = nomenclature.rule_ids.filtered(
            lambda r: r.type == "coop_card" and r.encoding == "ean13" and r.pattern.isdigit()
        )
        if not rules:
            raise UserError(
                self.env._(
                    "The barcode nomenclature %s has no EAN-13 rule for co-op cards.",
                    nomenclature.name,
                )
            )
        return rules[0].pattern

    def _coop_take_card_codes(self, count):
        """As many EAN-13 that no card has had yet; a number that is lost is not missed."""
        self.ensure_one()
        # sudo: lends whoever gives a card the reading of the nomenclature and the next numbers.
        company = self.sudo()
        prefix = company._coop_card_prefix()
        if not company.coop_card_sequence_id:
            company.coop_card_sequence_id = company._coop_make_sequence(
                self.env._("Numbers of cards"), implementation="standard"
            )
        codes = []
        while len(codes) < count:
            number = int(company.coop_card_sequence_id._next())
            code = card_code.ean13(prefix, number)
            if not company._coop_card_exists(code):
                codes.append(code)
        return codes

    def _coop_card_exists(self, code):
        """Whether a card of this co-op, imported for instance, has this code already."""
        return self.env["coop.card"].search_count(
            [("company_id", "=", self.id), ("code", "=", code)], limit=1
        )
