"""A choice is in the envelope and in no trace: no table, no session, no log, no statement that
failed."""

from pathlib import Path

from psycopg2.errors import CheckViolation, SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import config

from .administrator import AdministratorCase
from .common import VoteBuilders
from .voting import cast

SAID = "choice-of-this-test"


def tables_with(cr, text):
    """The tables of which any row holds a text: mail, chatter, logs, jobs, all of them."""
    cr.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relkind = 'r' AND nspname = 'public' AND relname NOT LIKE 'ir_model%'"
        " AND relname NOT LIKE 'ir_ui%' AND relname NOT LIKE 'res_country%'"
    )
    found = set()
    for (name,) in cr.fetchall():
        cr.execute(f'SELECT 1 FROM "{name}" line WHERE line::text LIKE %s LIMIT 1', (f"%{text}%",))
        if cr.fetchone():
            found.add(name)
    return found


@tagged("post_install", "-at_install")
class TestTracesOfTheWeb(VoteBuilders, HttpCase):
    """Ballots over HTTP, taken and refused."""

    def setUp(self):
        super().setUp()
        self.vote = self.make_vote(method="consent", secret=False, state="open")
        self.authenticate("coop.member", "coop.member" * 2)

    def send(self, path, **more):
        token = Request.csrf_token(self)
        form = {"csrf_token": token, "choice": "concern", "reason": SAID, **more}
        return self.url_open(f"/my/votes/{self.vote.id}/{path}", data=form)

    def test_only_the_envelope_holds_it(self):
        self.assertEqual(tables_with(self.env.cr, SAID), set())
        self.assertTrue(self.send("ballot").json()["receipt"])
        self.send("cast", right="")
        self.send("ballot", choice="9")
        self.send("ballot", right="9" * 30)
        self.vote.action_close()
        self.send("ballot")
        self.send("cast")
        self.env.flush_all()
        self.assertEqual(tables_with(self.env.cr, SAID), {"coop_vote_envelope"})
        files = [path for path in Path(config.session_dir).rglob("*") if path.is_file()]
        self.assertTrue(files)
        self.assertFalse([path for path in files if SAID in path.read_text(errors="replace")])

    def test_a_character_that_cannot_be_stored_is_left_out(self):
        self.assertTrue(self.send("ballot", reason=f"a\0b {SAID}").json()["receipt"])
        self.env.cr.execute(
            "SELECT choice FROM coop_vote_envelope WHERE vote_id = %s", (self.vote.id,)
        )
        self.assertEqual(self.env.cr.fetchall(), [(f"concern:ab {SAID}",)])

    def test_a_statement_that_fails_is_not_written_to_the_log(self):
        right = self.right_of(self.vote, self.member)
        with self.assertNoLogs("odoo.sql_db"), self.cr.savepoint() as point:
            self.cr.execute(
                "ALTER TABLE coop_vote_envelope ADD CONSTRAINT broken CHECK (false) NOT VALID"
            )
            with self.assertRaises(CheckViolation):
                cast(right, f"concern:{SAID}")
            point.rollback()


@tagged("post_install", "-at_install")
class TestTracesOfFailures(AdministratorCase):
    """A statement that fails is in the logs of Odoo and of PostgreSQL, word for word."""

    def test_two_clicks_at_once_do_not_write_the_choice_to_a_log(self):
        vote = self.open_vote(method="consent", secret=False)
        with self.assertRaises(SerializationFailure) as failed, self.cursor() as late:
            late.execute("SELECT 1")  # the snapshot is taken
            self.step(vote, lambda one: cast(self.right(one, self.members[0]), "consent"))
            with self.assertLogs("odoo.sql_db") as logs:
                one = api.Environment(late, SUPERUSER_ID, {})["coop.vote"].browse(vote)
                cast(self.right(one, self.members[0]), f"concern:{SAID}")
        self.assertNotIn(SAID, failed.exception.cursor.query.decode())
        self.assertNotIn(SAID, "".join(logs.output))
