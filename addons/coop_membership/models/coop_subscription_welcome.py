from odoo import api, fields, models
from odoo.fields import Domain


class CoopSubscription(models.Model):
    """The welcome mail of a paid subscription, sent once by a job that may be late."""

    _inherit = "coop.subscription"

    @api.model
    def _coop_welcome_domain(self):
        return Domain("state", "=", "paid") & Domain("welcome_on", "=", False)

    @api.model
    def _cron_welcome(self, limit=50):
        """Send the welcome mails that are waiting; each one is committed on its own."""
        waiting = self.search(self._coop_welcome_domain(), limit=limit, order="id")
        total = self.search_count(self._coop_welcome_domain())
        self.env["ir.cron"]._commit_progress(remaining=total)
        for subscription in waiting:
            subscription._coop_send_welcome()
            self.env["ir.cron"]._commit_progress(1)

    def _coop_send_welcome(self):
        """The welcome mail with the certificate, once. People without e-mail get it on paper."""
        self.ensure_one()
        self.welcome_on = fields.Datetime.now()
        if self.partner_id.email:
            template = self.env.ref("coop_membership.mail_template_welcome")
            template._coop_without_missing_pdf().send_mail(self.id)
