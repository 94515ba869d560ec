from psycopg2.errors import RaiseException

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.coop_check import PERSONAL
from .common import PosCheckCase


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
        at = fields.Datetime.to_string(fields.Datetime.subtract(old, days=2))
        young, aged = self.log(self.make_row(self.stopped), self.make_row(self.stopped, at=at))
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
        self.assertLess(checks[3].at.year, 2100)

    def test_override_needs_the_right(self):
        lifted = {"code": "blocked", "outcome": "override", "override_reason": "Claire agreed"}
        by_cashier = self.log(self.make_row(self.stopped, override_name="Boss", **lifted))
        self.assertFalse(by_cashier.override_valid)
        self.cashier.group_ids |= self.env.ref("coop_membership.group_office")
        by_office = self.log(self.make_row(self.stopped, **lifted))
        self.assertTrue(by_office.override_valid)
        self.assertEqual(by_office.override_user_id, self.cashier)

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
