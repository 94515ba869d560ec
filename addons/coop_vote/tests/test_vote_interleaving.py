"""Whatever order people come, leave, give, revoke, cast, recast and sign in: at most one counted
ballot for each right, and none lost."""

import random

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import VoteCase
from .voting import cast

ROUNDS, STEPS, SEED = 12, 40, 2026


@tagged("post_install", "-at_install")
class TestInterleaving(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(5)]
        cls.second_teller = cls.make_user("coop.teller", "coop_vote.group_assembly")

    def test_any_order_leaves_one_ballot_per_right(self):
        for number in range(ROUNDS):
            with self.subTest(seed=SEED + number), self.cr.savepoint() as point:
                self.play(random.Random(SEED + number))
                point.rollback()

    def play(self, chance):
        """One vote with random steps; then what was promised is compared with what is counted."""
        self.meeting = self.make_assembly(rule="rule_association", proxy_cap=2)
        self.vote = self.make_vote(assembly_id=self.meeting.id, room=True, state="open")
        said = {}
        for _step in range(STEPS):
            action = chance.choice((self.come, self.leave, self.give, self.revoke, self.paper))
            action = chance.choice((action, self.cast_own, self.cast_own, self.cast_proxy))
            try:
                with self.cr.savepoint():
                    action(chance, said)
            except (UserError, NotFound):
                continue
        self.vote.action_room()
        self.check(chance, said)

    def check(self, chance, said):
        """Everybody told to have voted is counted once, with their last choice."""
        hands = self.vote.room_count
        yes = chance.randint(0, hands)
        for teller in (self.assembly, self.second_teller):
            self.env["coop.vote.teller"].with_user(teller).create(
                {"vote_id": self.vote.id, "yes": yes, "no": hands - yes, "abstain": 0}
            )
        self.finish(self.vote)
        wanted = {choice: list(said.values()).count(choice) for choice in ("yes", "no", "abstain")}
        wanted["yes"] += yes
        wanted["no"] += hands - yes
        self.assertEqual({choice: self.vote.result[choice] for choice in wanted}, wanted)
        self.assertEqual(sum(wanted.values()), self.vote.used_count)
        self.assertLessEqual(self.vote.used_count, self.vote.right_count)
        held = self.meeting.proxy_ids.filtered(lambda proxy: proxy.state == "accepted")
        for proxies in held.grouped("holder_id").values():
            self.assertLessEqual(len(proxies), 2)
        self.assertFalse(held.giver_id & held.holder_id)

    def someone(self, chance):
        return chance.choice(self.members)

    def come(self, chance, said):
        mode = chance.choice(("present", "remote"))
        self.check_in(self.meeting, self.someone(chance), mode=mode)

    def leave(self, chance, said):
        member = self.someone(chance)
        self.meeting.presence_ids.filtered(lambda row: row.member_id == member).action_leave()

    def give(self, chance, said):
        giver, holder = chance.sample(self.members, 2)
        self.give_proxy(self.meeting, giver, holder)

    def revoke(self, chance, said):
        alive = self.meeting.proxy_ids.filtered(lambda proxy: proxy.state == "accepted")
        if alive:
            chance.choice(alive).action_revoke()

    def paper(self, chance, said):
        line = self.right_of(self.vote, self.someone(chance))
        line.with_user(self.assembly).action_sign_paper()

    def cast_own(self, chance, said):
        member, choice = self.someone(chance), chance.choice(("yes", "no", "abstain"))
        cast(self.right_of(self.vote, member), choice)
        said[member] = choice

    def cast_proxy(self, chance, said):
        alive = self.meeting.proxy_ids.filtered(lambda proxy: proxy.state == "accepted")
        if alive:
            proxy, choice = chance.choice(alive), chance.choice(("yes", "no", "abstain"))
            cast(self.right_of(self.vote, proxy.giver_id), choice, proxy)
            said[proxy.giver_id] = choice
