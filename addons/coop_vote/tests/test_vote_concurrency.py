"""Two clicks at the same moment, on real connections."""

import random
import threading

from psycopg2 import InterfaceError, OperationalError
from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


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
            env["coop.member"].browse(members).unlink()
            env["res.partner"].browse(partners).unlink()

    def cursor(self):
        """An environment on a connection of its own, committed at the end."""
        return _Connection(self.database)

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
                except UserError as error:
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
        return lambda env: env["coop.vote.right"].browse(right)._cast(choice)

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
            changing["coop.vote.right"].browse(rights[0])._cast("yes")
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
            casting["coop.vote.right"].browse(rights[0])._cast("yes")
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
            lambda env: (
                env["coop.vote.right"].browse(line)._cast("no", env["coop.proxy"].browse(proxy))
            ),
        )
        self.assertEqual(sum(isinstance(result, str) for result in results), 1, results)
        self.assertEqual(self.counted(vote), 1)

    @mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_model")
    def test_connections_killed_at_random_moments_lose_and_add_nothing(self):
        vote, rights, *_rest = self.ids
        chance, receipts = random.Random(2026), {}
        for number in range(24):
            right = rights[number % len(rights)]
            receipt = self.killed(chance.random() / 50, self.cast(right, "yes"))
            if receipt:
                receipts[right] = receipt
        with self.cursor() as env:
            signed = env["coop.vote.right"].browse(rights).filtered("used_via")
            self.assertLessEqual(set(receipts.values()), set(signed.mapped("receipt")))
            number = len(signed)
            env["coop.vote"].browse(vote).action_close()
        for _attempt in range(6):
            self.killed(
                chance.random() / 50, lambda env: env["coop.vote"].browse(vote).action_count()
            )
        with self.cursor() as env:
            if env["coop.vote"].browse(vote).state == "closed":
                env["coop.vote"].browse(vote).action_count()
            self.assertEqual(env["coop.vote"].browse(vote).result["yes"], number)
            env.cr.execute("SELECT count(*) FROM coop_vote_ballot WHERE vote_id = %s", (vote,))
            self.assertEqual(env.cr.fetchone(), (number,))

    def killed(self, after, work):
        """Do a piece of work whose connection is cut after some seconds; None when it was cut."""
        try:
            with self.cursor() as env:
                env.cr.execute("SELECT pg_backend_pid()")
                cut = threading.Timer(after, self.terminate, env.cr.fetchone())
                cut.start()
                result = work(env)
            return result
        except (OperationalError, InterfaceError, UserError):
            return None
        finally:
            cut.cancel()
            cut.join()

    def terminate(self, pid):
        with db_connect("postgres").cursor() as cr:
            cr.execute("SELECT pg_terminate_backend(%s)", (pid,))

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


class _Connection:
    """`with` an environment of the superuser on a real connection."""

    def __init__(self, database):
        self.database = database

    def __enter__(self):
        self.cr = db_connect(self.database).cursor()
        return api.Environment(self.cr, api.SUPERUSER_ID, {})

    def __exit__(self, kind, *_rest):
        try:
            if kind is None:
                self.cr.flush()
                self.cr.commit()
        finally:
            self.cr.close()
