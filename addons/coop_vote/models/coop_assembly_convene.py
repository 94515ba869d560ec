from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

#: Mails are laid into the queue so many at a time: the memory of a convocation stays the same.
AT_A_TIME = 1000


class CoopAssembly(models.Model):
    """The convocation: by mail to those with an address, on paper for the others."""

    _inherit = "coop.assembly"

    mailed_count = fields.Integer("Convened by mail", readonly=True, copy=False)
    printed_count = fields.Integer("Convened on paper", readonly=True, copy=False)
    convocation_ids = fields.One2many(
        "coop.assembly.convocation", "assembly_id", readonly=True, copy=False
    )
    waiting_count = fields.Integer(
        "Letters still to be written",
        compute="_compute_waiting_count",
        help="They are laid into the mail queue some at a time, in the background.",
    )

    @api.depends("convocation_ids.queued_at")
    def _compute_waiting_count(self):
        rows = self.env["coop.assembly.convocation"]._read_group(
            [("assembly_id", "in", self.ids), ("way", "=", "mail"), ("queued_at", "=", False)],
            ["assembly_id"],
            ["__count"],
        )
        waiting = {assembly.id: number for assembly, number in rows}
        for assembly in self:
            assembly.waiting_count = waiting.get(assembly.id, 0)

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
            assembly._write_convocations()

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
        """All members with a vote today and on the day of the assembly."""
        # sudo: lends the assembly office the members with a vote, to write to them; bounded to
        # the co-op of the assembly.
        members = self.env["coop.member"].sudo()
        domain = members._coop_holder_domain("has_vote")
        domain &= members._coop_holder_domain("has_vote", self._voting_day())
        return members.search(domain & Domain("company_id", "=", self.company_id.id))

    def _members_on_paper(self):
        """For whom the convocation is printed: they had no address when it was written."""
        # sudo: lends the assembly office the names of those it convened itself.
        rows = self.env["coop.assembly.convocation"].sudo()
        people = rows.search([("assembly_id", "in", self.ids), ("way", "=", "paper")]).member_id
        return people.filtered("is_member")

    def _write_convocations(self):
        """Write down who is convened, and the first letters; a job goes on with the others."""
        # sudo: lends the assembly office the list of those it convenes; bounded to this assembly
        # and to members with a vote.
        rows = self.env["coop.assembly.convocation"].sudo()
        found = rows._convene(self, self._convened_members())
        # How many were convened in which way: the minutes tell it.
        self._put(mailed_count=found.get("mail", 0), printed_count=found.get("paper", 0))
        self._lay_letters()
        if self.waiting_count:
            # sudo: lends the assembly office the start of the job that writes its letters.
            self.env.ref("coop_vote.ir_cron_letters").sudo()._trigger()

    def _lay_letters(self):
        """Lay the next letters into the mail queue, with the documents and the form of a proxy.

        :return: how many
        """
        # sudo: lends the assembly office the rows it wrote itself, to note when they were sent.
        rows = self.env["coop.assembly.convocation"].sudo()._take(self, AT_A_TIME)
        told = rows.member_id.filtered("is_member")
        (rows.filtered(lambda row: row.member_id not in told)).write({"way": "kept_back"})
        for lang, people in told.partner_id.grouped("lang").items():
            here = self.with_context(lang=lang or "en_US")
            here._lay_into_queue(here._convocation_values(), people.ids)
        rows.write({"queued_at": fields.Datetime.now()})
        self.invalidate_recordset(["waiting_count"])
        return len(rows)

    def _cron_letters(self):
        """Go on with the letters of convocations; each is laid into the queue once, and none for
        an assembly that is over."""
        rows = self.env["coop.assembly.convocation"]
        waiting = Domain("way", "=", "mail") & Domain("queued_at", "=", False)
        waiting &= Domain("assembly_id.state", "in", ("convened", "open"))
        for (assembly,) in rows._read_group(waiting, ["assembly_id"]):
            while done := assembly._lay_letters():
                left = rows.search_count(waiting)
                if not self.env["ir.cron"]._commit_progress(done, remaining=left):
                    return

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
        """The form of a proxy to print, as one file of the assembly in each language; none without
        proxies."""
        # sudo: lends the assembly office one file of its assembly, to be sent with the mail.
        files = self.env["ir.attachment"].sudo()
        if not self.proxy_cap:
            return files
        here = {"res_model": self._name, "res_id": self.id, "description": self.env.lang}
        known = files.search([(name, "=", value) for name, value in here.items()], limit=1)
        if known:
            return known
        content, kind = self._print_proxy_form()
        return files.create({"name": self.env._("Proxy") + f".{kind}", "raw": content, **here})

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
        self.check_access("read")
        if not self._members_on_paper():
            raise UserError(
                self.env._("All members with a vote were convened by mail: nothing is printed.")
            )
        return self.env.ref("coop_vote.action_report_convocation").report_action(self)

    def action_sheet(self):
        """The attendance sheet to be signed at the door."""
        self.ensure_one()
        return self.env.ref("coop_vote.action_report_sheet").report_action(self)
