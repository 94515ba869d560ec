"""Random profiles for the property tests of the counting rules."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from odoo.addons.coop_vote.rules.counting import Profile
from odoo.addons.coop_vote.rules.counting.pairwise import duels

NAMES = ("Ada", "Blaise", "Chloé", "D'Arcy O.", "Émile")
GRADES = ("excellent", "good", "fair", "poor")


def relaxed(examples=100):
    """Settings of a property test that says nothing about speed, whatever else the machine does."""
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def condorcet_winner(profile):
    """The candidate who wins every duel, or None."""
    table = duels(profile)
    for name in profile.candidates:
        others = [other for other in profile.candidates if other != name]
        if all(table[name, other] > table[other, name] for other in others):
            return name
    return None


def candidates(least=1):
    """The first few names."""
    return st.integers(least, len(NAMES)).map(lambda number: NAMES[:number])


@st.composite
def rankings(draw, names, equals=True):
    """One ranking: some of the names, in any order, perhaps with equals."""
    order = draw(st.permutations(names))[: draw(st.integers(0, len(names)))]
    groups = []
    for name in order:
        if equals and groups and draw(st.booleans()):
            groups[-1] += (name,)
        else:
            groups.append((name,))
    return tuple(groups)


def _profile(names, ballot, most, grades=()):
    lines = st.lists(st.tuples(st.integers(1, 5), ballot), max_size=most)
    return lines.map(lambda ballots: Profile(names, tuple(ballots), grades))


@st.composite
def ranked(draw, equals=True, least=1, most=8):
    """A profile of rankings."""
    names = draw(candidates(least))
    return draw(_profile(names, rankings(names, equals), most))


@st.composite
def approved(draw):
    """A profile of approvals."""
    names = draw(candidates())
    ballot = st.sets(st.sampled_from(names)).map(lambda chosen: tuple(sorted(chosen)))
    return draw(_profile(names, ballot, 8))


@st.composite
def graded(draw, most=6):
    """A profile of grades, some left out."""
    names = draw(candidates())
    ballot = st.dictionaries(st.sampled_from(names), st.sampled_from(GRADES))
    return draw(_profile(names, ballot, most, GRADES))


def profile_for(method, equals=True):
    """A strategy of profiles that a method can count."""
    strategies = {"approval": approved, "majority_judgment": graded}
    return strategies[method]() if method in strategies else ranked(equals=equals)


def renamed(profile, names):
    """The same profile with other names, given as a mapping."""

    def ballot(said):
        if isinstance(said, dict):
            return {names[name]: grade for name, grade in said.items()}
        if said and isinstance(said[0], tuple):
            return tuple(tuple(names[name] for name in group) for group in said)
        return tuple(names[name] for name in said)

    lines = tuple((count, ballot(said)) for count, said in profile.ballots)
    return Profile(tuple(names[name] for name in profile.candidates), lines, profile.grades)
