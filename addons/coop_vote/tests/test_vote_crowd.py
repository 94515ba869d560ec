"""A crowd on real connections: people come, leave, give and accept proxies, take them back, vote,
vote again, sign for paper and answer to their name, all at once. At the end each right has at most
one counted ballot, and every promise given is in the result."""

import random
import threading
from contextlib import contextmanager

from psycopg2.errors import DeadlockDetected, IntegrityError, LockNotAvailable, SerializationFailure
from werkzeug.exceptions import NotFound

from odoo import api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from .voting import cast, give_logins, take_logins

TRY_AGAIN = (DeadlockDetected, LockNotAvailable, SerializationFailure)
CHOICES = ("yes", "no", "abstain")


class LiveCase(BaseCase):
    """Members and an assembly whose data are committed, and erased afterwards."""

    MEMBERS = 6
    CAP = 2

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        Registry(self.database)
        with self.cursor() as env:
            self.company = env.ref("base.main_company").id
            self.share, self.members = self._make_members(env)
            self.tellers = [env.ref("base.user_root").id, env.ref("base.user_admin").id]
        with self.cursor() as env:
            self.meeting, self.vote = self._make_assembly(env)
        self.addCleanup(self.erase)

    def _make_members(self, env):
        share = env["coop.share.type"].create(
            {
                "name": "Crowd",
                "code": "CROWD",
                "company_id": self.company,
                "value": 10,
                "has_vote": True,
            }
        )
        members = env["coop.member"].create(
            [
                {
                    "name": f"Crowd {number}",
                    "number": 700_000_000 + number,
                    "joined_on": "2020-01-01",
                    "company_id": self.company,
                }
                for number in range(self.MEMBERS)
            ]
        )
        env["coop.share.entry"].create(
            [
                {
                    "member_id": member.id,
                    "type_id": share.id,
                    "date": "2020-01-01",
                    "quantity": 10,
                    "amount": 100,
                    "kind": "subscription",
                    "key": f"crowd:{member.id}",
                }
                for member in members
            ]
        )
        give_logins(members)
        return share.id, members.ids

    def _make_assembly(self, env):
        env = env(context={"allowed_company_ids": [self.company]})
        meeting = env["coop.assembly"].create(
            {
                "name": "Crowd",
                "company_id": self.company,
                "rule_id": env.ref("coop_vote.rule_association").id,
                "starts_at": fields.Datetime.now(),
                "notice": 0,
                "proxy_cap": self.CAP,
                "point_ids": [(0, 0, {"name": "Crowd"})],
            }
        )
        meeting.action_convene()
        meeting.action_start()
        vote = env["coop.vote"].create(
            {
                "name": "Crowd?",
                "company_id": self.company,
                "assembly_id": meeting.id,
                "room": True,
                "secret": False,
            }
        )
        vote.action_open()
        return meeting.id, vote.id

    def erase(self):
        with self.cursor() as env:
            members = env["coop.member"].browse(self.members)
            partners = members.partner_id
            for query, ids in (
                ("DELETE FROM coop_vote WHERE id = ANY(%s)", [self.vote]),
                ("DELETE FROM coop_proxy WHERE assembly_id = ANY(%s)", [self.meeting]),
                ("DELETE FROM coop_assembly WHERE id = ANY(%s)", [self.meeting]),
                (
                    "DELETE FROM mail_message WHERE model = 'coop.vote' AND res_id = ANY(%s)",
                    [self.vote],
                ),
                (
                    "DELETE FROM mail_message WHERE model = 'coop.assembly' AND res_id = ANY(%s)",
                    [self.meeting],
                ),
                ("ALTER TABLE coop_share_entry DISABLE TRIGGER USER", None),
                ("DELETE FROM coop_share_entry WHERE member_id = ANY(%s)", self.members),
                ("ALTER TABLE coop_share_entry ENABLE TRIGGER USER", None),
                ("DELETE FROM coop_share_type WHERE id = ANY(%s)", [self.share]),
            ):
                env.cr.execute(query, (ids,) if ids else None)
            env.invalidate_all()
            take_logins(members)
            members.unlink()
            partners.unlink()

    @contextmanager
    def cursor(self, user=api.SUPERUSER_ID):
        """An environment on a connection of its own, committed at the end."""
        with db_connect(self.database).cursor() as cr:
            yield api.Environment(cr, user, {})

    def tried(self, work, user=api.SUPERUSER_ID):
        """Do a piece of work as a request does: tried again when another one was in its way.

        :return: its result; None when it was refused with a sentence
        """
        for _attempt in range(30):
            try:
                with self.cursor(user) as env:
                    return work(env)
            except TRY_AGAIN:
                continue
            except (UserError, NotFound, IntegrityError):
                return None
        return self.fail("it never came through")

    def at_once(self, *works):
        """Run each work in a thread of its own; their results, in order."""
        barrier, results = threading.Barrier(len(works)), [None] * len(works)

        def run(place, work):
            threading.current_thread().dbname = self.database
            barrier.wait(30)
            try:
                results[place] = work()
            except BaseException as error:
                results[place] = error

        threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(240)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return results

    # ------------------------------------------------------------------ what people do

    def right(self, env, member):
        lines = env["coop.vote.right"]
        return lines.search([("vote_id", "=", self.vote), ("member_id", "=", member)])

    def living(self, env, *states):
        domain = [("assembly_id", "=", self.meeting), ("state", "in", states)]
        return env["coop.proxy"].search(domain)

    def come(self, env, member, mode="present"):
        meeting = env["coop.assembly"].browse(self.meeting)
        person = env["coop.member"].browse(member)
        env["coop.assembly.presence"]._check_in(meeting, person, mode)

    def give(self, env, giver, holder, origin="portal"):
        vals = {"assembly_id": self.meeting, "giver_id": giver, "holder_id": holder}
        return env["coop.proxy"].create({**vals, "origin": origin}).id


