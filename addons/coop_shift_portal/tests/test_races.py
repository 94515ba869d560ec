"""Real connections at once: one holder per seat, one telling however often one clicks."""

from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.coop_shift.tests.test_concurrency import ROUNDS, Races


@tagged("post_install", "-at_install")
class TestRaces(Races):
    """On the same committed co-op as the races of coop_shift."""

    def setUp(self):
        super().setUp()
        with self.connection() as env:
            today = env["res.company"].browse(self.ids["company"])._coop_today()
            flying = env["coop.enrollment"].search([("member_id", "in", self.ids["flyers"])])
            flying.write({"date_from": today, "decided_on": today})

    def clean(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "DELETE FROM mail_message WHERE model = 'coop.shift' AND res_id IN "
                "(SELECT shift_id FROM coop_assignment WHERE member_id = ANY(%s))",
                (self.ids["flyers"],),
            )
        super().clean()

    def make_seat(self, hours=0):
        """A shift with one seat, in three days, and some hours later than that."""
        with self.connection() as env:
            start = fields.Datetime.now() + timedelta(days=3, hours=hours)
            shift = env["coop.shift"].create(
                {
                    "company_id": self.ids["company"],
                    "start": start,
                    "stop": start + timedelta(hours=3),
                    "seat_ids": [(0, 0, {"role_id": self.ids["role"], "seats": 1})],
                }
            )
            return shift.id

    def booker(self, flyer, shift_id):
        def book(env):
            row = env["coop.assignment"]._book(
                env["coop.member"].browse(flyer),
                env["coop.shift"].browse(shift_id),
                env["coop.shift.role"].browse(self.ids["role"]),
            )
            return row.id

        return book

    def test_two_clicks_for_the_last_seat(self):
        for _round in range(ROUNDS):
            shift_id = self.make_seat()
            flyer = self.ids["flyers"][0]
            self.race(self.booker(flyer, shift_id), self.booker(flyer, shift_id))
            held = self.count(
                "SELECT count(*) FROM coop_assignment WHERE shift_id = %s AND seat > 0", shift_id
            )
            self.assertEqual(held, 1)
            self.take_away(shift_id)

    def test_two_shifts_that_overlap_booked_at_once(self):
        """Who looked before the other booking was made starts again, and is refused."""
        flyer = self.ids["flyers"][0]
        # The standing is written with the first booking: only later ones are like most.
        self.assertIsInstance(self.retried(self.booker(flyer, self.make_seat(30))), int)
        first, second = (self.booker(flyer, self.make_seat(hours)) for hours in (0, 1))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(SerializationFailure),
            self.connection() as env,
        ):
            env.cr.execute("SELECT count(*) FROM coop_assignment")
            self.assertIsInstance(self.retried(first), int)
            second(env)
        again = self.retried(second)
        self.assertIsInstance(again, UserError)
        self.assertRegex(str(again), "at that time already|during these hours")

    def test_told_once_from_two_windows(self):
        shift_id = self.make_seat()
        row_id = self.retried(self.booker(self.ids["flyers"][0], shift_id))

        def warn(env):
            return env["coop.assignment"].browse(row_id)._coop_warn("Fever")

        self.assertEqual(sorted(self.race(warn, warn)), [False, True])
        told = self.count(
            "SELECT count(*) FROM mail_message WHERE model = 'coop.shift' AND res_id = %s "
            "AND body LIKE '%%Fever%%'",
            shift_id,
        )
        self.assertEqual(told, 1)

    def take_away(self, shift_id):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM coop_assignment WHERE shift_id = %s", (shift_id,))
