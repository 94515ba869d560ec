from odoo import models
from odoo.exceptions import UserError


class CoopVote(models.Model):
    """Reminders of an open vote: to those whose vote is awaited, or to who votes for them."""

    _inherit = "coop.vote"

    def action_remind(self):
        """A kind word to those who have an address and whose ballot is awaited."""
        for vote in self:
            if not vote._takes_ballots():
                raise UserError(self.env._("This vote is not open."))
        sent = sum(vote._send_reminders() for vote in self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Reminders on their way: %(number)s.", number=sent),
            },
        }

    def _awaited(self):
        """The persons with an address whose right is not used yet, and those who hold the proxy of
        somebody whose right is not: who gave a proxy away is not asked again."""
        # sudo: lends the assembly office the addresses of those who have not voted, to write to
        # them; bounded to the roll of this vote.
        rights = self.env["coop.vote.right"].sudo()
        waiting = [("vote_id", "=", self.id), ("exclusion", "=", False), ("used_via", "=", False)]
        members = rights.search(waiting).member_id
        # sudo: lends the assembly office the proxies of this vote's assembly, for the same mails.
        proxies = self.env["coop.proxy"].sudo()
        if self.assembly_id:
            given = [("assembly_id", "=", self.assembly_id.id), ("state", "=", "accepted")]
            proxies = proxies.search([*given, ("giver_id", "in", members.ids)])
        own = (members - proxies.giver_id).partner_id.filtered("email")
        return own, proxies.holder_id.partner_id.filtered("email") - own

    def _send_reminders(self):
        """One mail each, laid into the mail queue; return how many."""
        # sudo: lends the assembly office the mail queue, for this one text.
        mails = self.env["mail.mail"].sudo()
        own, holders = self._awaited()
        for people in (own, holders):
            for lang, some in people.grouped("lang").items():
                here = self.with_context(lang=lang or self.company_id.partner_id.lang or "en_US")
                values = {"vote": here, "proxy": people == holders}
                body = here.env["ir.qweb"]._render("coop_vote.reminder_mail", values)
                common = {"subject": here.name, "body_html": body, "auto_delete": True}
                common["email_from"] = self.company_id.email_formatted
                mails.create([{**common, "recipient_ids": [(4, one.id)]} for one in some])
        return len(own | holders)
