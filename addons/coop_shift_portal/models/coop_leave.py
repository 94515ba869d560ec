from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules import preview


class CoopLeave(models.Model):
    """Leaves asked for on the portal: what they would change, asking, taking back."""

    _inherit = "coop.leave"

    @api.model
    def _coop_types(self, company):
        """The types of leave that the co-op's rules know, each with what it asks for.

        :return: ``[(coop.leave.type, [sentence, …])]``
        """
        history = self.env["coop.work.policy"]._history_of(company.id)
        known = history.on(company._coop_today()).leave_types if history else {}
        types = self.env["coop.leave.type"].search([("code", "in", list(known))])
        return [(kind, self._coop_rules_in_words(known[kind.code])) for kind in types]

    @api.model
    def _coop_rules_in_words(self, rule):
        _ = self.env._
        if rule.standing == "exempted":
            shop = _("You may shop during it, as long as no make-up is due.")
        else:
            shop = _("Neither you nor your household shop during it.")
        said = [
            text.format(value=f"{getattr(rule, name):g}")
            for name, text in self.env["coop.words"]._leave_rules().items()
            if getattr(rule, name)
        ]
        if rule.min_credit:
            said.append(_("%(count)g shifts in advance are needed.", count=rule.min_credit[1]))
        if rule.debits:
            said.append(_("Each own shift inside it is taken off your shifts in advance."))
        return [shop, *said]

    @api.model
    def _coop_preview(self, vals):
        """What a leave would change, without asking for it. Nothing is written.

        :param vals: of a ``coop.leave``
        :return: ``(refusals as sentences, rules.preview.Change or None)``
        """
        wanted = self.new({**vals, "state": "draft"})
        texts = self._refusal_texts()
        codes = wanted._refusals()
        if wanted._coop_overlapping():
            codes = [*codes, "overlap"]
        impossible = {"unknown_type", "ends_before_start"} & set(codes)
        change = None if impossible else wanted._coop_change()
        said = [texts[code] for code in dict.fromkeys(codes)]
        return [*said, *wanted._coop_outlasts()], change

    def _coop_outlasts(self):
        """What the member reads when it goes on after a membership whose end is known."""
        left = self.member_id.left_on
        if not left or (self.date_to and self.date_to < left):
            return []
        text = self.env._(
            "Your membership ends: its last day is %(day)s. Please choose a leave that ends by "
            "then.",
            day=format_date(self.env, left - timedelta(days=1)),
        )
        return [text]

    def _coop_overlapping(self):
        """The member's other leaves, asked or confirmed, on some of these days."""
        domain = [
            ("member_id", "=", self.member_id.id),
            ("state", "in", ("draft", "confirmed")),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", self.date_from),
        ]
        if self.date_to:
            domain.append(("date_from", "<=", self.date_to))
        return self.search(domain, limit=1)

    def _coop_change(self):
        company = self.member_id.company_id
        member_id = self.member_id.id
        life = self.env["coop.work.gather"]._facts(company, [member_id])[member_id]
        history = self.env["coop.work.policy"]._history(company)
        return preview.change(
            life,
            history,
            self._fact(),
            self._own_shifts(),
            company._coop_today(),
            self._coop_coming_days(),
        )

    def _coop_coming_days(self):
        """The days of all shifts on which the member is expected."""
        coming = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.member_id.id),
                ("state", "=", "expected"),
                ("shift_id.state", "=", "planned"),
                ("shift_id.start", ">", "now"),
            ]
        )
        return coming.shift_id.mapped("day")

    @api.model
    def _coop_ask(self, vals):
        """Ask for a leave. Asking the same twice asks once.

        :raise UserError: with what the rules say against it
        """
        member = self.env["coop.member"].browse(vals["member_id"])
        member._coop_one_at_a_time()
        same = self.search(
            [(name, "=", vals[name]) for name in ("member_id", "type_id", "date_from", "date_to")]
            + [("state", "=", "draft")]
        )
        if same:
            return same
        refusals, _change = self._coop_preview(vals)
        if refusals:
            raise UserError("\n".join(refusals))
        asked = self.create({**vals, "state": "draft"})
        asked._coop_notify_asked()
        return asked

    def _coop_notify_asked(self):
        """Tell the members' office that somebody asks for a leave."""
        author = self.member_id.partner_id
        office = self.company_id.partner_id
        days = " – ".join(
            format_date(self.env, day) if day else "…" for day in (self.date_from, self.date_to)
        )
        self.message_post(
            body=self.env._("%(leave)s: %(days)s", leave=self.display_name, days=days),
            subject=self.display_name,
            author_id=author.id,
            email_from=author.email_formatted or self.company_id.email_formatted or author.name,
            partner_ids=(office - author).ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _coop_withdraw(self):
        """Take back what was asked, while nobody has answered. Doing it twice changes nothing.

        :raise UserError: when it was answered
        """
        self.ensure_one()
        self.member_id._coop_one_at_a_time()
        if self.state == "cancelled":
            return
        if self.state != "draft":
            raise UserError(
                self.env._("This leave was answered already. The members' office can change it.")
            )
        self.action_cancel()
