"""The pure rules: their examples, and what holds for any life."""

import doctest
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_shift.rules.facts import Entry

from ..controllers import booking
from ..rules import feed, names, need, preview, queue, steps, story, why

DAY = date(2026, 11, 2)
ONE = timedelta(days=1)
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
days = st.integers(0, 60).map(lambda number: DAY + number * ONE)
amounts = st.sampled_from([-2, -1, -0.5, 0.5, 1, 2])


@st.composite
def ledgers(draw):
    """Lines and reversals of some of them, as the ledger keeps them."""
    lines = []
    for number in range(draw(st.integers(0, 8))):
        source = str(draw(st.integers(0, 3)))
        line = Entry(f"{number}", "abcd", draw(days), draw(amounts), "absent", source)
        lines.append(line)
        if draw(st.booleans()):
            lines.append(line._replace(key=f"{number}r", amount=-line.amount, reverses=line.key))
    return lines


waiters = st.lists(st.tuples(st.integers(0, 30), st.none() | days), min_size=0, max_size=8).map(
    lambda rows: [
        queue.Waiter(place, datetime(2026, 11, 1) + hour * timedelta(hours=1), until)
        for place, (hour, until) in enumerate(rows)
    ]
)


def opening(seats, taken, least):
    return need.Opening(datetime(2026, 11, 23, 9), seats, taken, least)


@tagged("post_install", "-at_install")
class TestNeed(BaseCase):
    """Which seats are free, which are missing, and how much of the least is there."""

    def test_free_and_missing_are_never_below_nothing(self):
        for numbers, free, missing in (
            ((8, 2, 4), 6, 2),
            ((4, 1, 4), 3, 3),
            ((4, 0, 1), 4, 1),
            ((4, 4, 4), 0, 0),
            ((4, 5, 3), 0, 0),
        ):
            with self.subTest(numbers):
                found = opening(*numbers)
                self.assertEqual((found.free, found.missing), (free, missing))

    def test_where_nobody_is_needed_nobody_is_missing(self):
        for least, share in ((-1, 1), (0, 1), (1, 0)):
            with self.subTest(least):
                self.assertEqual(need.filled(opening(4, 0, least)), share)


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    def test_examples(self):
        for module in (story, steps, why, need, queue, names, feed, preview, booking):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertFalse(result.failed)

    @FEW
    @given(ledgers())
    def test_the_story_tells_the_whole_balance(self, lines):
        told = story.events(lines, [])
        balance = sum(amount for event in told for _counter, amount in event.amounts)
        self.assertAlmostEqual(balance, sum(line.amount for line in lines), 2)
        self.assertEqual(len(told), len({line.source for line in lines}))
        self.assertEqual([e.day for e in told], sorted((e.day for e in told), reverse=True))

    @FEW
    @given(ledgers())
    def test_every_event_has_a_sentence(self, lines):
        spoken = {"abcd": story.Counter("Make-ups", repaid=True)}
        for event in story.events(lines, [(DAY, "alert"), (DAY + 28 * ONE, "suspended")]):
            text = story.tell(event, spoken, story.ENGLISH, str)
            self.assertNotIn("{", text)
            self.assertTrue(text.startswith(str(event.day)))

    @FEW
    @given(waiters, days, st.integers(0, 4))
    def test_nobody_overtakes(self, rows, today, free):
        """Seats go to those who hold an offer, then in the order of asking; never to more people
        than there are seats, never to somebody whose offer went by."""
        turns = queue.turns(rows, free, today)
        order = queue.queue(rows, today)
        self.assertLessEqual(len(turns), free)
        self.assertLessEqual(set(turns), set(order))
        offered = {row.id for row in rows if row.offered_to}
        for id_ in order:
            if id_ not in turns and id_ not in offered:
                before = [other for other in order[: order.index(id_)] if other not in turns]
                after = [t for t in turns if order.index(t) > order.index(id_)]
                self.assertTrue(all(t in offered for t in after), (before, after))

    @FEW
    @given(waiters, days, st.integers(1, 4))
    def test_time_alone_gives_the_turn_to_the_next(self, rows, today, free):
        """Without any job, some day everybody whose offer went by has made room."""
        later = today + 365 * ONE
        fresh = [row.id for row in rows if row.offered_to is None]
        self.assertEqual(
            set(queue.turns(rows, free, later)),
            set(queue.queue([r for r in rows if r.id in fresh], later)[:free]),
        )
