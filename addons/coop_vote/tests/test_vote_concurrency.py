"""Two clicks at the same moment, on real connections."""

import threading
from contextlib import contextmanager

from psycopg2 import InterfaceError, OperationalError
from psycopg2.errors import LockNotAvailable, SerializationFailure
from werkzeug.exceptions import NotFound

from odoo import api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from .administrator import give_votes, take_votes
from .voting import cast


@tagged("post_install", "-at_install")
class TestConcurrentCasts(BaseCase):
    """Data is committed for these tests, and removed afterwards."""

    MEMBERS = 6

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        self.registry = Registry(self.database)
        with self.cursor() as env:
            company = env.ref("base.main_company")
            members = env["coop.member"].create(
                [
                    {
                        "name": f"Voter {n}",
                        "number": 800_000_000 + n,
                        "joined_on": "2020-01-01",
                        "company_id": company.id,
                    }
                    for n in range(self.MEMBERS)
                ]
            )
            give_votes(env, members)
            vote = env["coop.vote"].create({"name": "At once?", "company_id": company.id})
            env.cr.execute(
                "INSERT INTO coop_vote_right (vote_id, member_id) SELECT %s, unnest(%s)",
                (vote.id, members.ids),
            )
            vote._advance(state="open")
            vote.invalidate_recordset()
            self.ids = vote.id, vote.right_ids.ids, members.ids, members.partner_id.ids
        self.assemblies = []
        self.addCleanup(self.erase)

    def erase(self):
        vote, _rights, members, partners = self.ids
        with self.cursor() as env:
            env.cr.execute(
                "DELETE FROM mail_message WHERE model = 'coop.vote' AND res_id = %s", (vote,)
            )
            env.cr.execute("DELETE FROM coop_vote WHERE id = %s", (vote,))
            for assembly in self.assemblies:
                env.cr.execute("DELETE FROM coop_proxy WHERE assembly_id = %s", (assembly,))
                env.cr.execute("DELETE FROM coop_assembly WHERE id = %s", (assembly,))
            take_votes(env, members)
            env["coop.member"].browse(members).unlink()
            env["res.partner"].browse(partners).unlink()

    @contextmanager
    def cursor(self):
        """An environment of the superuser on a connection of its own, committed at the end."""
        with db_connect(self.database).cursor() as cr:
            yield api.Environment(cr, api.SUPERUSER_ID, {})

    def at_once(self, *works):
        """Run each work in a thread of its own, retried as a request is; their results."""
        barrier, results = threading.Barrier(len(works)), [None] * len(works)

        def run(place, work):
            threading.current_thread().dbname = self.database
            barrier.wait(10)
            for _attempt in range(20):
                try:
                    with self.cursor() as env:
                        results[place] = work(env)
                    return
                except SerializationFailure:
                    continue
                except (UserError, NotFound) as error:
                    results[place] = error
                    return
            results[place] = AssertionError("never came through")

        threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return results

    def cast(self, right, choice):
        return lambda env: cast(env["coop.vote.right"].browse(right), choice)

    @mute_logger("odoo.sql_db")
    def test_two_casts_of_one_right_leave_one_ballot(self):
        vote, rights, *_rest = self.ids
        receipts = self.at_once(*(self.cast(rights[0], choice) for choice in ("yes", "no", "no")))
        self.assertEqual(len(set(receipts)), 1, receipts)
        self.assertIsInstance(receipts[0], str)
        self.assertEqual(self.counted(vote), 1)

    @mute_logger("odoo.sql_db")
    def test_closing_while_ballots_come_in_loses_none(self):
        vote, rights, *_rest = self.ids
        casts = [self.cast(right, "yes") for right in rights]
        results = self.at_once(*casts, lambda env: env["coop.vote"].browse(vote).action_close())
        receipts = [result for result in results[:-1] if isinstance(result, str)]
        refused = [result for result in results[:-1] if isinstance(result, UserError)]
        self.assertEqual(len(receipts) + len(refused), self.MEMBERS)
        self.assertEqual(self.counted(vote), len(receipts))

    @mute_logger("odoo.sql_db")
    def test_closing_waits_for_a_ballot_on_its_way(self):
        vote, rights, *_rest = self.ids
        self.at_once(self.cast(rights[0], "no"))
        with self.cursor() as changing:
            cast(changing["coop.vote.right"].browse(rights[0]), "yes")
            with self.assertRaises(LockNotAvailable), self.cursor() as closing:
                closing.cr.execute("SET LOCAL lock_timeout = '300ms'")
                closing["coop.vote"].browse(vote).action_close()
        self.assertEqual(self.counted(vote), 1)

    @mute_logger("odoo.sql_db")
    def test_a_ballot_does_not_slip_in_behind_the_closing(self):
        vote, rights, *_rest = self.ids
        self.at_once(self.cast(rights[0], "no"))
        with self.assertRaises(SerializationFailure), self.cursor() as casting:
            casting.cr.execute("SELECT 1")  # the snapshot is taken
            with self.cursor() as closing:
                closing["coop.vote"].browse(vote).action_close()
            cast(casting["coop.vote.right"].browse(rights[0]), "yes")
        self.assertEqual(self.counted(vote), 1)

    @mute_logger("odoo.sql_db")
    def test_counting_twice_at_once_counts_once(self):
        vote, rights, *_rest = self.ids
        self.at_once(*(self.cast(right, "yes") for right in rights))
        with self.cursor() as env:
            env["coop.vote"].browse(vote).action_close()
        count = lambda env: env["coop.vote"].browse(vote).action_count()  # noqa: E731
        results = self.at_once(count, count)
        self.assertEqual(sum(isinstance(result, UserError) for result in results), 1)
        with self.cursor() as env:
            self.assertEqual(env["coop.vote"].browse(vote).result["yes"], self.MEMBERS)

    @mute_logger("odoo.sql_db")
    def test_two_clicks_do_not_pass_the_cap_of_proxies(self):
        proxies = self.proxies([(0, 2), (1, 2)], cap=1)
        results = self.at_once(*(self.accept(proxy) for proxy in proxies))
        self.assertEqual(sum(isinstance(result, UserError) for result in results), 1, results)
        self.assertEqual(self.states(proxies), ["accepted", "given"])

    @mute_logger("odoo.sql_db")
    def test_two_clicks_do_not_make_a_chain(self):
        proxies = self.proxies([(0, 1), (1, 2)], cap=5)
        results = self.at_once(*(self.accept(proxy) for proxy in proxies))
        self.assertEqual(sum(isinstance(result, UserError) for result in results), 1, results)
        self.assertEqual(self.states(proxies), ["accepted", "given"])

    @mute_logger("odoo.sql_db")
    def test_giver_and_holder_voting_at_once_use_the_right_once(self):
        vote, rights, members, _partners = self.ids
        [proxy] = self.proxies([(0, 1)], cap=5)
        with self.cursor() as env:
            env["coop.proxy"].browse(proxy)._accept()
            assembly = env["coop.proxy"].browse(proxy).assembly_id.id
            env.cr.execute("UPDATE coop_vote SET assembly_id = %s WHERE id = %s", (assembly, vote))
        line = next(right for right in rights if self.member_of(right) == members[0])
        results = self.at_once(
            self.cast(line, "yes"),
            lambda env: cast(
                env["coop.vote.right"].browse(line), "no", env["coop.proxy"].browse(proxy)
            ),
        )
        self.assertEqual(sum(isinstance(result, str) for result in results), 1, results)
        self.assertEqual(self.counted(vote), 1)

    @mute_logger("odoo.sql_db")
    def test_a_connection_cut_at_any_statement_loses_and_adds_nothing(self):
        vote, rights, *_rest = self.ids
        receipts = self.cut_everywhere(self.cast(rights[0], "yes"))
        receipts += self.cut_everywhere(self.cast(rights[0], "no"))
        receipts += self.cut_everywhere(self.cast(rights[1], "yes"))
        with self.cursor() as env:
            signed = env["coop.vote.right"].browse(rights).filtered("used_via")
            self.assertEqual(set(receipts), set(signed.mapped("receipt")))
        self.cut_everywhere(lambda env: env["coop.vote"].browse(vote).action_close())
        self.cut_everywhere(lambda env: env["coop.vote"].browse(vote).action_count())
        with self.cursor() as env:
            result = env["coop.vote"].browse(vote).result
            self.assertEqual((result["yes"], result["no"]), (1, 1))
            env.cr.execute("SELECT count(*) FROM coop_vote_ballot WHERE vote_id = %s", (vote,))
            self.assertEqual(env.cr.fetchone(), (2,))

    def cut_everywhere(self, work):
        """Do a piece of work with its connection cut at the first statement, at the second, and so
        on (the commit is the last), until it comes through; its results, those cut aside."""
        for at in range(1, 200):
            try:
                with self.cursor() as env:
                    self.cut_at(env.cr, at)
                    result = work(env)
                self.assertGreater(at, 3, "nothing was cut")
                return [result]
            except (OperationalError, InterfaceError):
                continue
        return self.fail("the work never came through")

    def cut_at(self, cr, at):
        """Have the server end this connection before its nth statement."""
        cr.execute("SELECT pg_backend_pid()")
        pid, step = cr.fetchone(), iter(range(1, 10_000))

        def then(done):
            def stepped(*args, **kwargs):
                if next(step) == at:
                    with self.cursor() as env:
                        env.cr.execute("SELECT pg_terminate_backend(%s)", pid)
                return done(*args, **kwargs)

            return stepped

        cr.execute, cr.commit = then(cr.execute), then(cr.commit)

    def member_of(self, right):
        with self.cursor() as env:
            return env["coop.vote.right"].browse(right).member_id.id

    def proxies(self, pairs, cap):
        """Proxies not yet accepted between members given by their places."""
        _vote, _rights, members, _partners = self.ids
        with self.cursor() as env:
            assembly = env["coop.assembly"].create(
                {
                    "name": "At once",
                    "company_id": env.ref("base.main_company").id,
                    "rule_id": env.ref("coop_vote.rule_association").id,
                    "starts_at": "2040-01-01 10:00:00",
                    "proxy_cap": cap,
                }
            )
            env.cr.execute(
                "INSERT INTO coop_proxy (assembly_id, giver_id, holder_id, state, origin)"
                " SELECT %s, giver, holder, 'given', 'portal'"
                " FROM unnest(%s, %s) AS pair(giver, holder) RETURNING id",
                (
                    assembly.id,
                    [members[giver] for giver, _holder in pairs],
                    [members[holder] for _giver, holder in pairs],
                ),
            )
            ids = [number for (number,) in env.cr.fetchall()]
        self.assemblies.append(assembly.id)
        return ids

    def accept(self, proxy):
        return lambda env: env["coop.proxy"].browse(proxy)._accept()

    def states(self, proxies):
        with self.cursor() as env:
            return sorted(env["coop.proxy"].browse(proxies).mapped("state"))

    def counted(self, vote):
        """How many ballots the finished vote counts."""
        with self.cursor() as env:
            if env["coop.vote"].browse(vote).state == "open":
                env["coop.vote"].browse(vote).action_close()
        with self.cursor() as env:
            env["coop.vote"].browse(vote).action_count()
            result = env["coop.vote"].browse(vote).result
            return sum(result[choice] for choice in ("yes", "no", "abstain"))
