"""An assembly, from its convocation to its minutes; votes in the room."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import VoteCase


@tagged("post_install", "-at_install")
class TestAssembly(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(5)]

    def test_rules_of_la_louve_are_proposed_and_can_be_changed_until_convened(self):
        assembly = self.make_assembly("draft", "rule_louve_extraordinary")
        self.assertEqual((assembly.notice, assembly.proxy_cap), (15, 5))
        self.assertEqual((assembly.quorum_numerator, assembly.quorum_denominator), (1, 4))
        self.assertEqual((assembly.majority_numerator, assembly.majority_denominator), (2, 3))
        self.assertFalse(assembly.majority_strict)
        assembly.proxy_cap = 2
        assembly.action_convene()
        for vals in (
            {"proxy_cap": 9},
            {"majority_numerator": 1},
            {"rule_id": 1},
            {"state": "draft"},
        ):
            with self.assertRaises(UserError):
                assembly.write(vals)

    def test_notice_of_the_statutes_is_kept(self):
        early = self.make_assembly("draft", days=6)
        with self.assertRaisesRegex(UserError, "7 days of notice"):
            early.action_convene()
        early.starts_at = fields.Datetime.now() + timedelta(days=8)
        early.action_convene()
        self.assertEqual(early.state, "convened")

    def test_convocation_goes_to_those_with_an_address_and_paper_to_the_others(self):
        self.members[1].email = "one@coop.example"
        assembly = self.make_assembly("draft")
        before = self.env["mail.mail"].search([])
        assembly.action_convene()
        mails = self.env["mail.mail"].search([]) - before
        told = mails.filtered(lambda mail: mail.subject == assembly.name)
        with_address = [member for member in self.members if member.email]
        self.assertEqual(len(told), len(with_address))
        self.assertEqual(
            assembly._members_without_email(),
            self.env["coop.member"].union(*self.members)
            - self.env["coop.member"].union(*with_address),
        )

    def test_check_in_by_card_number_or_name(self):
        member = self.make_member("Émilie du Châtelet", card="0420000000013", number=4711)
        assembly = self.make_assembly()
        for typed in ("420000000013", "4711", "Châtelet"):
            self.assertEqual(assembly._find_members(typed), member)
        self.assertFalse(assembly._find_members("nobody of this name"))
        self.assertFalse(assembly._find_members(""))

    def test_a_household_card_or_a_card_without_vote_means_nobody(self):
        lodger = self.make_household(self.members[1], "Lodger Lou")
        self.make_card(lodger.partner_id, "LODGER")
        self.make_share_type("C", has_vote=False)
        self.make_member("Supporter", type="C", card="SUPPORTER")
        assembly = self.make_assembly()
        for code in ("LODGER", "SUPPORTER"):
            self.assertFalse(assembly._find_members(code))

    def test_presence_counts_once_and_departures_count(self):
        assembly = self.make_assembly()
        self.check_in(assembly, self.members[0], self.members[0], self.members[1])
        self.check_in(assembly, self.members[2], mode="remote")
        self.assertEqual((assembly.present_count, assembly.remote_count), (2, 1))
        assembly.presence_ids.filtered(lambda row: row.member_id == self.members[0]).action_leave()
        self.assertEqual(assembly.present_count, 1)
        self.check_in(assembly, self.members[0])
        self.assertEqual(assembly.present_count, 2)

    def test_nobody_checks_in_before_the_session(self):
        with self.assertRaisesRegex(UserError, "not in session"):
            self.check_in(self.make_assembly("convened"), self.member)

    def test_quorum_and_second_call(self):
        first = self.make_assembly(point_ids=[(0, 0, {"name": "Accounts"})])
        vote = self.make_vote(assembly_id=first.id, point_id=first.point_ids.id)
        self.check_in(first, *self.members)
        self.assertEqual((first.quorum_needed, first.quorum_counted), (100, 6))
        self.assertFalse(first.quorum_reached)
        second = first.browse(first.action_second_call()["res_id"])
        self.assertEqual((second.call, second.notice, second.quorum_number), ("second", 3, 0))
        self.assertEqual(second.vote_ids.name, vote.name)
        self.assertEqual(second.vote_ids.point_id, second.point_ids)
        self.assertEqual(second.vote_ids.state, "draft")
        with self.assertRaises(UserError):
            first.action_second_call()

    def test_a_vote_takes_the_terms_of_its_assembly(self):
        assembly = self.make_assembly("convened", "rule_louve_extraordinary")
        vote = self.make_vote(assembly_id=assembly.id)
        self.assertEqual((vote.majority_numerator, vote.majority_denominator), (2, 3))
        referendum = self.make_vote(rule_id=self.env.ref("coop_vote.rule_louve_referendum").id)
        self.assertEqual((referendum.majority_numerator, referendum.majority_denominator), (3, 4))
        self.assertEqual(referendum.quorum_base, "voting")

    def test_votes_open_once_convened_and_are_counted_before_the_end(self):
        assembly = self.make_assembly("draft")
        vote = self.make_vote(assembly_id=assembly.id)
        with self.assertRaisesRegex(UserError, "Convene"):
            vote.action_open()
        assembly.action_convene()
        assembly.action_start()
        vote.action_open()
        with self.assertRaisesRegex(UserError, "Close and count"):
            assembly.action_end()
        self.finish(vote)
        assembly.action_end()
        assembly.action_sign()
        self.assertEqual(assembly.state, "signed")

    def test_check_in_and_screen_of_a_large_assembly_cost_the_same(self):
        assembly = self.make_assembly()
        self.check_in(assembly, *self.members[:2])
        numbers = ["present_count", "represented_count", "quorum_reached"]
        assembly.invalidate_recordset()
        with self.assertQueryCount(8):
            assembly.read(numbers)
        for number in range(20):
            self.check_in(assembly, self.make_member(f"More {number}"))
        assembly.invalidate_recordset()
        with self.assertQueryCount(8):
            assembly.read(numbers)

    def test_minutes_tell_the_votes_the_presence_and_a_fingerprint(self):
        assembly = self.make_assembly(
            rule="rule_association", point_ids=[(0, 0, {"name": "Opening on Sundays"})]
        )
        vote = self.make_vote(assembly_id=assembly.id, point_id=assembly.point_ids.id, state="open")
        self.check_in(assembly, *self.members[:3])
        self.give_proxy(assembly, self.members[4], self.members[0])
        self.cast(vote, {self.members[0]: "yes", self.members[1]: "yes"})
        self.finish(vote)
        assembly.action_end()
        reports = self.env["ir.actions.report"].with_user(self.assembly)
        html, _kind = reports._render_qweb_html("coop_vote.report_minutes", assembly.ids)
        text = html.decode()
        for words in (
            "Opening on Sundays",
            "Adopted",
            "Yes: 2, no: 0, abstentions: 0.",
            "Member 0",
            vote.fingerprint,
            assembly._fingerprint(),
        ):
            self.assertIn(words, text)

    def test_a_later_change_changes_the_fingerprint(self):
        vote = self.make_vote(state="open")
        self.cast(vote, {self.members[0]: "yes", self.members[1]: "no"})
        self.finish(vote)
        self.assertEqual(vote._fingerprint(), vote.fingerprint)
        self.env.cr.execute(
            "UPDATE coop_vote_ballot SET choice = 'yes' WHERE vote_id = %s", (vote.id,)
        )
        self.env.invalidate_all()
        self.assertNotEqual(vote._fingerprint(), vote.fingerprint)


@tagged("post_install", "-at_install")
class TestRoom(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(7)]
        cls.second_teller = cls.make_user("coop.teller", "coop_vote.group_assembly")
        cls.session = cls.make_assembly(rule="rule_association")
        cls.vote = cls.make_vote(assembly_id=cls.session.id, room=True, state="open")

    def tell(self, user, yes, no, abstain=0):
        tellers = self.env["coop.vote.teller"].with_user(user)
        return tellers.create({"vote_id": self.vote.id, "yes": yes, "no": no, "abstain": abstain})

    def used_via(self, member):
        return self.right_of(self.vote, member).used_via

    def test_portal_proxy_hands_and_paper_in_one_vote(self):
        """0 voted on the portal before, 1 and 2 are in the room, 2 for 3 who is not; 4 on paper."""
        online, one, two, absent, paper, *_rest = self.members
        self.cast(self.vote, {online: "no"})
        self.check_in(self.session, online, one, two)
        self.give_proxy(self.session, absent, two)
        self.vote.action_room()
        ways = [self.used_via(member) for member in (online, one, two, absent, paper)]
        self.assertEqual(ways, ["portal", "room", "room", "room", False])
        self.right_of(self.vote, paper).with_user(self.assembly).action_sign_paper()
        self.assertEqual(self.vote.room_count, 4)
        self.tell(self.assembly, 3, 1)
        self.tell(self.second_teller, 3, 1)
        self.finish(self.vote)
        self.assertEqual([self.vote.result[c] for c in ("yes", "no", "abstain")], [3, 2, 0])
        self.assertEqual(self.vote.result["quorum_counted"], 5)

    def test_who_votes_in_the_room_no_longer_votes_on_the_portal(self):
        self.check_in(self.session, self.member)
        self.vote.action_room()
        with self.assertRaisesRegex(UserError, "already in another way"):
            self.right_of(self.vote, self.member)._cast("yes")

    def test_two_tellers_must_agree(self):
        self.check_in(self.session, *self.members)
        self.vote.action_room()
        self.vote.action_close()
        for wrong in ("missing or differ", "Two tellers"):
            with self.assertRaisesRegex(UserError, wrong):
                self.vote.action_count()
            first = self.vote.teller_ids or self.tell(self.assembly, 5, 2)
        second = self.tell(self.second_teller, 5, 3)
        with self.assertRaisesRegex(UserError, "differ"):
            self.vote.action_count()
        with self.assertRaises(UserError):
            second.with_user(self.assembly).no = 2
        second.no = 2
        self.vote.action_count()
        self.assertEqual(self.vote.result["yes"], 5)
        with self.assertRaises(UserError):
            first.yes = 7

    def test_more_hands_than_rights_is_refused(self):
        self.check_in(self.session, *self.members[:2])
        self.vote.action_room()
        self.tell(self.assembly, 3, 0)
        self.tell(self.second_teller, 3, 0)
        self.vote.action_close()
        with self.assertRaisesRegex(UserError, "only 2 rights"):
            self.vote.action_count()

    def test_a_teller_cannot_enter_for_another(self):
        entry = (
            self.env["coop.vote.teller"]
            .with_user(self.assembly)
            .create(
                {
                    "vote_id": self.vote.id,
                    "yes": 1,
                    "no": 0,
                    "abstain": 0,
                    "teller_id": self.second_teller.id,
                }
            )
        )
        self.assertEqual(entry.teller_id, self.assembly)

    def test_signing_for_paper_is_for_the_assembly_office(self):
        with self.assertRaises(AccessError):
            self.right_of(self.vote, self.member).with_user(self.office).sudo(
                False
            ).action_sign_paper()
