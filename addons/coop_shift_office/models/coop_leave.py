from collections import defaultdict
from datetime import datetime, time
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.coop_shift.models.coop_leave import ALIVE
from odoo.addons.coop_shift.rules import leave as rules


class Outlook(NamedTuple):
    """What granting a leave would do. ``refusals``: codes of what the rules say against it;
    ``own_days``: own shifts inside it; ``shops``: whether the member may shop during it;
    ``waits``: whether those shifts cost nothing; ``seat_ends``: the last day of the seat, if it is
    given back."""

    refusals: list
    own_days: tuple
    shops: bool
    waits: bool
    seat_ends: object


class CoopLeave(models.Model):
    """Answering leaves: what each would change, and the answer that the member reads."""

    _inherit = "coop.leave"

    consequences = fields.Text("What it changes", compute="_compute_consequences")
    objection = fields.Text("What the rules say against it", compute="_compute_consequences")
    answer = fields.Text(
        "Answer to the member", copy=False, readonly=True, help="As it was sent to the member."
    )
    answered_by = fields.Many2one("res.users", readonly=True, copy=False)
    answered_on = fields.Datetime(readonly=True, copy=False)

    @api.depends("member_id", "type_id", "date_from", "date_to", "asked_on", "multiple", "state")
    def _compute_consequences(self):
        texts = self._refusal_texts()
        outlooks = self._coop_outlooks()
        for row in self:
            outlook = outlooks.get(row)
            row.consequences = "\n".join(row._coop_outlook_lines(outlook)) if outlook else False
            codes = outlook.refusals if outlook and row.state == "draft" else []
            row.objection = "\n".join(texts[code] for code in codes) or False

    # ------------------------------------------------------------------ looking ahead, in batch

    def _coop_outlooks(self):
        """``{leave: Outlook}``; the number of statements does not grow with the leaves.

        A leave that misses its member, type, first day or rules is left out.
        """
        known = self.filtered(lambda row: row.member_id and row.type_id and row.date_from)
        members = known.member_id
        balances = self.env["coop.work.entry"]._balances(members.ids)
        others = self._coop_alive(members)
        closed = known._closed_holidays()
        outlooks = {}
        for row in known:
            history = self.env["coop.work.policy"]._history_of(row.company_id.id)
            policy = history and history.on(row.asked_on or row.date_from)
            if policy:
                member_id = row.member_id._origin.id or row.member_id.id
                outlooks[row] = row._coop_outlook(
                    policy, balances.get(member_id, {}), others[member_id], closed
                )
        return outlooks

    @api.model
    def _coop_alive(self, members):
        """``{member id: [rules.facts.Leave, …]}`` of leaves asked or confirmed."""
        found = defaultdict(list)
        for row in self.search([("member_id", "in", members.ids), ("state", "in", ALIVE)]):
            found[row.member_id.id].append(row._fact())
        return found

    def _coop_outlook(self, policy, balances, others, closed):
        own_days = self._own_shifts(closed)
        context = rules.Context(
            asked=datetime.combine(self.asked_on or self.date_from, time()),
            leaves=tuple(others),
            balances=balances,
            own_shifts=own_days,
            multiple=self.multiple,
        )
        kind = policy.leave_types.get(self.type_id.code)
        return Outlook(
            rules.refusals(policy, self._fact(), context),
            own_days,
            bool(kind) and kind.standing in policy.may_shop,
            bool(kind) and kind.waits,
            kind and rules.dates(policy, self._fact(), context.asked.date()).seat_ends,
        )

    def _coop_outlook_lines(self, outlook):
        """The consequences in words, one sentence each."""
        _ = self.env._
        count = len(outlook.own_days)
        shops = (
            _("May go on shopping, and so may the household.")
            if outlook.shops
            else _("May not shop during the leave, nor may the household.")
        )
        lines = [shops]
        if outlook.waits and count:
            lines.append(_("Own shifts inside it, which cost nothing: %(count)s.", count=count))
        if outlook.own_days:
            first, last = outlook.own_days[0], outlook.own_days[-1]
            lines.append(
                _(
                    "First shift missed: %(first)s; last: %(last)s.",
                    first=format_date(self.env, first),
                    last=format_date(self.env, last),
                )
            )
        if outlook.seat_ends:
            day = format_date(self.env, outlook.seat_ends)
            lines.append(_("The seat is given back: the enrollment ends on %(day)s.", day=day))
        return lines

    # ------------------------------------------------------------------ answering

    def _coop_answer(self, grant, words, anyway=False):
        """Grant or refuse leaves, and write the answer to the members.

        :param words: what the members read; asked for a refusal
        :param anyway: grant against the rules; for managers only
        :raise UserError: when the rules do not grant it, or a refusal has no reason
        """
        # The answer is the mail: an addon that writes one when a leave is decided keeps quiet.
        asked = self.filtered(lambda row: row.state == "draft").with_context(coop_answered=True)
        if not grant and not (words or "").strip():
            raise UserError(self.env._("Say why: the member reads it."))
        if grant and anyway:
            self._coop_check_manager()
            asked.action_confirm_anyway()
        elif grant:
            asked.action_confirm()
        else:
            asked.action_refuse()
        asked.write(
            {"answer": words, "answered_by": self.env.uid, "answered_on": fields.Datetime.now()}
        )
        asked._coop_notify_answer()

    def _coop_check_manager(self):
        if not self.env.user.has_group("coop_membership.group_manager"):
            raise UserError(
                self.env._("The rules do not grant it. Only a manager may grant it all the same.")
            )

    def _coop_notify_answer(self):
        """Send each answer to its member. An addon that sends mails its own way replaces this."""
        for row in self:
            row.message_post(
                body=row.answer or "",
                subject=row._coop_answer_subject(),
                partner_ids=row.member_id.partner_id.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    def _coop_answer_subject(self):
        """In the member's language."""
        row = self.with_context(lang=self.member_id.lang or self.env.lang)
        if self.state == "confirmed":
            return row.env._("Your leave is granted: %(leave)s", leave=row.type_id.name)
        return row.env._("Your leave is not granted: %(leave)s", leave=row.type_id.name)

    def action_coop_grant(self):
        return self._coop_open_answer("grant")

    def action_coop_refuse(self):
        return self._coop_open_answer("refuse")

    def _coop_open_answer(self, decision):
        """Look at what it changes and write the answer, before anything is decided."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "coop.leave.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_leave_ids": self.ids, "default_decision": decision},
        }

    def _coop_summary(self):
        """One leave in a few lines: who, what, when, and what it changes."""
        first = format_date(self.env, self.date_from)
        last = format_date(self.env, self.date_to) if self.date_to else self.env._("open-ended")
        lines = [
            f"{self.display_name} · {first} → {last}",
            self.consequences,
            self.certificate_words,
            self.objection,
        ]
        return "\n".join(line for line in lines if line)
