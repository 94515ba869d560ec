"""What must hold of every count, tried on random ballots."""

import random
from fractions import Fraction
from itertools import pairwise, permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_vote.rules.counting import METHODS, Profile, count_ballots
from odoo.addons.coop_vote.rules.counting.majority_judgment import majority_values, median
from odoo.addons.coop_vote.rules.counting.pairwise import duels
from odoo.addons.coop_vote.rules.counting.profile import named
from odoo.addons.coop_vote.rules.counting.schulze import strongest_paths

from . import profiles

METHOD_NAMES = st.sampled_from(sorted(METHODS))
SEATS = st.integers(1, 4)


def outcome(method, profile, seats):
    """Who is elected and who is tied, without an order."""
    result = count_ballots(method, profile, seats)
    return set(result.elected), {frozenset(tie) for tie in result.ties}


def eliminations(profile, standing, seats):
    """All outcomes of a run-off when every tie may fall either way, by brute force."""
    if len(standing) <= seats:
        return {frozenset(standing)}
    votes = dict.fromkeys(standing, Fraction(0))
    for number, ballot in profile.ballots:
        group = next((g for g in ballot if set(g) & set(standing)), ())
        living = [name for name in group if name in standing]
        for name in living:
            votes[name] += Fraction(number, len(living))
    last = [name for name in standing if votes[name] == min(votes.values())]
    rest = [tuple(other for other in standing if other != name) for name in last]
    return set().union(*(eliminations(profile, names, seats) for names in rest))


@tagged("post_install", "-at_install")
class TestEveryMethod(BaseCase):
    @given(st.data(), METHOD_NAMES, SEATS)
    @profiles.relaxed(300)
    def test_seats_are_filled_or_tied(self, data, method, seats):
        profile = data.draw(profiles.profile_for(method))
        result = count_ballots(method, profile, seats)
        self.assertEqual(len(set(result.elected)), len(result.elected))
        if result.ties:
            open_seats = seats - len(result.elected)
            self.assertGreater(open_seats, 0)
            self.assertGreater(len(set().union(*result.ties)), 1)
        else:
            able = set(named(profile).candidates)
            if method == "plurality":
                able = {name for _number, said in profile.ballots if said for name in said[0]}
            self.assertEqual(len(result.elected), min(seats, len(able)))

    @given(st.data(), METHOD_NAMES, SEATS)
    @profiles.relaxed(200)
    def test_anonymity_the_order_of_the_ballots_does_not_matter(self, data, method, seats):
        profile = data.draw(profiles.profile_for(method))
        singles = [(1, said) for count, said in profile.ballots for _each in range(count)]
        random.Random(data.draw(st.integers(0, 99))).shuffle(singles)
        shuffled = Profile(profile.candidates, tuple(singles), profile.grades)
        self.assertEqual(outcome(method, profile, seats), outcome(method, shuffled, seats))

    @given(st.data(), METHOD_NAMES, SEATS)
    @profiles.relaxed(200)
    def test_neutrality_names_do_not_matter(self, data, method, seats):
        profile = data.draw(profiles.profile_for(method))
        order = data.draw(st.permutations(profile.candidates))
        names = dict(zip(profile.candidates, order, strict=True))
        other = profiles.renamed(profile, names)
        other = Profile(profile.candidates, other.ballots, other.grades)
        elected, ties = outcome(method, profile, seats)
        swapped = (
            {names[name] for name in elected},
            {frozenset(names[name] for name in tie) for tie in ties},
        )
        self.assertEqual(outcome(method, other, seats), swapped)

    @given(st.data(), METHOD_NAMES, SEATS)
    @profiles.relaxed(150)
    def test_a_full_order_settles_every_tie(self, data, method, seats):
        profile = data.draw(profiles.profile_for(method))
        order = data.draw(st.permutations(profile.candidates))
        open_result = count_ballots(method, profile, seats)
        result = count_ballots(method, profile, seats, order)
        self.assertFalse(result.ties)
        self.assertLessEqual(set(open_result.elected), set(result.elected))
        if not open_result.ties:
            self.assertEqual(set(open_result.elected), set(result.elected))

    @given(st.data(), st.sampled_from(("plurality", "runoff", "schulze", "stv")))
    @profiles.relaxed(150)
    def test_majority_whom_more_than_half_put_first_is_elected(self, data, method):
        profile = data.draw(profiles.ranked(equals=False, least=2))
        winner = profile.candidates[0]
        most = (profile.total + 1, ((winner,),))
        more = Profile(profile.candidates, (*profile.ballots, most))
        self.assertEqual(count_ballots(method, more).elected, (winner,))

    @given(st.data(), st.sampled_from(("plurality", "approval", "majority_judgment", "schulze")))
    @profiles.relaxed(200)
    def test_monotone_one_more_ballot_for_the_winner_alone_keeps_the_winner(self, data, method):
        profile = data.draw(profiles.profile_for(method))
        result = count_ballots(method, profile)
        if result.elected:
            name = result.elected[0]
            ballot = {"approval": (name,), "majority_judgment": {name: profiles.GRADES[0]}}
            more = (1, ballot.get(method, ((name,),)))
            again = Profile(profile.candidates, (*profile.ballots, more), profile.grades)
            self.assertEqual(count_ballots(method, again).elected, result.elected)


