from odoo import models
from odoo.exceptions import AccessError, UserError


class CoopMember(models.Model):
    """A former member asks to be forgotten: the registers stay right, the person goes."""

    _inherit = "coop.member"

    def action_anonymise(self):
        """Replace what says who a former member was by the member number.

        Entries, cards, dates and numbers stay, so registers and statistics stay whole. The
        persons of the household are forgotten too, unless they shop here for another reason.

        :raise AccessError: unless the user is a manager
        :raise UserError: for somebody who is a member, owns shares, is owed money or has an account
        """
        if not (self.env.su or self.env.user.has_group("coop_membership.group_manager")):
            raise AccessError(self.env._("Anonymising is for managers."))
        for member in self:
            member._check_may_be_forgotten()
            # sudo: lends the manager the erasing of this one former member's personal data.
            person = member.partner_id.sudo()
            member.household_ids._coop_end(member.left_on)
            member.household_ids._coop_forget()
            person._coop_forget(self.env._("Former member %s", member.number or member.id))
            member._erase_traces(person)
            member._erase_duplicates(person.name)

    def _check_may_be_forgotten(self):
        self.ensure_one()
        if self.is_member or not self.left_on:
            raise UserError(self.env._("Only former members can be anonymised."))
        if self.share_count:
            raise UserError(self.env._("Refund or transfer the shares first."))
        if self.to_pay_back:
            raise UserError(self.env._("Pay back what this person is owed first."))
        if self.partner_id.user_ids:
            raise UserError(self.env._("Archive the portal account first."))

    def _erase_duplicates(self, name):
        """The files that were merged into this one are about the same person."""
        # sudo: bypasses the rule that hides archived contacts; bounded to this one's duplicates.
        files = self.sudo().with_context(active_test=False)
        for twin in files.search([("merged_into_id", "in", self.ids)]):
            twin.partner_id._coop_forget(name)
            twin._erase_traces(twin.partner_id)
            twin._erase_duplicates(name)

    def _erase_traces(self, person):
        """The notes on the files; addons add what they keep about the person."""
        # sudo: lends the manager the erasing of the notes and files on this one member.
        member = self.sudo()
        person._coop_silence(member)
        person._coop_drop_files(member)
        # sudo: lends the manager the erasing of the notes on this one person's subscriptions.
        subscriptions = self.env["coop.subscription"].sudo()
        subscriptions = subscriptions.search([("partner_id", "=", person.id)])
        person._coop_silence(subscriptions)
        person._coop_drop_files(subscriptions)

    def _erase_words(self, person, model, *names, field="member_id"):
        """Empty what was written in an addon's rows about this member, with their notes and files.

        :param names: fields with words; a required one says that it was erased
        :param field: the field of the model that names the member
        """
        # sudo: lends the manager the erasing of the words on this one former member's rows.
        rows = self.env[model].sudo().with_context(active_test=False)
        rows = rows.search([(field, "in", self.ids)])
        for name in names:
            text = self.env._("Anonymised") if rows._fields[name].required else False
            rows.filtered(name).write({name: text})
        person._coop_silence(rows)
        person._coop_drop_files(rows)
