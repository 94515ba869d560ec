from odoo import fields, models

FORGOTTEN = (
    "email", "phone", "street", "street2", "zip", "city", "state_id", "country_id",
    "image_1920", "comment", "website", "vat", "function", "ref", "barcode",
)  # fmt: skip
"""What tells who a person is, the name aside."""


class ResPartner(models.Model):
    _inherit = "res.partner"

    coop_member_ids = fields.One2many("coop.member", "partner_id", string="Memberships")
    coop_card_ids = fields.One2many("coop.card", "partner_id", string="Cards")
    coop_household_ids = fields.One2many(
        "coop.household.person", "partner_id", string="Shops on the standing of"
    )
    coop_block_ids = fields.One2many("coop.block", "partner_id", string="Blocks")
    coop_pass_ids = fields.One2many("coop.day.pass", "partner_id", string="Day passes")

    def _coop_forget(self, name):
        """Erase who this person was, and close their cards; what they did stays, under ``name``.

        The caller has checked that the person may be forgotten, and lends the right.
        """
        self.ensure_one()
        self.write({"name": name, **dict.fromkeys(FORGOTTEN, False)})
        self.message_ids.unlink()
        self.bank_ids.unlink()
        # sudo: lends the manager the erasing of the files of this one person.
        self.env["ir.attachment"].sudo().search(
            [("res_model", "=", "res.partner"), ("res_id", "=", self.id)]
        ).unlink()
        for card in self.coop_card_ids.filtered(lambda card: not card.revoked_on):
            card.revoked_on = card.company_id._coop_today()
        self.coop_card_ids.filtered("fee_waived").fee_waived = self.env._("Anonymised")
        self.coop_block_ids.write({"reason": self.env._("Anonymised"), "message": False})
