from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.exceptions import AccessError

from ..rules import verdict as rules
from ..rules.verdict import Span

ONE_DAY = timedelta(days=1)


def after(last_day):
    """The first day after an inclusive last day (``None`` or ``False``: open)."""
    return last_day + ONE_DAY if last_day else None


class CoopVerdict(models.AbstractModel):
    """Gathers the facts of many persons in one batch and overlays them.

    Addons extend ``_reasons`` (codes), ``_member_spans`` (what follows a member and their
    household) and ``_person_spans`` (what concerns one person only).
    """

    _name = "coop.verdict"
    _description = "Verdict: may this person shop?"

    # ------------------------------------------------------------------ the questions

    @api.model
    def timelines(self, partner_ids, since=None, company=None):
        """The verdict timelines of persons, in a number of queries that does not grow.

        :param partner_ids: list of ids of ``res.partner``
        :param since: first day; today at the co-op by default
        :return: ``{partner_id: [(from_date, code), …]}`` for every id asked
        :raise AccessError: when the user asks about others without the right to check
        """
        company = company or self.env.company
        self._check_may_ask(partner_ids)
        since = since or company._coop_today()
        reasons = self._reasons()
        spans = self._spans(partner_ids, company)
        return {pid: rules.overlay(spans[pid], reasons, since) for pid in partner_ids}

    @api.model
    def for_person(self, partner_id, day=None, company=None):
        """The verdict of one person on one day (today by default), a ``rules.Verdict``.

        ``since`` is the true first day of the code, found in the whole past.
        """
        company = company or self.env.company
        line = self.timelines([partner_id], date.min, company)[partner_id]
        return rules.at(line, day or company._coop_today(), self._reasons())

    # ------------------------------------------------------------------ extension points

    @api.model
    def _reasons(self):
        """The codes in order of rank, first match wins."""
        return rules.REASONS

    @api.model
    def _texts(self):
        """``{code: (title, sentence for the person at the till, sentence for the member)}``."""
        _ = self.env._
        return {
            "unknown_card": (
                _("Unknown card"),
                _("This card is not in our list. Please go to the members' office."),
                _("Ask the members' office for a card."),
            ),
            "revoked_card": (
                _("Card replaced"),
                _("This card was replaced by a newer one. Please use the new card."),
                _("Use your newest card, or ask the office for another."),
            ),
            "not_member": (
                _("Not a member"),
                _("The shop belongs to its members. Joining takes a few minutes."),
                _("Join the co-op to shop here."),
            ),
            "left": (
                _("Has left the co-op"),
                _("This membership has ended. The members' office can reopen it."),
                _("Talk to the members' office if you wish to come back."),
            ),
            "blocked": (
                _("Please see the office"),
                _("The members' office would like to talk with you first."),
                _("Please contact the members' office."),
            ),
            "unpaid": (
                _("Payment of shares is late"),
                _("An instalment of the shares is due. The office finds a solution with you."),
                _("Pay the instalment that is due, or talk to the office."),
            ),
            "household_ended": (
                _("No longer in the household"),
                _("This person is no longer in the member's household."),
                _("Join the co-op yourself, or ask the member to register you again."),
            ),
            "grace": (
                _("Extra time"),
                _("You may shop. There is extra time to do the make-ups."),
                _("Choose your make-up shifts before the extra time ends."),
            ),
            "alert": (
                _("Make-up due"),
                _("You may shop. A make-up shift is due."),
                _("Do your make-up shifts before the date shown."),
            ),
            "exempted": (_("Exempted"), _("Welcome!"), _("You are exempted from shifts for now.")),
            "ok": (_("Up to date"), _("Welcome!"), _("You are up to date. Thank you!")),
            "pass": (
                _("Pass for today"),
                _("You may shop until midnight."),
                _("Your pass ends at midnight."),
            ),
        }

    @api.model
    def _member_spans(self, members):
        """What follows a member and the household: ``{member_id: [Span]}``."""
        spans = defaultdict(list)
        for member in members:
            if member.joined_on:
                spans[member.id].append(Span("ok", member.joined_on, member.left_on or None))
            if member.left_on:
                spans[member.id].append(Span("left", member.left_on))
        by_partner = {member.partner_id.id: member.id for member in members}
        blocks = self.env["coop.block"].search_fetch(
            [("partner_id", "in", list(by_partner)), ("company_id", "in", members.company_id.ids)],
            ["partner_id", "kind", "date_from", "date_to"],
        )
        for block in blocks:
            span = Span(block.kind, block.date_from, after(block.date_to))
            spans[by_partner[block.partner_id.id]].append(span)
        return spans

    @api.model
    def _person_spans(self, partner_ids, company):
        """What concerns one person only: ``{partner_id: [Span]}``."""
        spans = defaultdict(list)
        domain = [("partner_id", "in", partner_ids), ("company_id", "=", company.id)]
        for day_pass in self.env["coop.day.pass"].search_fetch(domain, ["partner_id", "date"]):
            span = Span(rules.PASS, day_pass.date, after(day_pass.date))
            spans[day_pass.partner_id.id].append(span)
        blocks = self.env["coop.block"].search_fetch(
            domain, ["partner_id", "kind", "date_from", "date_to"]
        )
        for block in blocks:
            span = Span(block.kind, block.date_from, after(block.date_to))
            spans[block.partner_id.id].append(span)
        return spans

    # ------------------------------------------------------------------ the gathering

    @api.model
    def _check_may_ask(self, partner_ids):
        if self.env.su or self.env.user.has_group("coop_membership.group_checker"):
            return
        if set(partner_ids) - {self.env.user.partner_id.id}:
            raise AccessError(self.env._("You may ask for your own standing only."))

    @api.model
    def _spans(self, partner_ids, company):
        # sudo: lends the asker, who passed _check_may_ask, the right to read the dated facts
        # about these persons; only codes and dates come out of them.
        self = self.sudo()
        households = self.env["coop.household.person"].search_fetch(
            [("partner_id", "in", partner_ids), ("company_id", "=", company.id)],
            ["partner_id", "member_id", "date_from", "date_to"],
        )
        members = self.env["coop.member"].search_fetch(
            [
                ("company_id", "=", company.id),
                "|",
                ("partner_id", "in", partner_ids),
                ("id", "in", households.member_id.ids),
            ],
            ["partner_id", "joined_on", "left_on", "company_id"],
        )
        of_member = self._member_spans(members)
        spans = self._person_spans(partner_ids, company)
        for member in members:
            spans[member.partner_id.id] += of_member[member.id]
        for row in households:
            spans[row.partner_id.id] += rules.household_spans(
                of_member[row.member_id.id], row.date_from, after(row.date_to)
            )
        return spans
