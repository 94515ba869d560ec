"""Ballots lying in the candidates' piles, moved by preference.

A pile is a tuple of parcels; a parcel is ``(value, places)``: the ballots at these places of the
list count `value` each. Ballots with one history share one parcel, so that fractions are worked out
once for a parcel and never once for a ballot.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from .profile import Number, Profile, Ranking

Parcel = tuple[Number, list[int]]
Pile = tuple[Parcel, ...]


class Stack:
    """The different rankings of a profile, how many ballots each has; blank ones are left out.

    >>> stack = Stack(Profile(("A",), ((1, (("A",),)), (2, (("A",),)), (1, ()))))
    >>> stack.rankings, stack.numbers
    ([(('A',),)], [3])
    """

    def __init__(self, profile: Profile):
        numbers: Counter = Counter()
        for number, ballot in profile.ballots:
            if ballot and number:
                numbers[ballot] += number
        self.rankings: list[Ranking] = list(numbers)
        self.numbers: list[int] = list(numbers.values())
        #: names in a row where no two stand equal, the quick case; else None
        self._rows = [_row(ranking) for ranking in self.rankings]
        self._any_equals = None in self._rows

    def whole(self) -> Pile:
        """All ballots, one vote each."""
        return ((1, list(range(len(self.rankings)))),)

    def size(self, parcel: Parcel) -> Number:
        """How many votes a parcel is."""
        value, places = parcel
        return value * sum(map(self.numbers.__getitem__, places))

    def votes(self, pile: Pile) -> Number:
        """How many votes a pile is."""
        return sum(map(self.size, pile))

    def deal(self, pile: Pile, continuing: frozenset[str]) -> tuple[dict[str, Pile], Number]:
        """Hand ballots to their heirs: the new piles, and how many votes are exhausted. Equal heirs
        share a ballot equally.

        >>> Stack(Profile(("A", "B"), ((3, (("A", "B"),)),))).deal(((1, [0]),), frozenset("AB"))
        ({'A': ((Fraction(1, 2), [0]),), 'B': ((Fraction(1, 2), [0]),)}, 0)
        """
        piles: dict = defaultdict(tuple)
        exhausted: Number = 0
        for value, places in pile:
            for names, dealt in self._sorted(places, continuing).items():
                if not names:
                    exhausted += self.size((value, dealt))
                part = value if len(names) < 2 else Fraction(value) / len(names)
                for name in names:
                    piles[name] += ((part, dealt),)
        return dict(piles), exhausted

    def _sorted(self, places, continuing):
        """The ballots by those who inherit them: names → places."""
        one, more = defaultdict(list), defaultdict(list)
        lives = continuing.__contains__
        for place in places:
            row = self._rows[place]
            if row is None:
                more[heirs(self.rankings[place], continuing)].append(place)
            else:
                one[next(filter(lives, row), None)].append(place)
        for name, dealt in one.items():
            more[() if name is None else (name,)] += dealt
        return more

    def effort(self, pile: Pile, continuing: int) -> int:
        """About how much work it is to deal a pile, in ballots of one heir: equals are dealt to
        each of them, and their fractions grow with the number of those who share.

        >>> stack = Stack(Profile(("A", "B", "C"), ((1, (("A",),)), (1, (("A", "B"),)))))
        >>> stack.effort(((1, [0]),), 3), stack.effort(((1, [1]),), 3)
        (1, 336)
        """
        work = 0
        for _value, places in pile:
            work += len(places)
            for place in places if self._any_equals else ():
                if self._rows[place] is None:
                    heirs = min(continuing, max(map(len, self.rankings[place])))
                    work += 160 * heirs + 4 * heirs * heirs - 1
        return work

    def naming(self, pile: Pile) -> dict[str, Number]:
        """For each name, how many votes of a pile are on ballots that rank it at any place.

        >>> Stack(Profile(("A", "B"), ((3, (("A",), ("B",))),))).naming(((1, [0]),))
        {'A': 3, 'B': 3}
        """
        result: dict = {}
        for value, places in pile:
            found: Counter = Counter()
            for place in places:
                for group in self.rankings[place]:
                    for name in group:
                        found[name] += self.numbers[place]
            for name, number in found.items():
                result[name] = result.get(name, 0) + value * number
        return result


def _row(ranking):
    """The names of a ranking in which no two are equal; else None."""
    return tuple(group[0] for group in ranking) if all(len(g) == 1 for g in ranking) else None


def heirs(ballot: Ranking, continuing: frozenset[str]) -> tuple[str, ...]:
    """Whom a ballot now counts for: the continuing candidates of its highest rank that has any.

    >>> heirs((("A", "B"), ("C",)), frozenset("BC")), heirs((("A",),), frozenset("BC"))
    (('B',), ())
    """
    for group in ballot:
        living = tuple(name for name in group if name in continuing)
        if living:
            return living
    return ()


def scaled(pile: Pile, factor: Number) -> Pile:
    """The same ballots, worth so many times as much.

    >>> scaled(((2, [0, 3]),), Fraction(1, 4))
    ((Fraction(1, 2), [0, 3]),)
    """
    return tuple((value * factor, places) for value, places in pile)


def laid_together(piles: Iterable[Pile]) -> Pile:
    """Piles as one; parcels of one value become one.

    A ballot that equals shared comes back in parts: they are added up, so that a pile holds each
    ballot once, whatever its history.

    >>> laid_together([((1, [0]),), ((1, [2]), (Fraction(1, 2), [3]))])
    ((1, [0, 2]), (Fraction(1, 2), [3]))
    >>> laid_together([((Fraction(1, 3), [0]),), ((Fraction(1, 6), [0, 1]),)])
    ((Fraction(1, 2), [0]), (Fraction(1, 6), [1]))
    """
    parcels: dict = {}
    for pile in piles:
        for value, places in pile:
            parcels[value] = parcels[value] + places if value in parcels else places
    if len(parcels) > 1 and len(set().union(*parcels.values())) < sum(map(len, parcels.values())):
        return _added_up(parcels)
    return tuple((value, places) for value, places in parcels.items())


def _added_up(parcels):
    """Parcels in which some ballot lies more than once, each ballot once with all that it is."""
    values: dict = {}
    for value, places in parcels.items():
        for place in places:
            values[place] = values.get(place, 0) + value
    merged: dict = {}
    for place, value in values.items():
        merged.setdefault(value, []).append(place)
    return tuple(merged.items())