@tagged("post_install", "-at_install")
class TestCrowd(LiveCase):
    THREADS, STEPS, SEED = 4, 25, 2026

    @mute_logger("odoo.sql_db")
    def test_a_crowd_leaves_one_ballot_for_each_right_and_loses_none(self):
        told = self.at_once(*(self.player(number) for number in range(self.THREADS)))
        self.tried(lambda env: env["coop.vote"].browse(self.vote).action_room() or True)
        self.settle_calls()
        hands = self.tellers_count()
        self.tried(lambda env: env["coop.vote"].browse(self.vote).action_close() or True)
        self.tried(lambda env: env["coop.vote"].browse(self.vote).action_count() or True)
        with self.cursor() as env:
            self.check(env, env["coop.vote"].browse(self.vote), set().union(*told), hands)

    def player(self, number):
        """One connection after the other that does random things; who was given a receipt."""
        chance, told = random.Random(self.SEED + number), set()
        actions = (self.comes, self.leaves, self.gives, self.accepts, self.revokes, self.signs)
        actions += (self.casts, self.casts, self.votes_for, self.answers, self.tells)

        def play():
            for _step in range(self.STEPS):
                done = self.tried(*chance.choice(actions)(chance))
                told.update({done} if isinstance(done, tuple) else ())
            return told

        return play

    def comes(self, chance):
        member, mode = chance.choice(self.members), chance.choice(("present", "remote"))
        return (lambda env: self.come(env, member, mode),)

    def leaves(self, chance):
        member = chance.choice(self.members)
        here = [("assembly_id", "=", self.meeting), ("member_id", "=", member)]
        return (lambda env: env["coop.assembly.presence"].search(here).action_leave(),)

    def gives(self, chance):
        giver, holder = chance.sample(self.members, 2)
        origin = chance.choice(("portal", "paper"))
        return (lambda env: self.give(env, giver, holder, origin),)

    def accepts(self, chance):
        return (lambda env: self.living(env, "given")[:1].action_accept(),)

    def revokes(self, chance):
        return (lambda env: self.living(env, "given", "accepted")[-1:].action_revoke(),)

    def signs(self, chance):
        member = chance.choice(self.members)

        def sign(env):
            self.right(env, member).action_sign_paper()
            return ("paper", member)

        return (sign,)

    def casts(self, chance):
        member, choice = chance.choice(self.members), chance.choice(CHOICES)
        return (lambda env: ("own", member, bool(cast(self.right(env, member), choice))),)

    def votes_for(self, chance):
        choice = chance.choice(CHOICES)

        def vote(env):
            proxy = self.living(env, "accepted")[:1]
            if proxy:
                cast(self.right(env, proxy.giver_id.id), choice, proxy)
                return ("proxy", proxy.giver_id.id)
            return None

        return (vote,)

    def answers(self, chance):
        member, choice, teller = (
            chance.choice(self.members),
            chance.choice(CHOICES),
            chance.choice(self.tellers),
        )

        def hear(env):
            heard = env["coop.vote.call"]._hear(self.right(env, member), choice)
            return ("call", member) if heard == "agreed" else None

        return hear, teller

    def tells(self, chance):
        number = chance.randint(0, 3)
        return self.entry(chance.choice(self.tellers), number)

    def entry(self, teller, yes):
        """A teller enters their count, or changes it."""

        def tell(env):
            entries = env["coop.vote.teller"]
            mine = entries.search([("vote_id", "=", self.vote), ("teller_id", "=", teller)])
            vals = {"yes": yes, "no": 0, "abstain": 0}
            mine.write(vals) if mine else entries.create({"vote_id": self.vote, **vals})
            return True

        return tell, teller

    # ------------------------------------------------------------------ the end

    def settle_calls(self):
        """The names that only one teller heard, or that they heard differently, are called again;
        those that cannot be (who has left) are struck out."""
        for member in self.members:
            for teller in self.tellers:

                def again(env, member=member):
                    line = self.right(env, member)
                    if line.call_ids:
                        env["coop.vote.call"]._hear(line, "no")

                self.tried(again, teller)
        with self.cursor() as env:
            env.cr.execute(
                "DELETE FROM coop_vote_call USING coop_vote_right line"
                " WHERE line.id = right_id AND line.vote_id = %s AND line.used_via IS NULL",
                (self.vote,),
            )

    def tellers_count(self):
        """Both tellers count all hands as yes; how many there were."""
        with self.cursor() as env:
            hands = env["coop.vote"].browse(self.vote).room_count
        for teller in self.tellers:
            self.assertTrue(self.tried(*self.entry(teller, hands)))
        return hands

    def check(self, env, vote, told, hands):
        """The result is what the roll says, and nobody who was promised a vote is missing."""
        counted = {choice: vote.result[choice] for choice in CHOICES}
        env.cr.execute(
            "SELECT envelope.choice, count(*) FROM coop_vote_envelope envelope"
            " WHERE vote_id = %s GROUP BY 1",
            (self.vote,),
        )
        wanted = {**dict.fromkeys(CHOICES, 0), **dict(env.cr.fetchall())}
        wanted["yes"] += hands
        self.assertEqual(counted, wanted)
        self.assertEqual(sum(counted.values()), vote.used_count)
        self.assertLessEqual(vote.used_count, self.MEMBERS)
        used = {line.member_id.id: line.used_via for line in vote.right_ids if line.used_via}
        ways = {"own": "portal", "proxy": "proxy", "paper": "paper", "call": "call"}
        for way, member, *_more in told:
            self.assertEqual(used.get(member), ways[way], "one right was used in two ways")
        self.check_proxies(self.living(env, "accepted"))

    def check_proxies(self, held):
        for proxies in held.grouped("holder_id").values():
            self.assertLessEqual(len(proxies), self.CAP)
        self.assertFalse(held.giver_id & held.holder_id)


