"""Majority judgment: the best median grade wins.

Source: Michel Balinski and Rida Laraki, "Majority Judgment" (MIT Press, 2010). The majority grade
of a candidate is the median of the grades, the lower of the two middle ones for an even number of
ballots. Between equal ones, one majority grade is taken away from each, and again, until the
medians differ: the order is exact, and two candidates tie only when all their grades are the same.
A ballot that leaves a candidate ungraded gives that candidate the worst grade; a ballot that grades
nobody is blank and is not counted.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from .profile import Profile, Result, Round, check_seats, named
from .seats import allot, check_tie_order


def tally(profile: Profile) -> dict[str, tuple[int, ...]]:
    """For each candidate, how many ballots gave each grade, best grade first.

    >>> tally(Profile(("A", "B"), ((2, {"A": "good"}),), ("good", "bad")))
    {'A': (2, 0), 'B': (0, 2)}
    """
    place = {grade: index for index, grade in enumerate(profile.grades)}
    result = {name: [0] * len(profile.grades) for name in profile.candidates}
    for number, ballot in profile.ballots:
        for name in profile.candidates if ballot else ():
            result[name][place[ballot.get(name, profile.grades[-1])]] += number
    return {name: tuple(counts) for name, counts in result.items()}


def median(counts: Sequence[int]) -> int | None:
    """Where the median grade stands (0 is the best), the lower of two middle ones; None for none.

    >>> median((2, 1, 2)), median((2, 2)), median((3, 2)), median((0, 0))
    (1, 1, 0, None)
    """
    total = sum(counts)
    for place, reached in enumerate(accumulate(counts)):
        if total and reached > total // 2:
            return place
    return None


def _grade_at(counts: Sequence[int], position: int) -> int:
    """The grade of the ballot at a position, the best ballot being at 0."""
    return next(place for place, reached in enumerate(accumulate(counts)) if reached > position)


def _removed(number: int, step: int) -> int:
    """The position of the ballot that is the median after `step` removals of `number` ballots.

    >>> [_removed(5, step) for step in range(5)], [_removed(4, step) for step in range(4)]
    ([2, 3, 1, 4, 0], [2, 1, 3, 0])
    """
    away = (step + 1) // 2
    lower = (step % 2 == 1) == (number % 2 == 1)
    return number // 2 + (away if lower else -away)


def _turns(counts: Sequence[int]) -> set[int]:
    """The removals at which the median may change: where a grade ends on either side."""
    number = sum(counts)
    turns = {0, 1}
    for edge in accumulate(counts):
        distance = abs(edge - number // 2)
        turns.update(range(max(0, 2 * distance - 3), 2 * distance + 4))
    return {turn for turn in turns if turn < number}


def majority_values(table: Mapping[str, Sequence[int]]) -> tuple[list[int], dict[str, tuple]]:
    """The removals that matter, and each candidate's median at each of them.

    Between two such removals nobody's median changes beyond the two sides already compared, so
    comparing these tuples is comparing the whole sequences of medians, whatever the number of
    ballots. All candidates must have the same number of grades.

    >>> steps, values = majority_values({"A": (2, 1, 2), "B": (1, 2, 2)})
    >>> steps, values["A"], values["B"]
    ([0, 1, 2, 3, 4], (1, 2, 0, 2, 0), (1, 2, 1, 2, 0))
    """
    steps = sorted(set().union(*(_turns(counts) for counts in table.values())))
    values = {
        name: tuple(_grade_at(counts, _removed(sum(counts), step)) for step in steps)
        for name, counts in table.items()
    }
    return steps, values


def _separations(candidates, grades, steps, values):
    """For each pair of equal medians that stand next to each other: when their medians part."""
    ranked = sorted(candidates, key=lambda name: values[name])
    for first, second in pairwise(ranked):
        a, b = values[first], values[second]
        if a and a[0] == b[0]:
            at = next((i for i, pair in enumerate(zip(a, b)) if pair[0] != pair[1]), None)
            facts = {"first": first, "second": second, "same": at is None}
            if at is not None:
                medians = {first: grades[a[at]], second: grades[b[at]]}
                facts.update(removed=steps[at], medians=medians)
            yield Round("equal_medians", {}, facts)


def _gauge(counts, place):
    """How many grades stand above and below the majority grade."""
    return {"above": sum(counts[:place]), "below": sum(counts[place + 1 :])}


def _first_round(profile, seats, table):
    """The grades of each candidate, the majority grade, and what stands on either side of it."""
    places = {name: median(counts) for name, counts in table.items()}
    known = {name: place for name, place in places.items() if place is not None}
    facts = {
        "ballots": profile.total,
        "blank": profile.blank,
        "seats": seats,
        "grades": profile.grades,
        "table": {n: dict(zip(profile.grades, counts)) for n, counts in table.items()},
        "median": {name: profile.grades[place] for name, place in known.items()},
        "gauge": {name: _gauge(table[name], place) for name, place in known.items()},
    }
    return Round("grades", {}, facts)


def count(profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()) -> Result:
    """Count by majority judgment.

    >>> grades = ("good", "fair", "bad")
    >>> ballots = ((2, {"A": "good", "B": "fair"}), (1, {"A": "fair", "B": "good"}),
    ...            (2, {"A": "bad", "B": "fair"}))
    >>> result = count(Profile(("A", "B"), ballots, grades))
    >>> result.elected, result.rounds[0].facts["median"]
    (('B',), {'A': 'fair', 'B': 'fair'})
    >>> result.rounds[1].facts["removed"], result.rounds[1].facts["medians"]
    (1, {'B': 'fair', 'A': 'bad'})
    >>> count(Profile(("A", "B"), ((1, {"A": "good", "B": "good"}),), grades)).ties
    (('A', 'B'),)
    """
    check_seats(seats)
    check_tie_order(tie_order, profile.candidates)
    table = tally(profile)
    steps, values = majority_values(table)
    able = named(profile).candidates
    elected, ties = allot(able, lambda a, b: values[a] < values[b], seats, tie_order)
    separations = _separations(profile.candidates, profile.grades, steps, values)
    rounds = (_first_round(profile, seats, table), *separations)
    return Result(elected, ties, rounds)
