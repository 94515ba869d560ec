from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..rules import card_code
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

    @api.model
    def check_may_check(self):
        """:raise AccessError: unless the user may ask about anybody"""
        if not (self.env.su or self.env.user.has_group("coop_membership.group_checker")):
            raise AccessError(
                self.env._("Checking cards is for the till, the door and the office.")
            )

    @api.model
    def _card(self, code, company):
        return (
            self.env["coop.card"]
            # sudo: lends the asker, who passed check_may_check, the one card scanned.
            .sudo()
            .search_fetch(
                [("company_id", "=", company.id), ("code", "=", card_code.normalise(code))],
                ["partner_id", "revoked_on"],
                limit=1,
            )
        )

    @api.model
    def reasons_payload(self):
        """What screens need to know of every code, translated, ready for JSON.

        :return: ``{code: {allowed, liftable, title, to_person, to_member, icon, tone}}`` in order
            of rank; ``icon`` is a Font Awesome class, ``tone`` is ``ok``, ``warn`` or ``stop``
        """
        texts, looks = self._texts(), self._looks()
        return {
            reason.code: {
                "allowed": reason.allowed,
                "liftable": reason.liftable,
                **dict(zip(("title", "to_person", "to_member"), texts[reason.code], strict=True)),
                **self._look(reason, looks),
            }
            for reason in self._reasons()
        }

    @api.model
    def _look(self, reason, looks):
        default = ("fa-check-circle", "ok") if reason.allowed else ("fa-times-circle", "stop")
        return dict(zip(("icon", "tone"), looks.get(reason.code, default), strict=True))

    # ------------------------------------------------------------------ extension points

    @api.model
    def _coop_first_visit(self, partner, day, company):
        """A person who may not shop came to the door. Does nothing by itself.

        An addon whose rules forgive a first visit (a grace, once) writes that fact here and calls
        ``_changed``. Called again for the same person and day, it writes nothing more.

        :param day: the co-op's local day of the visit, which may have been sent late
        :return: whether a fact was written
        """
        return False

    @api.model
    def _coop_no_visit(self, partner, day, company):
        """It was a mistake: that person was not at the door. What ``_coop_first_visit`` wrote on
        that day gives nothing any more, and was not given. Does nothing by itself."""

    @api.model
    def _changed(self, partner_ids, company=None):
        """Something that bears on the verdict of these persons changed. Does nothing by itself.

        Models of this addon are watched by whoever keeps verdicts elsewhere (the tills, the
        door); whoever writes standings or other facts past the ORM calls this.

        :param company: the co-op concerned, all of them by default
        """

    @api.model
    def _looks(self):
        """``{code: (Font Awesome class, tone)}`` of the codes that have a look of their own."""
        return {
            "unknown_card": ("fa-question-circle", "stop"),
            "revoked_card": ("fa-ban", "stop"),
            "blocked": ("fa-hand-paper-o", "stop"),
            "grace": ("fa-clock-o", "warn"),
            "alert": ("fa-exclamation-triangle", "warn"),
            "pass": ("fa-ticket", "ok"),
        }

    @api.model
    def _reasons(self):
        """The codes in order of rank, first match wins."""
        return rules.REASONS

    @api.model
    def _texts(self):
        """``{code: (title, sentence for the person at the till, sentence for the member)}``."""
        return {**self._refused_texts(), **self._allowed_texts()}

    @api.model
    def _refused_texts(self):
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
        }

    @api.model
    def _allowed_texts(self):
        _ = self.env._
        return {
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
        for period in self._earlier_periods(members):
            spans[period.member_id.id] += [
                Span("ok", period.joined_on, period.left_on),
                Span("left", period.left_on),
            ]
        for member_id, day, following in self._without_shares(members):
            spans[member_id].append(Span("unpaid", day, following))
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
    def _without_shares(self, members):
        """Days since a payment was withdrawn that had paid for all that these members own.

        :return: ``[(member_id, first day, first day after or None)]``; whoever never had an entry
            in the register is not among them
        """
        if not members:
            return []
        self.env["coop.share.entry"].flush_model(["member_id", "date", "quantity", "kind"])
        return self.env.execute_query(
            SQL(
                """SELECT member_id, date, following FROM (
                       SELECT member_id, date, sum(sum(quantity)) OVER so_far AS owned,
                              bool_or(kind = 'reversal') AS withdrawn,
                              lead(date) OVER so_far AS following
                         FROM coop_share_entry WHERE member_id = ANY(%s) GROUP BY member_id, date
                       WINDOW so_far AS (PARTITION BY member_id ORDER BY date)) level
                    WHERE owned <= 0 AND withdrawn""",
                members.ids,
            )
        )

    @api.model
    def _earlier_periods(self, members):
        return self.env["coop.member.period"].search_fetch(
            [("member_id", "in", members.ids)], ["member_id", "joined_on", "left_on"]
        )

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
        env = self.sudo().env
        households = env["coop.household.person"].search_fetch(
            [("partner_id", "in", partner_ids), ("company_id", "=", company.id)],
            ["partner_id", "member_id", "date_from", "date_to"],
        )
        members = env["coop.member"].search_fetch(
            [
                ("company_id", "=", company.id),
                "|",
                ("partner_id", "in", partner_ids),
                ("id", "in", households.member_id.ids),
            ],
            ["partner_id", "joined_on", "left_on", "company_id"],
        )
        of_member = env[self._name]._member_spans(members)
        spans = env[self._name]._person_spans(partner_ids, company)
        for member in members:
            spans[member.partner_id.id] += of_member[member.id]
        for row in households:
            spans[row.partner_id.id] += rules.household_spans(
                of_member[row.member_id.id], row.date_from, after(row.date_to)
            )
        return spans
