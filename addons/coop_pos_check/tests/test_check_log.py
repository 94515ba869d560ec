from freezegun import freeze_time
from psycopg2.errors import RaiseException

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.coop_check import PERSONAL
from .common import PosCheckCase

PASSWORD = "a password of her own"


@tagged("post_install", "-at_install")
class TestCheckLog(PosCheckCase):
    """The log of checks: added to, never edited, each decision once."""

    def log(self, *rows):
        uuids = self.till.coop_record_checks(list(rows))
        return self.env["coop.check"].search([("uuid", "in", uuids)], order="id")

    def test_sent_twice_written_once(self):
        row = self.make_row(self.up_to_date)
        first = self.log(row)
        again = self.log(row, row)
        self.assertEqual(first, again)
        self.assertEqual(len(first), 1)

    def test_server_knows_where_and_who(self):
        forged = {"config_id": 1, "company_id": 1, "user_id": 1, "channel": "door"}
        check = self.log({**self.make_row(self.up_to_date), **forged})
        self.assertEqual(check.config_id, self.config)
        self.assertEqual(check.company_id, self.company)
        self.assertEqual(check.user_id, self.cashier)
        self.assertEqual(check.channel, "till")
        self.assertEqual(check.session_id, self.config.current_session_id)

    def test_never_edited_never_erased(self):
        check = self.log(self.make_row(self.up_to_date))
        with self.assertRaises(UserError):
            check.code = "blocked"
        with self.assertRaises(UserError):
            check.sudo().unlink()
        with self.assertRaises(AccessError):
            check.with_user(self.manager).unlink()

    def refused_by_the_database(self, statement):
        """Whether the database itself refuses a statement, whoever sends it."""
        self.env.flush_all()
        with mute_logger("odoo.sql_db"):
            try:
                with self.env.cr.savepoint():
                    self.env.cr.execute(statement)
            except RaiseException:
                return True
        return False

    def test_the_database_keeps_it_too(self):
        """Past the ORM nothing changes either, but for who it was once the row is old."""
        old = fields.Datetime.subtract(fields.Datetime.now(), months=self.company.coop_till_months)
        with freeze_time(fields.Datetime.subtract(old, days=2)):
            aged = self.log(self.make_row(self.stopped))
        young = self.log(self.make_row(self.stopped))
        forget = SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in PERSONAL)
        everything = SQL(
            "UPDATE coop_check SET partner_id = NULL, code = 'blocked' WHERE id = %s", aged.id
        )
        for words, refused in (
            (SQL("UPDATE coop_check SET code = 'blocked' WHERE id = %s", aged.id), True),
            (everything, True),
            (SQL("UPDATE coop_check SET partner_id = 1 WHERE id = %s", aged.id), True),
            (SQL("UPDATE coop_check SET %s WHERE id = %s", forget, young.id), True),
            (SQL("DELETE FROM coop_check WHERE id = %s", aged.id), True),
            (SQL("TRUNCATE coop_check CASCADE"), True),
            (SQL("UPDATE coop_check SET %s WHERE id = %s", forget, aged.id), False),
        ):
            with self.subTest(words=words.code):
                self.assertEqual(self.refused_by_the_database(words), refused)
        self.env.invalidate_all()
        self.assertEqual((young.partner_id, aged.partner_id.id), (self.stopped.partner_id, False))

    def test_nonsense_is_mended_not_lost(self):
        """What the till tells about has happened, however badly it tells it."""
        rows = [
            self.make_row(self.up_to_date, at="yesterday", data_age="old", code=None),
            self.make_row(self.up_to_date, partner_id=2**40, standing_of_id="x"),
            self.make_row(self.up_to_date, partner_id=[1], outcome="bought", skew=10**12),
            self.make_row(self.up_to_date, at="9999-12-31 23:59:59"),
        ]
        checks = self.log(*rows, {"uuid": 5}, "nonsense", {})
        self.assertEqual(len(checks), 4)
        self.assertEqual(checks[0].code, "unknown")
        self.assertFalse(checks[1].partner_id)
        self.assertEqual(checks[2].outcome, "refused")
        self.assertLessEqual(checks[3].at, fields.Datetime.now())
        self.assertEqual(checks[3].claimed_at.year, 9999)

    def test_a_moment_is_one_that_is_possible(self):
        """A check stays inside the time for which names are kept, whatever the device says."""
        now = fields.Datetime.now()

        def told(**ago):
            at = fields.Datetime.subtract(now, **ago)
            return at, self.log(self.make_row(self.up_to_date, at=fields.Datetime.to_string(at)))

        for ago in ({"days": 29}, {"hours": 1}, {}):
            at, check = told(**ago)
            self.assertEqual((check.at, check.claimed_at), (at, False))
        for ago in ({"years": 10}, {"days": 31}, {"days": -1}, {"years": -10}):
            at, check = told(**ago)
            self.assertLess(abs((check.at - now).days), 31, ago)
            self.assertEqual(check.claimed_at, at)
        at, check = told(minutes=-4)
        self.assertLess(check.at, at)
        self.assertFalse(check.claimed_at, "two clocks never agree")

    def test_override_needs_the_right(self):
        lifted = {"code": "blocked", "outcome": "override", "override_reason": "Claire agreed"}
        by_cashier = self.log(self.make_row(self.stopped, override_name="Boss", **lifted))
        self.assertFalse(by_cashier.override_valid)
        self.assertFalse(by_cashier.override_user_id)
        self.cashier.group_ids |= self.env.ref("coop_membership.group_office")
        by_office = self.log(self.make_row(self.stopped, **lifted))
        self.assertTrue(by_office.override_valid)
        self.assertEqual(by_office.override_user_id, self.cashier)

    def test_without_proof_nothing_opens(self):
        """No name proves anything, and a pass that nobody proved is none anywhere."""
        admin = self.env.ref("base.user_admin")
        claim = {"code": "suspended", "outcome": "override", "day_pass": True}
        for name in (admin.name, self.manager.name, ""):
            for outcome in ("override", "allowed", "warned", "refused"):
                row = self.make_row(self.stopped, **{**claim, "outcome": outcome})
                check = self.log({**row, "override_name": name, "override_valid": True})
                self.assertFalse(check.override_valid)
                self.assertFalse(check.day_pass)
        self.assertFalse(self.stopped.partner_id.coop_pass_ids)

    def authorise(self, row, login="coop.boss", password=PASSWORD, **more):
        """A manager signs in at the till for a check."""
        claim = {"uuid": row["uuid"], "partner_id": row["partner_id"], **more}
        return self.till.coop_authorise(
            login,
            password,
            claim["uuid"],
            claim["partner_id"],
            "a letter",
            claim.get("all_day", True),
        )

    def test_a_manager_who_signs_in_proves_one_check_of_one_person(self):
        boss = self.make_user("coop.boss", "coop_membership.group_office")
        boss.password = PASSWORD
        lifted = {"code": "unpaid", "outcome": "override", "day_pass": True}
        row = self.make_row(self.late, **lifted)
        self.assertEqual(self.authorise(row), boss.name)
        for other in (
            self.make_row(self.late, **lifted),
            {**self.make_row(self.stopped, **lifted), "uuid": row["uuid"]},
        ):
            with self.subTest(other), self.env.cr.savepoint() as undo:
                self.assertFalse(self.log(other).override_valid)
                undo.rollback()
        check = self.log(row)
        self.assertTrue(check.override_valid)
        self.assertEqual((check.override_user_id, check.override_name), (boss, boss.name))
        self.assertEqual(self.late.partner_id.coop_pass_ids.user_id, boss)

    def test_what_was_signed_for_counts_not_what_the_till_says(self):
        boss = self.make_user("coop.boss", "coop_membership.group_office")
        boss.password = PASSWORD
        row = self.make_row(self.late, code="unpaid", outcome="override", day_pass=True)
        self.authorise(row, all_day=False)
        check = self.log({**row, "override_reason": "my own words"})
        self.assertTrue(check.override_valid)
        self.assertEqual((check.override_reason, check.day_pass), ("a letter", False))
        self.assertFalse(self.late.partner_id.coop_pass_ids)

    def test_a_wrong_sign_in_proves_nothing(self):
        boss = self.make_user("coop.boss", "coop_membership.group_office")
        seller = self.make_user("coop.seller", "point_of_sale.group_pos_manager")
        for user in (boss, seller):
            user.password = PASSWORD
        row = self.make_row(self.late, "unpaid", "override")
        self.assertFalse(self.authorise(row, password="guessed"))
        self.assertFalse(self.authorise(row, login="coop.seller"), "she may not lift")
        self.assertFalse(self.authorise(row, login="nobody"))
        self.assertFalse(self.authorise(row, uuid="short"))
        self.assertFalse(self.authorise(row, partner_id=2**40))
        self.assertFalse(self.authorise(row, partner_id="1"))
        self.assertFalse(self.authorise(row, login=None))
        self.assertFalse(self.env["coop.authorisation"].search([]))
        self.assertFalse(self.log(row).override_valid)

    def test_many_rows_few_queries(self):
        def rows(count):
            return [self.make_row(self.up_to_date) for _n in range(count)]

        self.till.coop_record_checks(rows(1))
        self.env.flush_all()
        with self.assertQueryCount(9):
            self.till.coop_record_checks(rows(5))
            self.env.flush_all()
        with self.assertQueryCount(9):
            self.till.coop_record_checks(rows(100))
            self.env.flush_all()

    def test_age_is_kept(self):
        check = self.log(self.make_row(self.up_to_date, data_age=90, skew=-7))
        self.assertEqual((check.data_age, check.skew), (90, -7))
        self.assertEqual(check.title, "Up to date")
        self.assertLessEqual(check.at, fields.Datetime.now())
