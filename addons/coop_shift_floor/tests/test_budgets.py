"""Statements of a shift with 25 people: few, and the same for fewer people."""

import gzip
import json
import re

from odoo.tests import HttpCase, tagged
from odoo.tests.common import warmup

from .common import FloorBuilders, FloorCase


@tagged("post_install", "-at_install")
class TestBudgets(FloorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.ana | cls.bob
        for number in range(23):
            cls.people |= cls.make_person_on_shift(f"Person {number}")
        cls.phone_shift = cls.shift.with_user(cls.coordinator).sudo()

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    @warmup
    def test_board(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.phone_shift._floor_board()

    @warmup
    def test_finding_ones_own_shifts(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.env["coop.shift"]._floor_own(self.member)

    def test_sending_25_taps_is_not_25_times_the_work(self):
        def send(rows, state):
            taps = [self.tap(row=row, state=state) for row in rows]
            return self.statements(lambda: self.phone_shift._floor_take(taps, None, "phone"))

        send(self.people, "excused")  # warm caches
        few, many = send(self.people[:2], "absent"), send(self.people, "late")
        self.assertLessEqual(many, few + 6)
        self.assertLessEqual(many, 60)

    def test_closing(self):
        self.send(*[self.tap(row=row, state="present") for row in self.people])
        close = self.tap(kind="close")
        count = self.statements(lambda: self.phone_shift._floor_take([close], None, "phone"))
        self.assertEqual(self.shift.state, "closed")
        self.assertLessEqual(count, 40)


@tagged("post_install", "-at_install")
class TestWeight(FloorBuilders, HttpCase):
    def test_the_page_is_light(self):
        """What a phone fetches, without pictures: compressed as every web server does."""
        self.authenticate("coop.member", "coop.membercoop.member")
        page = self.url_open("/my/shift/now?debug=").text
        paths = re.findall(r'(?:src|href)="(/web/assets/[^"]+assets_floor\.min\.[a-z]+)"', page)
        self.assertEqual(len(paths), 2)
        parts = [page.encode(), *(self.url_open(path).content for path in paths)]
        board = self.url_open(
            f"/my/shift/{self.shift.id}/board",
            data=json.dumps({"jsonrpc": "2.0", "params": {}}),
            headers={"Content-Type": "application/json"},
        )
        weight = sum(len(gzip.compress(part)) for part in [*parts, board.content])
        self.assertLess(weight, 200_000)
