"""The server is killed at random moments of casting, of closing and of counting: every receipt
given is in the result, and nothing else is."""

import random
import threading
import time
from itertools import combinations

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

from .administrator import give_votes, take_votes
from .server import Login, Server

VOTERS, ATTEMPTS = 5, 8
WHOLE = 4  # each so many rounds the whole server is killed, else its workers


@tagged("post_install", "-at_install")
class TestKilledServer(BaseCase):
    """Data is committed for these tests, and removed afterwards.

    No further round begins after so many seconds, so that a slow machine is not kept for long.
    """

    rounds, longest = 4, 15

    def setUp(self):
        super().setUp()
        self.chance = random.Random()
        self.database = get_db_name()
        self.votes = []
        with self.transaction() as env:
            self.make_people(env)
        self.addCleanup(self.erase)
        self.server = Server(self.database)
        self.addCleanup(self.server.remove)
        self.server.start()

    def transaction(self):
        return _Environment(self.database)

    def make_people(self, env):
        company = env.ref("base.main_company")
        common = {"company_id": company.id, "company_ids": [(6, 0, company.ids)]}
        groups = [env.ref("base.group_portal").id], [env.ref("coop_vote.group_assembly").id]
        users = env["res.users"].with_context(no_reset_password=True)
        users = users.create(
            [
                {
                    "name": f"Killed {n}",
                    "login": f"coop.killed.{n}.{time.time_ns()}",
                    "group_ids": [(6, 0, groups[n == VOTERS])],
                    **common,
                }
                for n in range(VOTERS + 1)
            ]
        )
        members = env["coop.member"].create(
            [
                {
                    "partner_id": user.partner_id.id,
                    "number": 810_000_000 + n,
                    "joined_on": "2020-01-01",
                    "company_id": company.id,
                }
                for n, user in enumerate(users[:VOTERS])
            ]
        )
        give_votes(env, members)
        env.flush_all()
        *self.logins, self.office = [Login(user) for user in users]
        self.members, self.users, self.partners = members.ids, users.ids, users.partner_id.ids

    def erase(self):
        with self.transaction() as env:
            env.cr.execute("DELETE FROM coop_vote WHERE id = ANY(%s)", (self.votes,))
            for table, column in (("mail_message", "res_id"), ("mail_followers", "res_id")):
                model = "res_model" if table == "mail_followers" else "model"
                env.cr.execute(
                    f"DELETE FROM {table} WHERE {model} = 'coop.vote' AND {column} = ANY(%s)",
                    (self.votes,),
                )
            take_votes(env, self.members)
            env["coop.member"].browse(self.members).unlink()
            env["res.users"].browse(self.users).exists().unlink()
            env["res.partner"].browse(self.partners).unlink()

    def test_every_receipt_is_in_the_result_and_nothing_else_is(self):
        end, done = time.monotonic() + self.longest, 0
        while done < self.rounds and time.monotonic() < end:
            with self.subTest(round=done):
                self.play(whole=done % WHOLE == WHOLE - 1)
            done += 1
        self.assertGreater(done, 1)

    def play(self, whole):
        """One vote of which the server is killed while it is cast, closed and counted."""
        vote, candidates = self.open_vote()
        # Each attempt ticks a set of candidates of its own: a ballot tells which attempt it is.
        sets = [",".join(map(str, sorted(ids))) for ids in combinations(candidates, 3)]
        self.chance.shuffle(sets)
        attempts = [
            [_Attempt(sets.pop()) for _ in range(ATTEMPTS)] for _voter in range(len(self.logins))
        ]
        threads = [
            threading.Thread(target=self.cast_all, args=(vote, login, mine))
            for login, mine in zip(self.logins, attempts, strict=True)
        ]
        for thread in threads:
            thread.start()
        self.kill_within(0.4, whole)
        self.press(vote, "action_close", "closed", whole)
        for thread in threads:
            thread.join()
        self.press(vote, "action_count", "counted", whole)
        self.compare(vote, attempts)

    def open_vote(self):
        with self.transaction() as env:
            rows = [(0, 0, {"name": f"Candidate {n}"}) for n in range(12)]
            vote = env["coop.vote"].create(
                {"name": "Killed?", "method": "approval", "candidate_ids": rows, "secret": True}
            )
            env.cr.execute(
                "INSERT INTO coop_vote_right (vote_id, member_id) SELECT %s, unnest(%s)",
                (vote.id, self.members),
            )
            vote._advance(state="open")
            self.votes.append(vote.id)
            return vote.id, vote.candidate_ids.ids

    def cast_all(self, vote, login, attempts):
        """One voter who votes again and again."""
        for attempt in attempts:
            ticked = attempt.choice.split(",")
            answer = login.post(self.server, f"/my/votes/{vote}/ballot", {"candidate": ticked})
            attempt.sent = True
            attempt.answer = answer
            if answer is None:
                time.sleep(0.05)

    def kill_within(self, seconds, whole):
        time.sleep(self.chance.uniform(0, seconds))
        if whole:
            self.server.kill()
            self.server.start()
        else:
            self.server.kill_workers()

    def press(self, vote, button, wanted, whole):
        """Press a button that a killing interrupts, and again until it has done its work."""
        pressing = threading.Thread(
            target=self.office.call, args=(self.server, "coop.vote", button, [vote])
        )
        pressing.start()
        self.kill_within(0.06, whole)
        pressing.join()
        for _again in range(100):
            with self.transaction() as env:
                if env["coop.vote"].browse(vote).state == wanted:
                    return
            self.office.call(self.server, "coop.vote", button, [vote])
        self.fail(f"{button} never came through")

    def compare(self, vote, attempts):
        """Each receipt has its ballot: that of the last attempt answered, or of one after it whose
        answer was cut off. And each ballot has its voter."""
        with self.transaction() as env:
            env.cr.execute("SELECT choice FROM coop_vote_ballot WHERE vote_id = %s", (vote,))
            ballots = [row[0] for row in env.cr.fetchall()]
            lines = env["coop.vote.right"].search([("vote_id", "=", vote)], order="member_id")
            receipts = dict(zip(lines.member_id.ids, lines.mapped("receipt"), strict=True))
        self.assertEqual(len(ballots), len(set(ballots)), "a ballot is there twice")
        left = set(ballots)
        for member, mine in zip(self.members, attempts, strict=True):
            theirs = left & {attempt.choice for attempt in mine}
            left -= theirs
            taken = [place for place, one in enumerate(mine) if one.receipt]
            self.assertLessEqual(len(theirs), 1, "somebody has two ballots")
            if taken:
                self.assertEqual({mine[place].receipt for place in taken}, {receipts[member]})
                after = mine[taken[-1] :]
                self.assertLessEqual(theirs, {one.choice for one in after if one.may_count})
                self.assertTrue(theirs, "a receipt without a ballot")
        self.assertFalse(left, "a ballot that nobody has cast")


@tagged("post_install", "-at_install")
class TestServerKilledOften(TestKilledServer):
    long_depends = ("addons/coop_vote/controllers", "addons/coop_vote/models")
    rounds, longest = 60, 120


class _Attempt:
    """One ballot sent: its choice, and the answer (None when it was cut off)."""

    def __init__(self, choice):
        self.choice, self.sent, self.answer = choice, False, None

    @property
    def receipt(self):
        return (self.answer or {}).get("receipt")

    @property
    def may_count(self):
        """Whether it was taken, or nobody knows."""
        return self.sent and (self.answer is None or bool(self.receipt))


class _Environment:
    """An environment of the superuser on a connection of its own, committed at the end."""

    def __init__(self, database):
        self.cursor = db_connect(database).cursor()

    def __enter__(self):
        return api.Environment(self.cursor.__enter__(), SUPERUSER_ID, {})

    def __exit__(self, *error):
        return self.cursor.__exit__(*error)
