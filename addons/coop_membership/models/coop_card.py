import base64

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo import api, fields, models
from odoo.tools.barcode import check_barcode_encoding

from ..rules import card_code


def barcode_svg(code):
    """A barcode as SVG: sharp at any size, readable on a phone. EAN-13 where the code is one."""
    kind = "EAN13" if check_barcode_encoding(code, "ean13") else "Code128"
    drawing = createBarcodeDrawing(
        kind, value=code, format="svg", width=300, height=100, humanReadable=False, quiet=True
    )
    return drawing.asString("svg")


class CoopCard(models.Model):
    """A barcode given to a person. A lost card is revoked; the person stays."""

    _name = "coop.card"
    _description = "Card"
    _inherit = ["coop.sealed.mixin"]
    _rec_name = "code"
    _order = "issued_on desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    code = fields.Char("Barcode", required=True, copy=False)
    barcode_image = fields.Binary(
        compute="_compute_barcode_image", help="Large, with quiet zones: readable on a phone."
    )
    issued_on = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    revoked_on = fields.Date(help="From this day on the card is refused.")
    reason = fields.Char("Why it was revoked")

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)", "This barcode belongs to a card already."
    )
    _code_printable = models.Constraint(
        "CHECK(code ~ '^[!-~]+$')", "A barcode is made of unaccented letters, figures and signs."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalised(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalised(vals))

    def _coop_sealed_now(self):
        lost = self.env._("A card is of one person. Revoke it, and give a new one.")
        return {**super()._coop_sealed_now(), **dict.fromkeys(("partner_id", "code"), lost)}

    @api.model
    def _normalised(self, vals):
        return {**vals, "code": card_code.normalise(vals["code"])} if vals.get("code") else vals

    @api.depends("code")
    def _compute_barcode_image(self):
        for card in self:
            card.barcode_image = card.code and base64.b64encode(barcode_svg(card.code).encode())

    # ------------------------------------------------------------------ giving and replacing

    @api.model
    def _coop_issue(self, partners, company):
        """Give each person a new card with an EAN-13 of the co-op's own.

        :return: the cards, in the order of the persons
        """
        codes = company._coop_take_card_codes(len(partners))
        return self.create(
            [
                {"partner_id": partner.id, "company_id": company.id, "code": code}
                for partner, code in zip(partners, codes, strict=True)
            ]
        )

    @api.model
    def _coop_holders(self, partners, company):
        """Those of these persons who hold a card that is not revoked."""
        return self.search(
            [
                ("partner_id", "in", partners.ids),
                ("company_id", "=", company.id),
                ("revoked_on", "=", False),
            ]
        ).partner_id

    def action_print(self):
        return self.env.ref("coop_membership.report_cards").report_action(self)

    def _coop_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cards"),
            "res_model": "coop.card",
            "view_mode": "list",
            "domain": [("id", "in", self.ids)],
        }
