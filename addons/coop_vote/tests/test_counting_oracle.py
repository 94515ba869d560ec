"""Random ballots counted by an independent library (votelib), ties aside."""

import logging
import unittest
from collections import Counter

from hypothesis import assume, given

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_vote.rules.counting import Profile, count_ballots
from odoo.addons.coop_vote.rules.counting.majority_judgment import median, tally
from odoo.addons.coop_vote.rules.counting.profile import named

from . import profiles

try:
    import votelib.convert
    import votelib.evaluate.cardinal
    import votelib.evaluate.condorcet
    import votelib.evaluate.sequential
except ImportError:
    votelib = None


def votelib_ballots(profile):
    """The rankings as votelib writes them."""
    result = {}
    for number, ballot in profile.ballots:
        said = tuple(group[0] if len(group) == 1 else frozenset(group) for group in ballot)
        if said:
            result[said] = result.get(said, 0) + number
    return result


def completed(profile):
    """The same ballots with those left out ranked after the rest: none is ever exhausted.

    votelib 0.4 takes the pile of exhausted ballots for a candidate when it looks for the last one.
    """

    def full(ballot):
        named = {name for group in ballot for name in group}
        return (*ballot, *((name,) for name in profile.candidates if name not in named))

    ballots = tuple((number, full(ballot)) for number, ballot in profile.ballots)
    return Profile(profile.candidates, ballots)


@tagged("post_install", "-at_install")
@unittest.skipUnless(votelib, "votelib, the independent library, is not installed")
class TestOracle(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        logging.getLogger("votelib").setLevel(logging.WARNING)

    def best_median(self, row):
        """The place of the majority grade, counted from 1, the best."""
        place = median(row)
        return None if place is None else place + 1

    def agreed(self, method, profile, seats, evaluate):
        """Compare when neither side has a tie."""
        ours = count_ballots(method, profile, seats)
        assume(not ours.ties and len(profile.candidates) > seats)
        try:
            theirs = evaluate()
        except (NotImplementedError, votelib.evaluate.core.VotingSystemError):
            assume(False)
        assume(all(isinstance(name, str) for name in theirs))
        self.assertEqual(set(ours.elected), set(theirs))

    @given(profiles.ranked(least=2, most=12))
    @profiles.relaxed(300)
    def test_schulze(self, profile):
        pairs = votelib.convert.RankedToCondorcetVotes().convert(votelib_ballots(profile))
        named = {name for pair in pairs for name in pair}
        assume(named == set(profile.candidates))
        schulze = votelib.evaluate.condorcet.Schulze()
        self.agreed("schulze", profile, 1, lambda: schulze.evaluate(pairs, 1))

    @given(profiles.ranked(least=2, most=12, equals=False))
    @profiles.relaxed(300)
    def test_runoff(self, profile):
        """Without equals: votelib passes a shared rank over once one of it is out."""
        profile = completed(profile)
        ballots = votelib_ballots(profile)
        selector = votelib.evaluate.sequential.TransferableVoteSelector(quota_function="droop")
        self.agreed("runoff", profile, 1, lambda: selector.evaluate(ballots, 1))

    @given(profiles.ranked(least=3, most=12, equals=False))
    @profiles.relaxed(300)
    def test_stv(self, profile):
        """votelib moves surpluses of one stage together: compared where only one waits."""
        assume(named(profile).candidates)
        profile = completed(profile)
        result = count_ballots("stv", profile, 2)
        quota = result.rounds[0].facts["quota"]
        for stage in result.rounds:
            assume(sum(votes > quota for votes in stage.votes.values()) <= 1)
        ballots = votelib_ballots(profile)
        selector = votelib.evaluate.sequential.TransferableVoteSelector(quota_function="droop")
        self.agreed("stv", profile, 2, lambda: selector.evaluate(ballots, 2))

    @given(profiles.graded(most=10))
    @profiles.relaxed(300)
    def test_majority_judgment(self, profile):
        """Where the best majority grade is one candidate's alone. Between equal ones votelib 0.4
        takes several medians away at once and may pass the one that decides: there the order is
        tested against taking them away one at a time (test_counting_properties)."""
        medians = sorted(filter(None, (self.best_median(row) for row in tally(profile).values())))
        assume(len(medians) < 2 or medians[0] != medians[1])
        place = {grade: number for number, grade in enumerate(reversed(profile.grades))}
        worst = dict.fromkeys(profile.candidates, profile.grades[-1])
        scores = Counter()
        for number, ballot in profile.ballots:
            if ballot:
                said = {**worst, **ballot}.items()
                scores[frozenset((name, place[grade]) for name, grade in said)] += number
        assume(scores)
        judge = votelib.evaluate.cardinal.MajorityJudgment()
        self.agreed("majority_judgment", profile, 1, lambda: judge.evaluate(scores, 1))
