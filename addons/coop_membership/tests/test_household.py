from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CoopCase


@tagged("post_install", "-at_install")
class TestHousehold(CoopCase):
    """Who shops on a member's standing, and until when."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def code(self, row, day):
        return self.env["coop.verdict"].for_person(row.partner_id.id, day).code

    def test_a_child_is_detached_at_18_with_no_job_run(self):
        row = self.make_household(self.member, "Lou", "child", birth_date="2008-12-24")
        self.assertEqual(row.date_to, date(2026, 12, 23))
        self.assertEqual(self.code(row, date(2026, 12, 23)), "ok")
        self.assertEqual(self.code(row, date(2026, 12, 24)), "household_ended")

    def test_an_earlier_end_is_kept_a_later_one_is_not(self):
        row = self.make_household(
            self.member, "Lou", "child", date_to="2026-12-01", birth_date="2008-12-24"
        )
        self.assertEqual(row.date_to, date(2026, 12, 1))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            row.date_to = "2026-12-24"
            self.env.flush_all()

    def test_correcting_the_date_of_birth_moves_the_end(self):
        row = self.make_household(self.member, "Lou", "child", birth_date="2008-12-24")
        row.birth_date = "2008-11-30"
        self.assertEqual(row.date_to, date(2026, 11, 29))

    @mute_logger("odoo.sql_db")
    def test_a_temporary_buyer_has_180_days_at_most(self):
        row = self.make_household(self.member, "Guest", "temporary", date_from="2026-11-23")
        self.assertEqual((row.date_to - row.date_from).days, 179)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.make_household(self.member, "Long", "temporary", "2026-01-01", "2026-06-30")

    def test_maximum_per_member_children_aside(self):
        self.company.coop_household_max = 1
        self.make_household(self.member, "First", date_from="2026-01-01", date_to="2026-10-31")
        self.make_household(self.member, "Child", "child", birth_date="2015-01-01")
        second = self.make_household(self.member, "Second", date_from="2026-11-01")
        with self.assertRaisesRegex(ValidationError, "at most 1 household"):
            second.date_from = "2026-10-31"
        other = self.make_member("Other")
        self.make_household(other, "Third")

    @mute_logger("odoo.sql_db")
    def test_nobody_shops_on_two_standings_at_once(self):
        row = self.make_household(self.member, "Lou")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["coop.household.person"].create(
                {"member_id": self.make_member("Other").id, "partner_id": row.partner_id.id}
            )

    def test_turning_18_is_told_once_two_weeks_before(self):
        self.member.email = "ines@coop.example"
        soon = self.make_household(self.member, "Soon", "child", birth_date="2008-12-07")
        later = self.make_household(self.member, "Later", "child", birth_date="2008-12-09")
        for _twice in range(2):
            with self.enter_registry_test_mode():
                self.env.ref("coop_membership.cron_turning_18").method_direct_trigger()
        self.assertEqual(soon.told_on, date(2026, 11, 23))
        self.assertFalse(later.told_on)
        mails = self.env["mail.mail"].search([("model", "=", "coop.household.person")])
        self.assertEqual(mails.mapped("res_id"), soon.ids)
