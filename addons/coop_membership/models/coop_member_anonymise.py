from odoo import models
from odoo.exceptions import AccessError, UserError


class CoopMember(models.Model):
    """A former member asks to be forgotten: the registers stay right, the person goes."""

    _inherit = "coop.member"

    def action_anonymise(self):
        """Replace what says who a former member was by the member number.

        Entries, cards, dates and numbers stay, so registers and statistics stay whole.

        :raise AccessError: unless the user is a manager
        :raise UserError: for somebody who is a member, owns shares or has an account
        """
        if not (self.env.su or self.env.user.has_group("coop_membership.group_manager")):
            raise AccessError(self.env._("Anonymising is for managers."))
        for member in self:
            member._check_may_be_forgotten()
            # sudo: lends the manager the erasing of this one former member's personal data.
            person = member.partner_id.sudo()
            person.write(member._prepare_forgotten_vals())
            member._erase_traces(person)

    def _check_may_be_forgotten(self):
        self.ensure_one()
        if self.is_member or not self.left_on:
            raise UserError(self.env._("Only former members can be anonymised."))
        if self.share_count:
            raise UserError(self.env._("Refund or transfer the shares first."))
        if self.partner_id.user_ids:
            raise UserError(self.env._("Archive the portal account first."))

    def _prepare_forgotten_vals(self):
        emptied = (
            "email", "phone", "street", "street2", "zip", "city", "state_id", "country_id",
            "image_1920", "comment", "website", "vat", "function", "ref", "barcode",
        )  # fmt: skip
        return {
            "name": self.env._("Former member %s", self.number or self.id),
            **dict.fromkeys(emptied, False),
        }

    def _erase_traces(self, person):
        """Mails, notes, files and reasons: what else tells who it was."""
        # sudo: lends the manager the erasing of the notes on this one member.
        self.sudo().message_ids.unlink()
        person.message_ids.unlink()
        person.bank_ids.unlink()
        # sudo: lends the manager the erasing of the files of this one person.
        self.env["ir.attachment"].sudo().search(
            [("res_model", "=", "res.partner"), ("res_id", "=", person.id)]
        ).unlink()
        today = self.company_id._coop_today()
        person.coop_card_ids.filtered(lambda card: not card.revoked_on).revoked_on = today
        person.coop_block_ids.write({"reason": self.env._("Anonymised"), "message": False})
