from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, split_every

#: Mails are laid into the queue so many at a time: the memory of a convocation stays the same.
AT_A_TIME = 1000


class CoopAssembly(models.Model):
    """The convocation: by mail to those with an address, on paper for the others."""

    _inherit = "coop.assembly"

    mailed_count = fields.Integer("Convened by mail", readonly=True, copy=False)
    printed_count = fields.Integer("Convened on paper", readonly=True, copy=False)

    def _earliest_day(self):
        """The first day on which the statutes allow this assembly, if convened today."""
        return self.company_id._coop_today() + timedelta(days=self.notice)

    def action_convene(self):
        """Convene the members by mail; those without an address are for the print run."""
        for assembly in self:
            assembly._check_notice()
            if not assembly.point_ids and not assembly.vote_ids:
                raise UserError(
                    self.env._(
                        "The agenda is empty. Add a point on the page «Agenda»: members are "
                        "convened with the agenda."
                    )
                )
            today = assembly.company_id._coop_today()
            done = self.env._("This assembly is convened already.")
            assembly._advance("draft", "convened", done, convened_on=today)
            assembly._send_convocations()

    def _check_notice(self):
        earliest = self._earliest_day()
        if self.company_id._coop_local_day(self.starts_at) < earliest:
            raise UserError(
                self.env._(
                    "The rules ask for %(days)s days of notice: the earliest day is %(day)s. "
                    "Choose a later date for the assembly.",
                    days=self.notice,
                    day=format_date(self.env, earliest),
                )
            )

    def _convened_members(self):
        """All members with a vote today."""
        # sudo: lends the assembly office the members with a vote, to write to them; bounded to
        # the co-op of the assembly.
        members = self.env["coop.member"].sudo()
        domain = members._coop_holder_domain("has_vote")
        return members.search(domain & Domain("company_id", "=", self.company_id.id))

    def _members_without_email(self):
        """For whom the convocation is printed."""
        return self._convened_members().filtered(lambda member: not member.email)

    def _send_convocations(self):
        """One mail to each member with an address, with the documents and the form of a proxy, laid
        into the queue."""
        convened = self._convened_members()
        members = convened.filtered("email")
        for lang, people in members.partner_id.grouped("lang").items():
            here = self.with_context(lang=lang or "en_US")
            common = here._convocation_values()
            for some in split_every(AT_A_TIME, people.ids):
                here._lay_into_queue(common, some)
        self._advance_counts(len(members), len(convened) - len(members))

    def _advance_counts(self, mailed, printed):
        """Keep how many were convened in which way: the minutes tell it."""
        self.write({"mailed_count": mailed, "printed_count": printed})

    def _convocation_values(self):
        """The mail in the language of this environment, for everybody who reads it."""
        body = self.env["ir.qweb"]._render("coop_vote.convocation_mail", {"assembly": self})
        files = self.point_ids.attachment_ids | self._proxy_form_file()
        return {
            "subject": self.name,
            "body_html": body,
            "email_from": self.company_id.email_formatted,
            "auto_delete": True,
            "attachment_ids": [(6, 0, files.ids)],
        }

    def _lay_into_queue(self, common, partner_ids):
        # sudo: lends the assembly office the mail queue; bounded to this one text, to members with
        # a vote.
        mails = self.env["mail.mail"].sudo()
        mails.create([{**common, "recipient_ids": [(4, number)]} for number in partner_ids])
        self.env["mail.mail"].flush_model()

    def _proxy_form_file(self):
        """The form of a proxy to print, as a file kept with the assembly; none without proxies."""
        if not self.proxy_cap:
            return self.env["ir.attachment"]
        content, kind = self._print_proxy_form()
        # sudo: lends the assembly office one file of its assembly, to be sent with the mail.
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{self.env._('Proxy')}.{kind}",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def _print_proxy_form(self, member=None):
        """The form of a proxy, with the giver's name or without: content and kind of file."""
        # sudo: lends whoever may read this assembly its form, in which nobody else is named.
        report = self.env["ir.actions.report"].sudo()
        data = {"member": member}
        if report.get_wkhtmltopdf_state() in ("install", "broken"):
            return report._render_qweb_html("coop_vote.report_proxy_form", self.ids, data)
        return report._render_qweb_pdf("coop_vote.report_proxy_form", self.ids, data)

    def action_print_run(self):
        """The convocations of those without an e-mail address, as one PDF."""
        self.ensure_one()
        if not self._members_without_email():
            raise UserError(
                self.env._("All members with a vote have an e-mail address: nothing is printed.")
            )
        return self.env.ref("coop_vote.action_report_convocation").report_action(self)

    def action_sheet(self):
        """The attendance sheet to be signed at the door."""
        self.ensure_one()
        return self.env.ref("coop_vote.action_report_sheet").report_action(self)
