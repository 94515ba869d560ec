from datetime import timedelta

from odoo import models
from odoo.tools import format_date

from odoo.addons.coop_shift.rules import facts
from odoo.addons.coop_shift.rules.carried import debts
from odoo.addons.coop_shift.rules.debits import debit_days
from odoo.addons.coop_shift.rules.spans import regime_on

from ..rules import steps, story

ONE_DAY = timedelta(days=1)
ONE_YEAR = timedelta(days=366)


class CoopMember(models.Model):
    """Ledger and standing of a member in plain words."""

    _inherit = "coop.member"

    def _coop_story(self):
        """Everything that moved the member's counters, newest first.

        :return: list of ``rules.story.Event``
        """
        self.ensure_one()
        entries = self.env["coop.work.entry"]._entries_of(self.ids)[self.id]
        return story.events(entries, self._coop_periods())

    def _coop_periods(self):
        stored = self.env["coop.standing"]._stored(self.ids).get(self.id, [])
        return [(start, standing) for start, _end, standing in stored]

    def _coop_tell(self, events):
        """Sentences about events, in the reader's language."""
        spoken = self._coop_spoken()
        words = self.env["coop.words"]._story()
        return [story.tell(event, spoken, words, self._coop_short_day) for event in events]

    def _coop_spoken(self):
        policies = self.env["coop.work.policy"]
        history = policies._history_of(self.company_id.id)
        if not history:
            return {}
        policy = history.on(self.company_id._coop_today())
        return story.counters(policy, dict(policies._counters(self.company_id)))

    def _coop_short_day(self, day):
        """A day as people write it; with its year when that is another one."""
        near = abs((day - self.env.company._coop_today()).days) < 300
        return format_date(self.env, day, date_format="d MMM" if near else "d MMM y")

    # ------------------------------------------------------------------ what to do next

    def _coop_steps(self, next_day=None):
        """What the member should do next: ``[(sentence, link)]``, most pressing first.

        :param next_day: the day of the member's next shift
        """
        self.ensure_one()
        words = self.env["coop.words"]._steps()
        found = steps.steps(self._coop_situation(next_day))
        return [(self._coop_say(step, words), step.link) for step in found]

    def _coop_say(self, step, words):
        values = dict(step.values)
        if "day" in values:
            values["day"] = format_date(self.env, values["day"], date_format="EEEE d MMMM")
        if "count" in values:
            return story.counted(words, step.code, **values)
        return words[step.code].format(**values)

    def _coop_situation(self, next_day=None):
        """``rules.steps.Situation`` of a member today."""
        today = self.company_id._coop_today()
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        if not history:
            return steps.Situation("not_concerned")
        policy = history.on(today)
        regime = policy.regimes[self._coop_regime_reader()(today)]
        balances = self.env["coop.work.entry"]._balances(self.ids)[self.id]
        stopped = [
            start
            for start, standing in self._coop_periods()
            if start > today and standing in story.STOPPED
        ]
        late = self.coop_standing in story.LATE
        due, make_ups = self._coop_due(policy, today, balances)
        leave = self._coop_leave_now(today)
        return steps.Situation(
            self.coop_standing,
            due=due,
            make_ups=make_ups,
            stops_on=min(stopped) if late and stopped else None,
            books=regime.books,
            next_day=next_day,
            cycle_day=self._coop_count_day(history, today),
            credit=balances.get(regime.debit.counter, 0) if regime.debit else 0,
            leave_end=leave.date_to or None,
            certificate_by=leave.holds_until or None,
        )

    def _coop_count_day(self, history, today):
        """The next day on which a cycle costs the member something; None when none does."""
        places, last = self._coop_place_facts(), today + ONE_YEAR
        if places:
            days = [day for day, _regime in debit_days(places, history, last, today)]
        else:
            days = history.cycle_starts(today + ONE_DAY, last)
        return min(days, default=None)

    def _coop_due(self, policy, today, balances):
        """What is owed, in shifts: on the counters that judge the member, and on those that only
        warn."""
        found = debts(policy, self._coop_place_facts(), today)
        due = 0
        for debt in found:
            minutes = {policy.units[counter] for counter in debt.measure.counters} == {"minute"}
            due += max(-debt.measure.of(balances), 0) / (policy.shift_minutes if minutes else 1)
        also = found[0].also_alert if found else ()
        others = sum(max(-balances.get(counter, 0), 0) for counter in also)
        return round(due, 1), others

    def _coop_regime_reader(self):
        """A function that gives the name of the member's regime on a day, without a query."""
        self.ensure_one()
        history = self.env["coop.work.policy"]._history(self.company_id)
        places = self._coop_place_facts()
        return lambda day: regime_on(places, day, history.on(day).default_regime)

    def _coop_place_facts(self):
        """The enrollments as the rules see them, in order of time."""
        return [
            facts.Enrollment(
                row.regime,
                row.date_from,
                row._last_day(None),
                row.decided_on,
                row.count_day or None,
            )
            for row in self.enrollment_ids.sorted(lambda row: (row.date_from, row.id))
        ]

    def _coop_leave_now(self, today):
        """The granted leave that covers a day, if any."""
        return self.leave_ids.filtered_domain(self.leave_ids._covering(today))[:1]