@tagged("post_install", "-at_install")
class TestStages(BaseCase):
    @given(profiles.ranked(), SEATS)
    @profiles.relaxed(300)
    def test_runoff_is_what_trying_every_order_of_ties_gives(self, profile, seats):
        result = count_ballots("runoff", profile, seats)
        profile = named(profile)
        ways = eliminations(profile, profile.candidates, seats)
        self.assertEqual(bool(result.ties), len(ways) > 1)
        self.assertTrue(all(set(result.elected) <= way for way in ways))

    @given(profiles.ranked(), SEATS)
    @profiles.relaxed(300)
    def test_stv_loses_no_vote(self, profile, seats):
        assume(named(profile).candidates)
        for stage in count_ballots("stv", profile, seats).rounds:
            votes = sum(stage.votes.values()) + stage.facts["exhausted"]
            self.assertEqual(votes, profile.total - profile.blank)

    @given(profiles.ranked(), SEATS)
    @profiles.relaxed(150)
    def test_stv_a_quota_is_a_seat(self, profile, seats):
        assume(named(profile).candidates)
        result = count_ballots("stv", profile, seats)
        for stage in result.rounds:
            for name, votes in stage.votes.items():
                if votes >= stage.facts["quota"]:
                    self.assertIn(name, result.elected)

    @given(profiles.ranked(equals=False, least=3), SEATS, st.integers(1, 3), st.data())
    @profiles.relaxed(150)
    def test_stv_a_solid_coalition_gets_its_quotas(self, profile, seats, size, data):
        """Voters who all put the same candidates first, in any order, elect as many of them as they
        have quotas."""
        team = profile.candidates[:size]
        rest = profile.candidates[size:]
        for _each in range(data.draw(st.integers(1, 4))):
            ballot = (*data.draw(st.permutations(team)), *data.draw(st.permutations(rest)))
            line = (data.draw(st.integers(1, 12)), tuple((name,) for name in ballot))
            profile = Profile(profile.candidates, (*profile.ballots, line))
        solid = sum(n for n, said in profile.ballots if {g[0] for g in said[:size]} == set(team))
        order = data.draw(st.permutations(profile.candidates))
        result = count_ballots("stv", profile, seats, order)
        quotas = min(solid // result.rounds[0].facts["quota"], size, seats)
        self.assertGreaterEqual(len(set(result.elected) & set(team)), quotas)

    @given(profiles.ranked(least=3), SEATS)
    @profiles.relaxed(150)
    def test_stv_ties_that_are_passed_do_not_matter(self, profile, seats):
        """Whatever order settles them: where no tie is open, the elected are the same."""
        result = count_ballots("stv", profile, seats)
        if not result.ties:
            for order in permutations(profile.candidates):
                other = count_ballots("stv", profile, seats, order)
                self.assertEqual(set(other.elected), set(result.elected))

    @given(profiles.ranked())
    @profiles.relaxed(150)
    def test_stv_with_one_seat_is_the_runoff(self, profile):
        self.assertEqual(outcome("stv", profile, 1), outcome("runoff", profile, 1))

    def test_a_tie_of_everybody_is_quick(self):
        names = tuple(f"Candidate {number}" for number in range(40))
        profile = Profile(names, tuple((1, ((name,),)) for name in names))
        for method in ("runoff", "stv"):
            self.assertEqual(outcome(method, profile, 1), (set(), {frozenset(names)}))

    def test_write_ins_tied_at_the_bottom_cost_no_time_and_no_seat(self):
        """Twelve names with a vote or none, each passing on to another one."""
        small = [f"Write-in {number}" for number in range(12)]
        ballots = [(20 + n, ((name,),)) for n, name in enumerate(("A", "B", "C"))]
        for place, name in enumerate(small):
            ballots.append((place % 2, ((name,), (small[place - 2],), ("A",))))
        names = ("A", "B", "C", *small)
        result = count_ballots("runoff", Profile(names, tuple(ballots)))
        self.assertEqual((result.elected, result.ties), (("A",), ()))
        self.assertEqual(result.rounds[0].facts["tie"], "go out together")
        self.assertLess(len(result.rounds), 6)
        result = count_ballots("stv", Profile(names, tuple(ballots)), 2)
        self.assertEqual((set(result.elected), result.ties), ({"A", "C"}, ()))

    def test_tied_last_ones_do_not_go_together_when_one_fills_a_quota(self):
        """Quota 21 // 3 + 1 = 8. The first of E and F to go seats A, the other one's ballot then
        passes A by, to B or to C, who tie otherwise."""
        ballots = ((7, "A"), (6, "B"), (6, "C"), (1, "EAB"), (1, "FAC"))
        lines = tuple((n, tuple((name,) for name in names)) for n, names in ballots)
        result = count_ballots("stv", Profile(tuple("ABCEF"), lines), 2)
        self.assertEqual((result.elected, result.ties), ((), (("E", "F"),)))

    def test_ties_at_the_bottom_that_change_nothing_are_passed(self):
        """C and D tie for last, 3 against 3, with 7 for the next: both go out in either order."""
        ballots = ((9, (("A",),)), (7, (("B",),)), (3, (("C",), ("B",))), (3, (("D",), ("B",))))
        result = count_ballots("runoff", Profile(tuple("ABCD"), ballots))
        self.assertEqual((result.elected, result.ties), (("B",), ()))

    def test_a_tie_that_chooses_the_winner_stops_the_count(self):
        ballots = ((4, (("A",),)), (3, (("B",), ("A",))), (3, (("C",), ("B",))))
        result = count_ballots("runoff", Profile(tuple("ABC"), ballots))
        self.assertEqual((result.elected, result.ties), ((), (("B", "C"),)))
        self.assertEqual(result.rounds[-1].facts["tie"], "open")

    def test_equal_surpluses_that_move_in_any_order(self):
        ballots = ((5, (("A",), ("C",))), (5, (("B",), ("C",))), (1, (("C",),)), (1, (("D",),)))
        result = count_ballots("stv", Profile(tuple("ABCD"), ballots), 3)
        self.assertEqual(result.ties, ())
        self.assertEqual(set(result.elected), set("ABC"))


@tagged("post_install", "-at_install")
class TestSchulze(BaseCase):
    @given(profiles.ranked(least=2))
    @profiles.relaxed(150)
    def test_condorcet_winner_is_elected(self, profile):
        winner = profiles.condorcet_winner(profile)
        if winner:
            self.assertEqual(count_ballots("schulze", profile).elected, (winner,))

    @given(profiles.ranked(least=2, most=5))
    @profiles.relaxed(100)
    def test_strengths_are_those_of_all_paths(self, profile):
        table = duels(profile)
        strength, path = strongest_paths(profile.candidates, table)
        won = {pair: n if n > table[pair[::-1]] else 0 for pair, n in table.items()}
        for start, end in strength:
            between = [name for name in profile.candidates if name not in (start, end)]
            best = max(
                min(won[pair] for pair in zip((start, *way), (*way, end), strict=True))
                for length in range(len(between) + 1)
                for way in permutations(between, length)
            )
            self.assertEqual(strength[start, end], best)
            way = path[start, end]
            links = pairwise(way)
            self.assertEqual(min((won[link] for link in links), default=0), best)

    @given(profiles.ranked(least=2))
    @profiles.relaxed(100)
    def test_reversal_a_sole_winner_does_not_win_the_reversed_ballots(self, profile):
        full = []
        for number, ballot in profile.ballots:
            rest = tuple(n for n in profile.candidates if not any(n in group for group in ballot))
            full.append((number, (*ballot, rest) if rest else ballot))
        reverse = tuple((number, tuple(reversed(ballot))) for number, ballot in full)
        elected = count_ballots("schulze", profile).elected
        if elected:
            reversed_profile = Profile(profile.candidates, reverse)
            self.assertNotEqual(count_ballots("schulze", reversed_profile).elected, elected)


@tagged("post_install", "-at_install")
class TestMajorityJudgment(BaseCase):
    @given(st.lists(st.integers(0, 3), min_size=1, max_size=14), st.randoms())
    @profiles.relaxed(300)
    def test_order_is_that_of_taking_one_median_after_another(self, grades, rng):
        tables = {}
        for name in "AB":
            given_grades = [rng.randint(0, 3) for _each in grades]
            tables[name] = tuple(given_grades.count(place) for place in range(4))
        _steps, values = majority_values(tables)
        slow = {name: self._by_hand(counts) for name, counts in tables.items()}
        self.assertEqual(values["A"] < values["B"], slow["A"] < slow["B"])
        self.assertEqual(values["A"] == values["B"], slow["A"] == slow["B"])

    def test_the_median_that_decides_is_not_passed(self):
        """A: 6 excellent, 3 fair, 5 poor; B: 4, 6, 4. Three medians are fair for both, then A's is
        excellent and B's fair."""
        ballots = (
            (4, {"A": "excellent", "B": "excellent"}),
            (2, {"A": "excellent", "B": "fair"}),
            (3, {"A": "fair", "B": "fair"}),
            (1, {"A": "poor", "B": "fair"}),
            (4, {"A": "poor", "B": "poor"}),
        )
        result = count_ballots("majority_judgment", Profile(("A", "B"), ballots, profiles.GRADES))
        self.assertEqual(result.elected, ("A",))
        self.assertEqual(result.rounds[1].facts["removed"], 3)

    def _by_hand(self, counts):
        """The medians one gets by taking them away one at a time."""
        left, medians = list(counts), []
        while sum(left):
            place = median(left)
            medians.append(place)
            left[place] -= 1
        return medians
