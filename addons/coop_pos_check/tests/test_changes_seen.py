"""Which changes a till hears of, with real transactions that overlap."""

import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged


@tagged("post_install", "-at_install")
class TestChangesSeen(BaseCase):
    """Rows are committed for these tests, and removed afterwards."""

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        self.registry = Registry(self.database)
        with self.reader() as (_changes, company):
            self.company_id = company.id
            self.person = company.partner_id.id
        self.addCleanup(self.erase)

    def erase(self):
        with db_connect(self.database).cursor() as cr:
            cr.execute("DELETE FROM coop_person_change WHERE partner_id = %s", (self.person,))

    @contextmanager
    def reader(self):
        """A till's pull, in a transaction of its own."""
        with db_connect(self.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env["coop.person.change"], env.ref("base.main_company")

    def pull(self, xact):
        """Who changed, and from where the next pull reads."""
        with self.reader() as (changes, company):
            return changes._since(company, xact), int(changes._mark().xact)

    def note(self, cr):
        cr.execute(
            "INSERT INTO coop_person_change (partner_id, company_id, create_date) "
            "VALUES (%s, %s, now() AT TIME ZONE 'UTC')",
            (self.person, self.company_id),
        )

    def test_a_change_that_was_under_way_is_told_once_it_is_over(self):
        with self.reader() as (changes, _company):
            start = int(changes._mark().xact)
        with db_connect(self.database).cursor() as slow:
            self.note(slow)
            with db_connect(self.database).cursor() as quick:
                quick.execute("SELECT pg_current_xact_id()")
            seen, mark = self.pull(start)
            self.assertNotIn(self.person, seen)
            slow.commit()
        seen, _mark = self.pull(mark)
        self.assertIn(self.person, seen)

    def test_a_change_that_was_told_is_not_told_again(self):
        with self.reader() as (changes, _company):
            start = int(changes._mark().xact)
        with db_connect(self.database).cursor() as cr:
            self.note(cr)
        seen, mark = self.pull(start)
        self.assertIn(self.person, seen)
        deadline = time.monotonic() + 600
        while self.person in seen and time.monotonic() < deadline:
            # Whatever else the server was doing then, a tour in another database perhaps, is over
            # some time, and the mark moves on.
            time.sleep(0.1)
            seen, mark = self.pull(mark)
        self.assertNotIn(self.person, seen)

    def test_a_cursor_is_for_one_server_and_one_epoch(self):
        with self.reader() as (changes, company):
            mark = changes._mark()
            cursor = changes._cursor(company, changes.env.cr.now(), mark)
            self.assertEqual(changes._read_cursor(company, cursor, mark), int(mark.xact))
            epoch, moment, server, xact = cursor.split("|")
            for wrong in (
                f"{epoch}x|{moment}|{server}|{xact}",
                f"{epoch}|{moment}|{server}1|{xact}",
                f"{epoch}|{moment}|{server}|-1",
                f"{epoch}|{moment}|{server}|{int(xact) + 1}",
                f"{epoch}|{moment}|{server}|{2**64}",
                f"{epoch}|yesterday|{server}|{xact}",
                f"{epoch}|{moment}",
            ):
                with self.subTest(cursor=wrong):
                    self.assertIsNone(changes._read_cursor(company, wrong, mark))
