from fractions import Fraction

from odoo import models
from odoo.tools.misc import formatLang


class CoopVote(models.Model):
    """The rounds of a count, told for people in their language."""

    _inherit = "coop.vote"

    def _arithmetic_lines(self):
        if self.method == "resolution":
            return super()._arithmetic_lines()
        lines = []
        if self.elected_names and self.outcome == "no_quorum":
            lines.append(
                self.env._(
                    "Without the quorum nobody is elected. The ballots name: %(names)s.",
                    names=self.elected_names,
                )
            )
        elif self.elected_names:
            lines.append(self.env._("Elected: %(names)s.", names=self.elected_names))
        if self.tied_names:
            lines.append(
                self.env._(
                    "Tie: %(names)s. The ballots do not settle it; the statutes' rule does.",
                    names=self.tied_names,
                )
            )
        if self.tie_rule and self.outcome == "elected":
            lines.append(
                self.env._("A tie was settled by this rule: %(rule)s.", rule=self.tie_rule)
            )
        return [*lines, *self._quorum_lines(self.result)]

    def _rounds_told(self):
        """Each round as a title, bars (name, label, percent, what becomes of it), and sentences."""
        if self.state != "counted" or "rounds" not in self.result:
            return []
        return [self._round_told(stage) for stage in self.result["rounds"]]

    def _round_told(self, stage):
        titles = {
            "first_choices": self.env._("First choices"),
            "approvals": self.env._("Approvals"),
            "runoff": self.env._("Votes of those still standing"),
            "stv": self.env._("Votes of those elected and still standing"),
            "grades": self.env._("Grades of each candidate"),
            "equal_medians": self.env._("Equal majority grades"),
            "one_by_one": self.env._("Yes to each candidate"),
            "duels": self.env._("Duels: how many ballots prefer the one to the other"),
            "paths": self.env._("How many others each candidate stands before"),
        }
        return {
            "title": titles[stage["step"]],
            "bars": self._bars(stage),
            "grades": self._grade_rows(stage) if stage["step"] == "grades" else None,
            "lines": [*self._counted_lines(stage), *getattr(self, f"_told_{stage['step']}")(stage)],
        }

    def _bars(self, stage):
        """The votes as bars, most first; the widest is 100 %."""
        votes = stage["votes"]
        numbers = {name: Fraction(number) for name, number in votes.items()}
        most = max(numbers.values(), default=0) or 1
        ranked = sorted(numbers, key=lambda name: -numbers[name])
        became = self._became(stage)
        return [
            (name, self._number(votes[name]), int(100 * numbers[name] / most), became.get(name))
            for name in ranked
        ]

    def _became(self, stage):
        """What a round does to whom, in a word."""
        words = {
            "elected": self.env._("elected"),
            "eliminated": self.env._("goes out"),
            "tied": self.env._("tied"),
        }
        tied = stage.get("tied", ()) if stage.get("tie", "").startswith("open") else ()
        said = {"tied": tied, **{key: stage.get(key, ()) for key in ("elected", "eliminated")}}
        return {name: words[key] for key, names in said.items() for name in names}

    def _number(self, value):
        """A number of the trace: exact, and for a fraction about how much it is."""
        number = Fraction(value)
        if number.denominator == 1:
            return str(number)
        about = formatLang(self.env, float(number), digits=2)
        exact = f"{number} ≈ " if len(str(number)) < 16 else "≈ "
        return exact + about

    def _counted_lines(self, stage):
        """How many ballots, and what is needed."""
        if stage["round"] == 1 and "ballots" in stage:
            yield self.env._(
                "%(ballots)s ballots, of which %(blank)s blank; seats: %(seats)s.",
                ballots=stage["ballots"],
                blank=stage["blank"],
                seats=stage["seats"],
            )
        if stage["round"] == 1 and "quota" in stage:
            yield self.env._(
                "Quota to be elected: %(quota)s, the whole number after %(valid)s valid ballots "
                "divided by %(parts)s (the seats and one).",
                quota=stage["quota"],
                valid=stage["ballots"] - stage["blank"],
                parts=stage["seats"] + 1,
            )
        if stage.get("seats") == 1 and "active" in stage:
            active = self._number(stage["active"])
            yield self.env._("More than half of %(active)s ballots elects.", active=active)
        if stage.get("exhausted"):
            exhausted = self._number(stage["exhausted"])
            yield self.env._("Ballots that name nobody left: %(number)s.", number=exhausted)

    def _told_nothing(self, stage):
        return []

    _told_first_choices = _told_approvals = _told_nothing

    def _told_runoff(self, stage):
        """What a stage of the run-off or of STV decided."""
        if stage.get("elected"):
            yield self.env._("Elected so far: %(names)s.", names=", ".join(stage["elected"]))
        yield from self._tie_lines(stage)
        if stage.get("eliminated"):
            yield self.env._(
                "Goes out with the fewest votes: %(names)s. These ballots pass on:",
                names=", ".join(stage["eliminated"]),
            )
        if stage.get("transferred"):
            yield self.env._(
                "%(name)s has more than the quota. Each of these ballots passes on, "
                "times %(factor)s:",
                name=stage["transferred"],
                factor=self._number(stage["factor"]),
            )
        yield from self._gain_lines(stage)

    _told_stv = _told_runoff

    def _tie_lines(self, stage):
        """A tie within a stage, and what became of it."""
        if not stage.get("tied"):
            return
        became = {
            "open": self.env._("it decides who is elected, so the count stops here"),
            "makes no difference": self.env._("whichever comes first, the same are elected"),
            "settled by the recorded order": self.env._("settled by the statutes' rule"),
            "go out together": self.env._("they go out together"),
            "open, with too many ways on to try them all": self.env._(
                "there are too many ways on to try them all, so the count stops here"
            ),
        }
        yield self.env._(
            "Tie between %(names)s: %(became)s.",
            names=", ".join(stage["tied"]),
            became=became[stage["tie"]],
        )
        if stage.get("doomed"):
            yield self.env._(
                "None of %(names)s can reach the next candidate, even with every ballot of theirs "
                "that names them.",
                names=", ".join(stage["doomed"]),
            )

    def _gain_lines(self, stage):
        """To whom the ballots passed."""
        for name, gain in stage.get("gains", {}).items():
            if gain:
                yield f"{name} +{self._number(gain)}"
        if stage.get("newly_exhausted"):
            gone = self._number(stage["newly_exhausted"])
            yield self.env._("to nobody: +%(number)s", number=gone)

    def _grade_rows(self, stage):
        """Majority judgment, the elected first and then the best grade: name, majority grade, and
        for each grade its name, how often it was given and the width of its part in percent."""
        grades, rows, words = stage["grades"], [], self._grade_words()
        for name in sorted(stage["table"], key=self._by_grade(stage)):
            numbers = [stage["table"][name][grade] for grade in grades]
            widths = [100 * number / (sum(numbers) or 1) for number in numbers]
            shown = [words.get(grade, grade) for grade in grades]
            median = stage["median"].get(name, "")
            parts = [*zip(shown, numbers, widths, strict=True)]
            rows.append({"name": name, "grade": words.get(median, median), "parts": parts})
        return rows

    def _grade_words(self):
        """A grade as it is kept in the count → as it is shown."""
        return dict(zip(self._grade_names(), self._grade_labels(), strict=True))

    def _by_grade(self, stage):
        """The place of a candidate's row; the database keeps no order of what it stores as JSON."""
        elected, listed = self.result["elected"], self.candidate_ids.mapped("name")

        def place(name):
            won = elected.index(name) if name in elected else len(elected)
            grade = stage["median"].get(name)
            rank = stage["grades"].index(grade) if grade in stage["grades"] else len(listed)
            return won, rank, listed.index(name) if name in listed else len(listed)

        return place

    def _told_one_by_one(self, stage):
        """Each candidate's yes and no, and whether the majority is reached."""
        for name, yes in stage["votes"].items():
            reached = name in stage["reached"]
            yield self.env._(
                "%(name)s: yes %(yes)s, no %(no)s, abstentions %(abstain)s; needed: %(needed)s. "
                "%(reached)s",
                name=name,
                yes=yes,
                no=stage["no"][name],
                abstain=stage["abstain"][name],
                needed=stage["needed"][name],
                reached=self.env._("Reached.") if reached else self.env._("Not reached."),
            )

    def _told_grades(self, stage):
        yield self.env._(
            "The majority grade is the middle one when all grades of a candidate are lined up."
        )

    def _told_equal_medians(self, stage):
        """How two candidates with one majority grade were told apart."""
        if stage["same"]:
            yield self.env._(
                "%(first)s and %(second)s have all the same grades.",
                first=stage["first"],
                second=stage["second"],
            )
            return
        words = self._grade_words()
        medians = {name: words.get(grade, grade) for name, grade in stage["medians"].items()}
        yield self.env._(
            "%(first)s and %(second)s: take %(number)s majority grades from each; the next are: "
            "%(grades)s.",
            first=stage["first"],
            second=stage["second"],
            number=stage["removed"],
            grades=", ".join(f"{name} {grade}" for name, grade in medians.items()),
        )

    def _told_duels(self, stage):
        """Each duel once, its winner first."""
        for name, row in stage["duels"].items():
            for other, votes in row.items():
                against = stage["duels"][other][name]
                said = {"name": name, "other": other, "votes": votes, "against": against}
                if votes > against:
                    yield self.env._("%(name)s before %(other)s: %(votes)s to %(against)s", **said)
                elif votes == against and name < other:
                    yield self.env._("%(name)s and %(other)s are equal: %(votes)s each", **said)

    def _told_paths(self, stage):
        """For each pair the stronger path of won duels, and how strong the way back is."""
        yield self.env._(
            "A path goes from won duel to won duel and is as strong as its weakest one. Who has "
            "the stronger path to the other stands before."
        )
        for name, row in stage["strength"].items():
            for other, strength in row.items():
                back = stage["strength"][other][name]
                said = {"name": name, "other": other, "strength": strength, "back": back}
                if strength > back:
                    said["path"] = " → ".join(stage["path"][name][other])
                    yield self.env._(
                        "%(name)s before %(other)s: %(path)s, strength %(strength)s; the way back "
                        "%(back)s.",
                        **said,
                    )
                elif strength == back and name < other:
                    yield self.env._(
                        "%(name)s and %(other)s stand equal: strength %(strength)s both ways.",
                        **said,
                    )
