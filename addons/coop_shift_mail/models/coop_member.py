from odoo import fields, models
from odoo.tools.misc import consteq, hmac

from odoo.addons.coop_membership.rules.token import is_token

PURPOSE = "coop_shift_mail"


class CoopMember(models.Model):
    _inherit = "coop.member"

    coop_make_ups_due = fields.Float("Make-ups due", compute="_compute_coop_make_ups_due")
    coop_mail_url = fields.Char(
        "Choice of mails", compute="_compute_coop_mail_url", groups="coop_membership.group_office"
    )

    def _compute_coop_make_ups_due(self):
        """The sum of the counters below zero, as a positive number."""
        balances = self.env["coop.work.entry"]._balances(self.ids)
        for member in self:
            owed = [amount for amount in balances.get(member.id, {}).values() if amount < 0]
            member.coop_make_ups_due = -sum(owed)

    def _compute_coop_mail_url(self):
        for member in self:
            token = member._coop_mail_token()
            path = f"/coop/mails/{member.id}/{token}"
            member.coop_mail_url = f"{member.company_id.get_base_url()}{path}"

    def _coop_mail_token(self):
        """Proof that somebody got a mail of this member's. It opens the choice of mails only."""
        # sudo: the database's secret, of which only a hash of this member's id comes out.
        return hmac(self.sudo().env, PURPOSE, self.id)

    def _coop_mail_token_is(self, token):
        return is_token(token) and consteq(self._coop_mail_token(), token)
