"""Who is no longer a member: proxies, rights on an open roll, convocations, support and presence
end on the day, whoever notices first."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import format_date

from .common import VoteBuilders, VoteCase


class LeavingBuilders(VoteBuilders):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.giver, cls.other = (cls.make_member(f"Member {n}") for n in range(2))
        cls.meeting = cls.make_assembly(rule="rule_association")
        cls.today = cls.company._coop_today()

    def vote(self, **vals):
        return self.make_vote(assembly_id=self.meeting.id, state="open", **vals)

    def leave_behind_the_hook(self, member, day=None):
        """The day of an end that was set long ago has come: nothing is called on that day."""
        member.flush_recordset()
        query = "UPDATE coop_member SET left_on = %s WHERE id = %s"
        self.env.cr.execute(query, [day or self.today, member.id])
        member.invalidate_recordset()

    def sell_everything(self, member):
        """The last shares with a vote are gone; the membership goes on with others."""
        self.make_share_type("C", has_vote=False)
        self.make_entry(member, 1, "C")
        self.make_entry(member, -10, "A", date=str(self.today))
        member.invalidate_recordset()


@tagged("post_install", "-at_install")
class TestLeavingByHttp(LeavingBuilders, HttpCase):
    def post(self, vote, right, choice="yes"):
        self.authenticate("coop.member", "coop.membercoop.member")
        form = {"csrf_token": Request.csrf_token(self), "choice": choice, "right": right.id}
        return self.url_open(f"/my/votes/{vote.id}/ballot", data=form)

    def refused(self, vote, member):
        right = self.right_of(vote, member)
        answer = self.post(vote, right)
        self.env.invalidate_all()
        self.assertFalse(right.used_via, answer.text)
        self.assertNotIn("receipt", answer.text)

    def test_a_former_member_casts_neither_their_own_ballot_nor_a_mandate(self):
        for leave in (self.leave_behind_the_hook, self.sell_everything):
            with self.subTest(leave.__name__):
                vote = self.vote()
                if not self.meeting.proxy_ids:
                    self.give_proxy(self.meeting, self.giver, self.member)
                leave(self.member)
                self.refused(vote, self.member)
                self.refused(vote, self.giver)
                self.leave_behind_the_hook(self.member, "2999-01-01")

    def test_a_mandate_of_a_former_member_is_not_cast(self):
        vote = self.vote()
        self.give_proxy(self.meeting, self.giver, self.member)
        self.leave_behind_the_hook(self.giver)
        self.refused(vote, self.giver)

    def page(self, meeting):
        self.authenticate("coop.member", "coop.membercoop.member")
        return self.url_open(f"/my/assemblies/{meeting.id}").text

    def test_the_page_says_that_the_membership_ends_before(self):
        meeting = self.make_assembly("convened", "rule_association", days=30)
        self.assertIn("You have one vote in this assembly", self.page(meeting))
        self.member.write({"left_on": self.company._coop_local_day(meeting.starts_at)})
        page = self.page(meeting)
        self.assertNotIn("You have one vote in this assembly", page)
        self.assertIn("ends before this assembly", page)
        self.assertNotIn('id="proxies"', page)

    def test_until_the_last_day_of_the_notice_the_vote_holds(self):
        vote = self.vote()
        self.give_proxy(self.meeting, self.giver, self.member)
        for member in (self.giver, self.member):
            self.leave_behind_the_hook(member, self.today + timedelta(days=1))
            right = self.right_of(vote, member)
            self.assertIn("receipt", self.post(vote, right).text)

    def test_a_ballot_cast_before_stays_and_is_not_changed(self):
        vote = self.vote()
        right = self.right_of(vote, self.member)
        self.assertIn("receipt", self.post(vote, right).text)
        self.leave_behind_the_hook(self.member)
        self.assertNotIn("receipt", self.post(vote, right, "no").text)
        self.env.invalidate_all()
        self.finish(vote)
        self.assertEqual([vote.result[c] for c in ("yes", "no")], [1, 0])


@tagged("post_install", "-at_install")
class TestLeaving(LeavingBuilders, VoteCase):
    def test_in_the_room_and_on_paper(self):
        vote = self.vote(room=True)
        self.give_proxy(self.meeting, self.giver, self.member)
        self.check_in(self.meeting, self.member, self.other)
        self.leave_behind_the_hook(self.member)
        vote.action_room()
        for member in (self.member, self.giver):
            self.assertFalse(self.right_of(vote, member).used_via, member.name)
        self.assertEqual(self.right_of(vote, self.other).used_via, "room")
        with self.assertRaisesRegex(UserError, "no longer"):
            self.right_of(vote, self.member).with_user(self.assembly).action_sign_paper()

    def test_a_mandate_whose_giver_left_is_not_used_in_the_room(self):
        vote = self.vote(room=True)
        self.give_proxy(self.meeting, self.giver, self.member)
        self.check_in(self.meeting, self.member)
        self.leave_behind_the_hook(self.giver)
        vote.action_room()
        self.assertFalse(self.right_of(vote, self.giver).used_via)
        self.assertEqual(self.right_of(vote, self.member).used_via, "room")

    def test_when_called_by_name(self):
        vote = self.vote(room=True, secret=False)
        self.give_proxy(self.meeting, self.giver, self.member)
        self.check_in(self.meeting, self.member)
        self.leave_behind_the_hook(self.member)
        for member in (self.member, self.giver):
            right = self.right_of(vote, member).with_user(self.assembly).sudo(False)
            with self.assertRaises(UserError), self.cr.savepoint():
                self.env["coop.vote.call"].with_user(self.assembly)._hear(right, "yes")
        self.assertFalse(vote._called())

    def test_the_end_ends_proxies_and_tells_the_other(self):
        for leaver, told in ((self.member, self.giver), (self.giver, self.member)):
            with self.subTest(leaver.name):
                told.email = "told@coop.example"
                proxy = self.give_proxy(self.meeting, self.giver, self.member)
                before = self.env["mail.mail"].search([])
                leaver.write({"left_on": self.today})
                self.assertEqual(proxy.state, "ended")
                self.assertFalse(proxy.party_ids)
                mail = self.env["mail.mail"].search([]) - before
                self.assertEqual(mail.recipient_ids, told.partner_id)
                self.assertIn(leaver.name, mail.body_html)
                leaver._coop_carry_end()
                self.assertEqual(self.env["mail.mail"].search([]) - before, mail, "told once")
                leaver.write({"left_on": False})

    def before(self, days=30):
        """An assembly on the first day without membership of this member and of the other."""
        meeting = self.make_assembly("convened", "rule_association", days=days)
        for member in (self.member, self.other):
            member.write({"left_on": self.company._coop_local_day(meeting.starts_at)})
        return meeting

    def test_whose_membership_ends_before_gives_and_holds_no_proxy(self):
        meeting = self.before()
        day = format_date(self.env, self.member.left_on)
        for giver, holder in ((self.member, self.giver), (self.giver, self.member)):
            for origin in ("portal", "paper"):
                with self.assertRaisesRegex(UserError, day), self.cr.savepoint():
                    self.give_proxy(meeting, giver, holder, origin)
        self.member.write({"left_on": self.member.left_on + timedelta(days=1)})
        self.assertEqual(self.give_proxy(meeting, self.member, self.giver).state, "accepted")

    def test_a_proxy_asked_before_the_notice_is_not_accepted_after_it(self):
        meeting = self.make_assembly("convened", "rule_association", days=30)
        proxy = self.give_proxy(meeting, self.giver, self.member, "portal")
        self.leave_behind_the_hook(self.member, self.today + timedelta(days=10))
        with self.assertRaisesRegex(UserError, "has ended"):
            proxy._accept()

    def test_an_assembly_moved_past_an_end_ends_the_proxies(self):
        self.giver.email = "told@coop.example"
        meeting = self.make_assembly("convened", "rule_association", days=20)
        proxy = self.give_proxy(meeting, self.giver, self.member)
        kept = self.give_proxy(meeting, self.make_member("Faraway"), self.other)
        self.member.write({"left_on": self.today + timedelta(days=30)})
        self.assertEqual(proxy.state, "accepted")
        before = self.env["mail.mail"].search([])
        meeting.starts_at += timedelta(days=20)
        self.assertEqual([proxy.state, kept.state], ["ended", "accepted"])
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.recipient_ids, self.giver.partner_id)

    def test_whose_membership_ends_before_supports_no_point_and_is_not_convened(self):
        draft = self.make_assembly("draft", days=40, calls_for_points=True, support_needed=3)
        self.member.write({"left_on": self.today + timedelta(days=30)})
        with self.assertRaisesRegex(UserError, "has ended"):
            self.env["coop.assembly.proposal"]._propose(draft, self.member, "More benches", "")
        draft.action_convene()
        convened = draft.sudo().convocation_ids.member_id
        self.assertNotIn(self.member, convened)
        self.assertIn(self.other, convened)

    def test_a_notice_ends_what_lies_after_its_last_day_only(self):
        soon = self.make_assembly("convened", "rule_association", days=20)
        late = self.make_assembly("convened", "rule_association", days=40)
        kept, ended = (self.give_proxy(one, self.giver, self.member) for one in (soon, late))
        self.member.write({"left_on": self.today + timedelta(days=30)})
        self.assertEqual([kept.state, ended.state], ["accepted", "ended"])

    def test_who_leaves_is_no_longer_in_the_room_and_supports_no_point(self):
        self.check_in(self.meeting, self.member, self.other)
        draft = self.make_assembly("draft", calls_for_points=True, support_needed=3)
        proposals = self.env["coop.assembly.proposal"]
        point = proposals._propose(draft, self.other, "More benches", "")
        point._support(self.member)
        self.member.write({"left_on": self.today})
        self.assertEqual(self.meeting.present_count, 1)
        self.assertEqual(point.support_count, 1)

    def test_a_letter_that_waits_is_not_sent(self):
        self.member.email = "inès@coop.example"
        draft = self.make_assembly("draft")
        rows = self.env["coop.assembly.convocation"]
        rows._convene(draft, self.member | self.other)
        self.member.write({"left_on": self.today})
        self.assertFalse(
            rows.search([("way", "=", "mail"), ("queued_at", "=", False)]).filtered(
                lambda row: row.member_id == self.member
            )
        )
        self.leave_behind_the_hook(self.other)
        self.assertNotIn(self.other, draft._members_on_paper())

    def test_the_form_for_one_ballot_agrees_with_the_rule_for_many(self):
        """The statement of one ballot asks in its own words; both words mean the same."""
        day, members = self.today, self.env["coop.member"]
        self.make_share_type("C", has_vote=False)
        for number in range(60):
            joined = day + timedelta(days=number % 5 - 3)
            member = self.make_member(f"M{number}", str(joined), number % 3, "AC"[number % 2])
            left = joined + timedelta(days=number % 7)
            if number % 4:
                self.leave_behind_the_hook(member, left)
            if number % 6 == 0:
                earlier = {"joined_on": day - timedelta(9), "left_on": day + timedelta(number % 3)}
                member.period_ids = [(0, 0, earlier)]
            if number % 3 and number % 5 == 0:
                kind = "AC"[number % 2]
                sold = str(day + timedelta(days=number % 3 - 1))
                self.make_entry(member, -(number % 3), kind, date=sold)
            members |= member
        able = members.search(members._coop_holder_domain("has_vote", day))
        self.assertEqual(members._coop_able_to_vote(day), able & members)
        self.assertTrue(0 < len(able & members) < 60)
