"""An assembly, from its convocation to its minutes; votes in the room."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
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
        self.assertEqual(told.attachment_ids.mapped("res_id"), assembly.ids)
        self.assertIn("one@coop.example", told.recipient_ids.mapped("email"))
        self.assertEqual(assembly.mailed_count, len(with_address))
        self.assertEqual(assembly.printed_count, len(assembly._members_on_paper()))
        self.assertEqual(
            assembly._members_on_paper(),
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

    def test_each_arrival_and_departure_is_kept(self):
        assembly = self.make_assembly()
        told = [
            self.env["coop.assembly.presence"]._check_in(assembly, self.member, mode)
            for mode in ("present", "present", "remote")
        ]
        self.assertEqual(told, ["came", "here", "back"])
        assembly._let_out(self.member)
        assembly.presence_ids.action_leave()
        with self.assertRaisesRegex(UserError, "not checked in"):
            assembly._let_out(self.member)
        self.check_in(assembly, self.member)
        states = assembly.presence_ids.passage_ids.mapped("state")
        self.assertEqual(states, ["present", "remote", "left", "present"])
        assembly.action_end()
        with self.assertRaisesRegex(UserError, "not in session"):
            assembly.presence_ids.action_leave()

    def test_a_departure_lowers_the_quorum_of_those_present(self):
        assembly = self.make_assembly(quorum_number=2, quorum_base="present")
        self.check_in(assembly, *self.members[:2])
        self.give_proxy(assembly, self.members[3], self.members[0])
        self.assertIn("Quorum reached: 2 counted, 2 needed", assembly._quorum_told())
        vote = self.make_vote(assembly_id=assembly.id, state="open")
        assembly._let_out(self.members[1])
        self.assertIn("1 counted, 2 needed", assembly._quorum_told())
        self.finish(vote)
        self.assertEqual(vote.outcome, "no_quorum")

    def test_an_empty_agenda_is_not_sent(self):
        with self.assertRaisesRegex(UserError, "agenda is empty"):
            self.make_assembly("convened", point_ids=[])

    def test_votes_are_secret_as_the_rules_propose(self):
        louve, association = self.make_assembly(), self.make_assembly(rule="rule_association")
        self.assertTrue(self.make_vote(assembly_id=louve.id).secret)
        self.assertFalse(self.make_vote(assembly_id=association.id).secret)
        self.assertTrue(self.make_vote(assembly_id=association.id, secret=True).secret)
        self.assertTrue(self.make_vote().secret)
        self.assertFalse(self.make_vote(method="consent").secret)
        with self.assertRaisesRegex(UserError, "frozen"):
            louve.secret = False

    def test_signed_minutes_do_not_change(self):
        assembly = self.make_assembly(point_ids=[(0, 0, {"name": "Accounts"})])
        assembly.action_end()
        assembly.chair = "Simone Weil"
        assembly.action_sign()
        for change in (
            lambda: assembly.write({"chair": "Another"}),
            lambda: assembly.write({"discussion": "Nothing"}),
            lambda: assembly.point_ids.write({"minutes": "Something else"}),
            assembly.point_ids.unlink,
            lambda: assembly.point_ids.create({"assembly_id": assembly.id, "name": "More"}),
        ):
            with self.assertRaisesRegex(UserError, "minutes are signed"):
                change()

    def test_the_fingerprint_covers_texts_and_departures(self):
        assembly = self.make_assembly()
        self.check_in(assembly, *self.members[:2])
        seen = {assembly._fingerprint()}
        for change in (
            lambda: assembly._let_out(self.members[0]),
            lambda: assembly.write({"discussion": "<p>Long</p>"}),
            lambda: assembly.point_ids.write({"minutes": "Short"}),
        ):
            change()
            self.assertNotIn(assembly._fingerprint(), seen)
            seen.add(assembly._fingerprint())

    def test_nobody_checks_in_before_the_session(self):
        with self.assertRaisesRegex(UserError, "not in session"):
            self.check_in(self.make_assembly("convened"), self.member)

    def test_quorum_and_second_call(self):
        first = self.make_assembly(point_ids=[(0, 0, {"name": "Accounts"})])
        vote = self.make_vote(assembly_id=first.id, point_id=first.point_ids.id)
        self.check_in(first, *self.members)
        self.assertEqual((first.quorum_needed, first.quorum_counted), (100, 6))
        self.assertFalse(first.quorum_reached)
        decided = self.make_vote("Decided", assembly_id=first.id, quorum_number=0, state="open")
        self.finish(decided)
        second = first.browse(first.action_second_call()["res_id"])
        self.assertEqual((first.state, first.adjourned), ("closed", True))
        self.assertEqual((second.call, second.notice, second.quorum_number), ("second", 3, 0))
        self.assertEqual(second.vote_ids.name, vote.name)
        self.assertEqual(second.vote_ids.point_id, second.point_ids)
        self.assertEqual(second.vote_ids.state, "draft")
        with self.assertRaises(UserError):
            first.action_second_call()
        earliest = first.company_id._coop_today() + timedelta(days=3)
        self.assertGreater(first.company_id._coop_local_day(second.starts_at), earliest)

    def test_no_second_call_while_the_quorum_is_reached_or_a_vote_runs(self):
        first = self.make_assembly(quorum_number=0)
        first_state = first.state
        with self.assertRaisesRegex(UserError, "go on with the assembly"):
            first.action_second_call()
        lacking = self.make_assembly()
        self.make_vote(assembly_id=lacking.id, state="open")
        with self.assertRaisesRegex(UserError, "Close and count"), self.cr.savepoint():
            lacking.action_second_call()
        self.assertEqual((first.state, lacking.state), (first_state, "open"))

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

    def test_a_check_in_costs_the_same_in_a_full_room(self):
        assembly = self.make_assembly()
        for number in range(3):
            self.make_member(f"Late {number}", card=f"LATE{number}")
        for number in range(20):
            self.check_in(assembly, self.make_member(f"More {number}"))
        assembly._let_in(assembly._find_members("LATE0"), "present")
        for code in ("LATE1", "LATE2"):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(26):
                assembly._let_in(assembly._find_members(code), "present")

    def test_a_convocation_costs_no_query_for_each_member(self):
        def queries(more):
            for number in range(more):
                self.make_member(f"Voter {number}", email=f"voter{number}@coop.example")
            assembly = self.make_assembly("draft")
            self.env.flush_all()
            before = self.cr.sql_log_count
            assembly.action_convene()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(0)
        few, many = queries(5), queries(40)
        self.assertLess(many - few, 20, "the mails are laid into the queue together")

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
