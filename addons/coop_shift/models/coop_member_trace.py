from datetime import timedelta

from odoo import models

from ..rules.carried import debts
from ..rules.spans import covers
from ..rules.trace import Step

#: Steps that are older than this explain nothing of today.
REACH = timedelta(days=366)


class CoopMember(models.Model):
    """The steps that led to a member's standing, read from the ledger and the periods stored."""

    _inherit = "coop.member"

    def _coop_trace(self):
        """The steps since the member was last up to date (or the last year), oldest first.

        :return: list of ``rules.trace.Step``; ``[]`` when the co-op has no rules
        """
        self.ensure_one()
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        if not history:
            return []
        today = self.company_id._coop_today()
        rows = self.env["coop.standing"]._stored(self.ids).get(self.id, [])
        past = [row for row in rows if row[0] <= today]
        if not past or (past[-1][1] and past[-1][1] <= today):
            past.append((past[-1][1] if past else today, None, "not_concerned"))
        first = self._trace_first(past, today)
        facts = self.env["coop.work.gather"]._facts(self.company_id, self.ids, attendances=False)
        entries = self.env["coop.work.entry"]._entries_of(self.ids)[self.id]
        steps = trace_lines(entries, first, today)
        for start, end, name in past:
            if not end or end > first:
                day = max(start, first)
                values = self._trace_standing(name, start, end, entries, facts[self.id], history)
                if "since" in values:
                    values["since"] = trace_since(past, start)
                steps.append(Step(day, "standing", values))
        return sorted(steps, key=lambda step: (step.day, step.code == "standing"))

    def _trace_first(self, past, today):
        """The first day of the trace: the last one up to date, not more than a year ago."""
        good = [row for row in past if row[2] == "up_to_date"]
        last = good[-1] if good else past[0]
        day = last[0] if last is past[-1] or not last[1] else last[1] - timedelta(days=1)
        return max(day, today - REACH)

    def _trace_standing(self, name, start, end, entries, facts, history):
        """What explains a period of the standing, as far as the rows say."""
        values = {"standing": name}
        if name in ("alert", "suspended", "frozen"):
            policy = history.on(start)
            judging = debts(policy, facts.enrollments, start)
            balances = trace_balances(entries, start)
            debt = next((d for d in judging if d.alert.passed(d.measure.of(balances))), None)
            if debt:
                counters = {"counters": debt.measure.counters, "since": start}
                values |= {**counters, "balance": debt.measure.of(balances)}
                if name == "alert":
                    return {**values, "because": "below", "stops_on": end}
                return {**values, "because": "below_too_long", "days": debt.stop_after_days}
            other = judging[0].also_alert[:1] if judging else ()
            if name == "alert" and other:
                low = {"counter": other[0], "balance": balances.get(other[0], 0)}
                return {**values, **low, "because": "other_counter"}
        found = [
            *(("grace", one, {"kind": one.kind}) for one in facts.graces),
            *(("leave", one, {"type": one.type, "standing": name}) for one in facts.leaves),
            *(("stop", one, {"kind": one.kind}) for one in facts.stops),
        ]
        codes = {"grace": ("grace",), "on_leave": ("leave",), "exempted": ("leave",)}
        for because, fact, more in found:
            if because in codes.get(name, ("stop",)) and covers(fact, start):
                return {**more, **values, "because": because, "start": fact.start, "end": fact.end}
        simple = {"up_to_date": "clear", "not_concerned": "no_share"}
        return {**values, "because": simple.get(name, "no_place")}


def trace_since(periods, day):
    """The first day of the periods of debt that follow one another up to a day."""
    for start, _end, name in reversed([row for row in periods if row[0] <= day]):
        if name not in ("alert", "grace", "suspended", "frozen"):
            break
        day = start
    return day


def trace_lines(entries, first, today):
    """The lines of the ledger from a day on, each with the balance after it."""
    balances, steps = {}, []
    for entry in entries:
        balances[entry.counter] = round(balances.get(entry.counter, 0) + entry.amount, 2)
        if first <= entry.date <= today:
            values = {"reason": entry.reason, "counter": entry.counter, "amount": entry.amount}
            steps.append(Step(entry.date, "line", {**values, "balance": balances[entry.counter]}))
    return steps


def trace_balances(entries, day):
    balances = {}
    for entry in entries:
        if (entry.counts_from or entry.date) <= day:
            balances[entry.counter] = round(balances.get(entry.counter, 0) + entry.amount, 2)
    return balances
