from psycopg2 import errors

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CoopCase


@tagged("post_install", "-at_install")
class TestShareRegister(CoopCase):
    """The register grows; nothing in it changes."""

    def setUp(self):
        super().setUp()
        self.entry = self.make_entry(self.member, 5)
        self.env.flush_all()

    def test_no_user_edits_or_erases(self):
        for user in (self.office, self.manager, self.env.user):
            entry = self.entry.with_user(user)
            with self.subTest(user.login), self.assertRaises(UserError):
                entry.quantity = 6
            with self.subTest(user.login), self.assertRaises(UserError):
                entry.unlink()

    @mute_logger("odoo.sql_db")
    def test_the_database_itself_refuses(self):
        for statement in (
            "UPDATE coop_share_entry SET quantity = 6 WHERE id = %s",
            "DELETE FROM coop_share_entry WHERE id = %s",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(errors.RaiseException),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement, [self.entry.id])

    @mute_logger("odoo.sql_db")
    def test_same_event_is_written_once(self):
        with self.assertRaises(errors.UniqueViolation), self.cr.savepoint():
            self.make_entry(self.member, 5, key=self.entry.key)

    @mute_logger("odoo.sql_db")
    def test_a_reversal_names_its_entry_and_happens_once(self):
        with self.assertRaises(errors.CheckViolation), self.cr.savepoint():
            self.make_entry(self.member, -5, kind="reversal")
        self.make_entry(self.member, -5, kind="reversal", reverses_id=self.entry.id)
        self.assertEqual(self.member.share_count, 10)
        with self.assertRaises(errors.UniqueViolation), self.cr.savepoint():
            self.make_entry(self.member, -5, kind="reversal", reverses_id=self.entry.id)

    @mute_logger("odoo.sql_db")
    def test_an_entry_moves_something(self):
        with self.assertRaises(errors.CheckViolation), self.cr.savepoint():
            self.make_entry(self.member, 0)
