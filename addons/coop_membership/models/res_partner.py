from odoo import fields, models

FORGOTTEN = (
    "email", "phone", "street", "street2", "zip", "city", "state_id", "country_id",
    "image_1920", "comment", "website", "vat", "function", "ref", "barcode", "company_name",
    "category_id", "partner_latitude", "partner_longitude",
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
        others = self._coop_other_addresses()
        (self | others).write({"name": name, **dict.fromkeys(FORGOTTEN, False)})
        (self | others).message_ids.unlink()
        (self | others).bank_ids.unlink()
        self._coop_drop_mails()
        self._coop_drop_files(self | others)
        self._coop_blank_cards()

    def _coop_other_addresses(self):
        """The further addresses of this person, unless somebody else is behind one."""
        children = self.with_context(active_test=False).child_ids
        return children.filtered(lambda one: not (one.coop_member_ids or one.user_ids))

    def _coop_drop_mails(self):
        """Mails to this person alone that still lie in the queue, sent or not."""
        # sudo: lends the manager the erasing of the mails to this one person.
        mails = self.env["mail.mail"].sudo().search([("recipient_ids", "in", self.ids)])
        mails.filtered(lambda mail: mail.recipient_ids == self).unlink()

    def _coop_drop_files(self, records):
        """The files that lie at some records about this person."""
        # sudo: lends the manager the erasing of the files of this one person.
        self.env["ir.attachment"].sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        ).unlink()

    def _coop_blank_cards(self):
        """Close the cards, and empty what was written about cards, blocks and passes."""
        for card in self.coop_card_ids.filtered(lambda card: not card.revoked_on):
            card.revoked_on = card.company_id._coop_today()
        self.coop_card_ids.reason = False
        self.coop_card_ids.filtered("fee_waived").fee_waived = self.env._("Anonymised")
        self.coop_block_ids.write({"reason": self.env._("Anonymised"), "message": False})
        self.coop_pass_ids.reason = self.env._("Anonymised")
