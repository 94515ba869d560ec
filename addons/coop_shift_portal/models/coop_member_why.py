from itertools import groupby
from typing import NamedTuple

from odoo import models
from odoo.tools import format_date

from odoo.addons.coop_shift.rules.carried import debts
from odoo.addons.coop_shift.rules.spans import regime_on

from ..rules import story, why

#: Reasons of the ledger that take, and that give: the other way round, a line takes one back.
TAKES = ("absent", "debit")
GIVES = ("present", "late", "make_up", "solidarity", "meeting")


class Told(NamedTuple):
    """A day in words, and the sentences of each of its steps."""

    day: str
    texts: list


class CoopMember(models.Model):
    """Why a member's standing is what it is, in short plain sentences."""

    _inherit = "coop.member"

    def _coop_why(self):
        """Everything that the page "why?" says besides what to do next.

        :return: ``{"standing": name, "steps": [Told], "rule": sentence}``; no step and no rule
            without rules of work
        """
        self.ensure_one()
        names = dict(self._selection_coop_standing())
        today = self.company_id._coop_today()
        trace = [step for step in self._coop_trace() if step.day <= today]
        standing = names.get(self.coop_standing, "")
        if not trace:
            return {"standing": standing, "steps": [], "rule": ""}
        last = [step.values for step in trace if step.code == "standing"][-1:]
        way = self._coop_way(trace[0].day, today, last[0] if last else {})
        spoken = self._coop_spoken()
        spoken = {code: spoken[code] for code in way.counters if code in spoken} or spoken
        words = {**self.env["coop.words"]._story(), **self.env["coop.words"]._why()}
        shown = [
            step
            for step in trace
            if step.code != "line" or not way.counters or step.values["counter"] in way.counters
        ]
        because = last[0].get("because") if last else None
        rule = why.rule(self.coop_standing, because, way, spoken)
        days = [
            Told(
                self._coop_day_in_words(day),
                [self._coop_tell_step(step, spoken, words, names) for step in steps],
            )
            for day, steps in groupby(shown, lambda step: step.day)
        ]
        return {
            "standing": standing,
            "steps": days,
            "rule": self._coop_say_why(rule, spoken, words),
        }

    def _coop_way(self, first, today, last):
        """How these days judged the member: ``rules.why.Way``.

        :param last: the values of the last step about the standing
        """
        history = self.env["coop.work.policy"]._history(self.company_id)
        places = self._coop_place_facts()
        begun = [place.start for place in places if first < place.start <= today]
        counters = []
        for day in (today, first, *begun):
            policy = history.on(day)
            found = debts(policy, places, day)
            for debt in found:
                counters += [*debt.measure.counters, *debt.also_alert]
            regime = policy.regimes.get(regime_on(places, day, policy.default_regime))
            if regime and regime.debit:
                counters.append(regime.debit.counter)
        judging = debts(history.on(today), places, today)
        counted = tuple(last.get("counters") or ())
        named = [debt for debt in judging if debt.measure.counters == counted]
        return why.Way(tuple(dict.fromkeys(counters)), next(iter([*named, *judging]), None))

    def _coop_tell_step(self, step, spoken, words, names):
        """The sentences of one step, as one text."""
        found = why.told(step, spoken, self.company_id._coop_today())
        said = [self._coop_say_why(one, spoken, words) for one in found]
        text = " ".join(said)
        if step.code == "standing":
            named = names.get(step.values.get("standing"), "")
            text = words["why_standing"].format(standing=named, why=text)
        return text

    def _coop_day_in_words(self, day):
        near = abs((day - self.company_id._coop_today()).days) < 300
        return format_date(self.env, day, date_format="d MMMM" if near else "d MMMM y")

    def _coop_say_why(self, saying, spoken, words):
        """One sentence of ``rules.why``, in the reader's language."""
        values = dict(saying.values)
        if saying.code == "why_line":
            return self._coop_line_in_words(spoken, words, **values)
        for name in ("day", "since"):
            if name in values:
                values[name] = self._coop_day_in_words(values[name])
        if "type" in values:
            values["type"] = self._coop_leave_in_words(values["type"], words)
        if "balance" in values:
            values["balance"] = f"{values['balance']:g}".replace("-", "−")
        if "count" in values:
            return story.counted(words, saying.code, **values)
        return words[saying.code].format(**values)

    def _coop_line_in_words(self, spoken, words, reason, counter, amount):
        reasons = self.env["coop.words"]._reasons()
        what = reasons.get(reason) or words["reason_other"]
        if (amount > 0 and reason in TAKES) or (amount < 0 and reason in GIVES):
            what = words["why_corrected"].format(what=what)
        effect = story.effect(spoken, words, counter, amount)
        return words["why_line"].format(what=what[:1].upper() + what[1:], effect=effect)

    def _coop_leave_in_words(self, code, words):
        kinds = self.env["coop.leave.type"].search([("code", "=", code)], limit=1)
        return kinds.name or words["leave_unknown"]