@tagged("post_install", "-at_install")
class TestProxiesAtOnce(LiveCase):
    @mute_logger("odoo.sql_db")
    def test_the_giver_comes_while_the_holder_votes(self):
        """Whoever is first, the right is used once, and the proxy ends with the giver's coming."""
        giver, holder, *_rest = self.members
        proxy = self.tried(lambda env: self.give(env, giver, holder, "paper"))

        def vote(env):
            held = env["coop.proxy"].browse(proxy)
            return cast(self.right(env, giver), "no", held)

        for _round in range(3):
            receipt, _came = self.at_once(
                lambda: self.tried(vote),
                lambda: self.tried(lambda env: self.come(env, giver) or True),
            )
            with self.cursor() as env:
                state, line = env["coop.proxy"].browse(proxy).state, self.right(env, giver)
                self.assertEqual(state, "cancelled")
                self.assertEqual(line.used_via, "proxy" if receipt else False)
            own = self.tried(lambda env: cast(self.right(env, giver), "yes"))
            self.assertEqual(bool(own), not receipt, "used by the holder, or free for the giver")
            if receipt or own:
                break

    @mute_logger("odoo.sql_db")
    def test_two_proxies_over_the_cap_and_a_chain_at_once(self):
        """Four give to one member, who gives to a fifth; all are accepted at the same moment."""
        hub, *others = self.members
        pairs = [(other, hub) for other in others[:4]] + [(hub, others[4])]
        ids = [self.tried(lambda env, pair=pair: self.give(env, *pair)) for pair in pairs]
        self.at_once(*(self.accepting(number) for number in ids))
        with self.cursor() as env:
            held = self.living(env, "accepted")
            self.assertTrue(held)
            self.assertLessEqual(len(held.filtered(lambda one: one.holder_id.id == hub)), self.CAP)
            self.assertFalse(held.giver_id & held.holder_id, "a chain")

    def accepting(self, number):
        """The office enters a holder's word, at whatever moment."""

        def accept(env):
            env["coop.proxy"].browse(number).action_accept()
            return True

        return lambda: self.tried(accept)
