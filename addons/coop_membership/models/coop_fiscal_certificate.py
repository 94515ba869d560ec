from datetime import date

from odoo import api, fields, models


class CoopFiscalCertificate(models.Model):
    """What a member paid for shares in a year, as certified. Written once per member and year."""

    _name = "coop.fiscal.certificate"
    _description = "Yearly certificate"
    _order = "year desc, member_id, id"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(required=True, aggregator=False)
    amount = fields.Monetary("Paid in the year", required=True)
    shares = fields.Integer("Shares paid in the year", required=True)
    issued_on = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    sent_on = fields.Datetime(readonly=True, copy=False)

    _once = models.Constraint(
        "UNIQUE(member_id, year)", "This member has the certificate of that year already."
    )

    @api.model
    def _coop_issue(self, company, year):
        """Certificates of everybody who paid shares in a year, in one batch; twice is once.

        :return: the certificates written now
        """
        paid = self.env["coop.share.entry"]._read_group(
            [
                ("company_id", "=", company.id),
                ("kind", "in", ("subscription", "reversal")),
                ("date", ">=", date(year, 1, 1)),
                ("date", "<=", date(year, 12, 31)),
            ],
            ["member_id"],
            ["quantity:sum", "amount:sum"],
            having=[("amount:sum", ">", 0)],
        )
        done = self.search([("company_id", "=", company.id), ("year", "=", year)]).member_id
        certificates = self.create(
            [
                {"member_id": member.id, "year": year, "shares": shares, "amount": amount}
                for member, shares, amount in paid
                if member not in done
            ]
        )
        if certificates:
            # sudo: lends the manager the waking of the job that sends these certificates.
            self.env.ref("coop_membership.cron_fiscal").sudo()._trigger()
        return certificates

    @api.model
    def _cron_send(self, limit=200):
        """Send the certificates that wait, each committed on its own, with progress."""
        domain = [("sent_on", "=", False), ("member_id.email", "!=", False)]
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(domain))
        template = self.env.ref("coop_membership.mail_template_fiscal")
        for certificate in self.search(domain, limit=limit, order="id"):
            certificate.sent_on = fields.Datetime.now()
            template._coop_without_missing_pdf().send_mail(certificate.id)
            self.env["ir.cron"]._commit_progress(1)
