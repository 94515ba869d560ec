"""Builders for mails about shifts: a co-op that has them switched on."""

from odoo.tests import TransactionCase

from odoo.addons.coop_shift.tests.common import ShiftBuilders


class MailBuilders(ShiftBuilders):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.coop_mails = True
        cls.ana = cls.make_member("Ana")
        cls.ana.partner_id.write({"email": "ana@example.com", "lang": "en_US"})

    @classmethod
    def run_job(cls):
        """What the hourly job does, without its commits."""
        cls.env["coop.mail.due"]._note_all(cls.company)
        while cls.env["coop.mail.log"]._send_waiting():
            pass
        cls.env.invalidate_all()

    def log(self, kind=None, member=None):
        domain = [("company_id", "=", self.company.id)]
        domain += [("kind", "=", kind)] if kind else []
        domain += [("member_id", "=", member.id)] if member else []
        return self.env["coop.mail.log"].search(domain)


class MailCase(MailBuilders, TransactionCase):
    """The usual base class."""
