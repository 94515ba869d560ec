from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

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

    def write(self, vals):
        """Whoever is a member is not put away: the lists, the till and the door would not know."""
        if "active" in vals and not vals["active"] and not self.env.su:
            members = self.filtered("active").coop_member_ids.filtered("is_member")
            if members:
                raise UserError(
                    self.env._(
                        "%(names)s: a member is not archived. A membership ends with “Leave the "
                        "co-op” on the member's page.",
                        names=", ".join(members.mapped("display_name")),
                    )
                )
        return super().write(vals)

    def _coop_forget(self, name):
        """Erase who this person was, and close their cards; what they did stays, under ``name``.

        The caller has checked that the person may be forgotten, and lends the right.
        """
        self.ensure_one()
        everything = self | self._coop_other_addresses()
        self._coop_drop_mails()
        everything.write({"name": name, **dict.fromkeys(FORGOTTEN, False)})
        # After the address is gone: Odoo mails a change of login to it.
        everything._coop_close_accounts()
        everything._coop_silence()
        everything.bank_ids.unlink()
        self._coop_drop_files(everything)
        self._coop_blank_cards()

    def _coop_silence(self, records=None):
        """Erase the notes on some records (these persons), and those still to be written.

        mail.thread posts the values before and after a change when the transaction commits: what
        waits for that is thrown away too, whatever changed earlier in the transaction.
        """
        records = self if records is None else records
        # What a stored compute changes is to be known before, not after it is thrown away.
        records.env.flush_all()
        if "message_ids" in records._fields:
            records._track_discard()
            records.message_ids.unlink()
        if "activity_ids" in records._fields:
            records.with_context(active_test=False).activity_ids.unlink()

    def _coop_other_addresses(self):
        """The further addresses of this person, unless somebody else is behind one."""
        children = self.with_context(active_test=False).child_ids
        return children.filtered(lambda one: not (one.coop_member_ids or one.user_ids))

    def _coop_drop_mails(self):
        """Mails to this person alone that still lie in the queue, sent or not, and their address
        on what they wrote themselves."""
        # sudo: bypasses the rules of mails and notes; bounded to those of this one person.
        mails = self.env["mail.mail"].sudo()
        own = mails.search([("recipient_ids", "in", self.ids)])
        own = own.filtered(lambda mail: mail.recipient_ids == self and not mail.email_to)
        if address := self.email_normalized:
            typed = mails.search([("email_to", "ilike", address), ("recipient_ids", "=", False)])
            own |= typed.filtered(lambda mail: email_normalize(mail.email_to) == address)
        own.unlink()
        written = self.env["mail.message"].sudo().search([("author_id", "in", self.ids)])
        written.write({"email_from": False, "reply_to": False})
        self.env["mail.followers"].sudo().search([("partner_id", "in", self.ids)]).unlink()

    def _coop_close_accounts(self):
        """An archived account keeps no address as its login. Open ones refuse the erasure."""
        # sudo: bypasses the rights on users; bounded to the archived accounts of these persons.
        users = self.sudo().with_context(active_test=False).user_ids
        for user in users.filtered(lambda user: not user.active):
            user.write({"login": f"forgotten-{user.id}", "signature": False})

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
