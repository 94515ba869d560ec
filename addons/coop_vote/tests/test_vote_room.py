"""Votes in the room: hands, paper and the call by name, before two tellers who must agree."""

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import VoteBuilders, VoteCase
from .voting import cast


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

    def test_no_count_is_below_nothing(self):
        for counts in ((-1, 0, 0), (0, -1, 0), (0, 0, -1)):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
                with self.cr.savepoint():
                    self.tell(self.assembly, *counts)

    def test_each_teller_has_one_count_and_no_hand_in_the_others(self):
        mine = self.tell(self.assembly, 1, 0)
        theirs = self.tell(self.second_teller, 1, 0).with_user(self.assembly)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self.tell(self.assembly, 2, 0)
        other = self.make_vote("Other?", assembly_id=self.session.id, room=True, state="open")
        for vals in ({"vote_id": other.id}, {"teller_id": self.second_teller.id}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "only their own"):
                mine.write(vals)
        with self.assertRaises(AccessError):
            theirs.unlink()
        mine.unlink()
        self.assertEqual((mine | theirs.sudo()).exists(), theirs)

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

    def test_a_teller_sees_nothing_of_what_the_other_noted(self):
        """Neither ballots on paper nor answers to a call: two who agree have not looked."""
        names = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        inside = {"assembly_id": self.session.id, "room": True, "state": "open"}
        election = self.make_vote("Who?", **inside, method="approval", candidate_ids=names)
        self.check_in(self.session, self.member)
        self.env["coop.vote.paper"].with_user(self.assembly)._read_out(election, "", 3)
        calls = self.env["coop.vote.call"].with_user(self.assembly)
        calls._hear(self.right_of(self.vote, self.member).with_user(self.assembly), "yes")
        for model in ("coop.vote.paper", "coop.vote.call"):
            with self.subTest(model):
                seen = [
                    self.env[model].with_user(user).search_count([])
                    for user in (self.assembly, self.second_teller)
                ]
                self.assertEqual(seen, [1, 0])
                noted = self.env[model].sudo().search([]).with_user(self.second_teller)
                with self.assertRaises(AccessError):
                    noted.read(["choice"])

    def test_who_votes_in_the_room_no_longer_votes_on_the_portal(self):
        self.check_in(self.session, self.member)
        self.vote.action_room()
        with self.assertRaisesRegex(UserError, "already in another way"):
            cast(self.right_of(self.vote, self.member), "yes")

    def test_two_tellers_must_agree(self):
        self.check_in(self.session, *self.members)
        self.vote.action_room()
        self.vote.action_close()
        for wrong in ("no teller has entered", "second one is missing"):
            with self.assertRaisesRegex(UserError, wrong):
                self.vote.action_count()
            first = self.vote.teller_ids or self.tell(self.assembly, 5, 2)
        second = self.tell(self.second_teller, 5, 3)
        with self.assertRaisesRegex(UserError, "(?s)differ.*No: .*2.*3"):
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

    def test_a_teller_does_not_see_the_count_of_the_other_before_it_is_published(self):
        self.check_in(self.session, *self.members)
        self.vote.action_room()
        self.tell(self.assembly, 5, 2)
        theirs = self.env["coop.vote.teller"].with_user(self.second_teller)
        self.assertFalse(theirs.search([("vote_id", "=", self.vote.id)]))
        self.assertEqual(self.vote.with_user(self.second_teller).teller_names, self.assembly.name)
        self.tell(self.second_teller, 5, 2)
        self.finish(self.vote)
        self.assertEqual(len(theirs.search([("vote_id", "=", self.vote.id)])), 2)

    def test_nobody_voted_in_the_room_and_no_teller_is_missed(self):
        self.cast(self.vote, {self.member: "yes"})
        self.finish(self.vote)
        self.assertEqual(self.vote.result["yes"], 1)

    def test_a_count_is_not_changed_once_counted(self):
        self.check_in(self.session, *self.members[:1])
        self.vote.action_room()
        mine, _other = self.tell(self.assembly, 1, 0), self.tell(self.second_teller, 1, 0)
        self.finish(self.vote)
        for change in (lambda: mine.write({"yes": 0}), mine.unlink):
            with self.assertRaisesRegex(UserError, "open or closed"):
                change()

    # ------------------------------------------------------------------ by name

    def hear(self, user, member, choice):
        calls = self.env["coop.vote.call"].with_user(user)
        return calls._hear(self.right_of(self.vote, member).with_user(user), choice)

    def test_a_call_by_name_counts_once_both_tellers_heard_the_same(self):
        one, two, absent, *_rest = self.members
        self.check_in(self.session, one, two)
        self.give_proxy(self.session, absent, two)
        self.assertEqual(self.hear(self.assembly, one, "yes"), "waits")
        self.assertFalse(self.used_via(one))
        self.assertEqual(self.hear(self.second_teller, one, "yes"), "agreed")
        for teller in (self.assembly, self.second_teller):
            self.hear(teller, two, "no")
            self.hear(teller, absent, "yes")
        self.assertEqual(self.used_via(absent), "call")
        self.finish(self.vote)
        self.assertEqual([self.vote.result[c] for c in ("yes", "no")], [2, 1])
        told = dict(self.vote._roll_call())
        self.assertEqual((told[one.name], told[absent.name]), ("Yes", "Yes"))

    def test_a_name_heard_differently_is_called_again_before_the_count(self):
        self.check_in(self.session, *self.members[:2])
        self.hear(self.assembly, self.members[1], "yes")
        self.vote.action_close()
        self.assertEqual(self.hear(self.second_teller, self.members[1], "no"), "differs")
        with self.assertRaisesRegex(UserError, self.members[1].name):
            self.vote.action_count()
        with self.assertRaisesRegex(UserError, "no longer taken"):
            self.hear(self.assembly, self.members[0], "yes")
        self.hear(self.second_teller, self.members[1], "yes")
        self.vote.action_count()
        self.assertEqual(self.vote.result["yes"], 1)

    def test_a_name_is_not_called_twice_nor_when_absent_nor_in_a_secret_vote(self):
        absent, here, *_rest = self.members
        with self.assertRaisesRegex(UserError, "not in the room"):
            self.hear(self.assembly, absent, "yes")
        self.check_in(self.session, here)
        self.cast(self.vote, {here: "yes"})
        with self.assertRaisesRegex(UserError, "already in another way"):
            self.hear(self.assembly, here, "yes")
        secret = self.make_vote(assembly_id=self.session.id, room=True, secret=True, state="open")
        with self.assertRaisesRegex(UserError, "secret"):
            secret.action_call()

    def test_whose_name_was_called_votes_in_no_other_way(self):
        self.check_in(self.session, self.member)
        for teller in (self.assembly, self.second_teller):
            self.hear(teller, self.member, "no")
        with self.assertRaisesRegex(UserError, "already in another way"):
            self.cast(self.vote, {self.member: "yes"})
        self.vote.action_room()
        self.assertEqual(self.vote.room_count, 0)


class PaperBuilders(VoteBuilders):
    """An election in the room, on paper, that nobody votes in online."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(4)]
        cls.second_teller = cls.make_user("coop.teller", "coop_vote.group_assembly")
        cls.meeting = cls.make_assembly(rule="rule_association")
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        cls.vote = cls.make_vote(
            "Committee",
            assembly_id=cls.meeting.id,
            room=True,
            method="approval",
            candidate_ids=rows,
            state="open",
        )
        cls.ada, cls.blaise = (str(number) for number in cls.vote.candidate_ids.ids)
        cls.check_in(cls.meeting, *cls.members)
        cls.vote.action_room()

    def read_out(self, user, *ballots):
        for choice, number in ballots:
            papers = self.env["coop.vote.paper"].with_user(user)
            papers._read_out(self.vote.with_user(user), choice, number)


@tagged("post_install", "-at_install")
class TestPaperElection(PaperBuilders, VoteCase):
    def test_an_election_in_the_room_is_counted_from_paper(self):
        ballots = ((self.ada, 3), (f"{self.ada},{self.blaise}", 1), ("", 1))
        for teller in (self.assembly, self.second_teller):
            self.read_out(teller, *ballots)
        self.finish(self.vote)
        self.assertEqual(self.vote.elected_names, "Ada")
        self.assertEqual(self.vote.result["rounds"][0]["votes"], {"Ada": 4, "Blaise": 1})

    def test_tellers_who_read_differently_are_told_where(self):
        self.read_out(self.assembly, (self.ada, 3), (self.blaise, 2))
        self.read_out(self.second_teller, (self.ada, 2), (self.blaise, 3))
        self.vote.action_close()
        with self.assertRaisesRegex(UserError, "(?s)differ.*Ada: .*3.*2.*Blaise: .*2.*3"):
            self.vote.action_count()
        self.read_out(self.second_teller, (self.ada, 1), (self.blaise, -1))
        self.vote.action_count()
        self.assertEqual(self.vote.elected_names, "Ada")

    def test_more_ballots_than_rights_in_the_room_is_refused(self):
        for teller in (self.assembly, self.second_teller):
            self.read_out(teller, (self.ada, 6))
        self.vote.action_close()
        with self.assertRaisesRegex(UserError, "only 5 rights"):
            self.vote.action_count()

    def test_a_ballot_that_none_can_say_is_refused(self):
        with self.assertRaises(UserError):
            self.vote._choice_from_form({"candidate": ["999999999"]})


@tagged("post_install", "-at_install")
class TestRoomPages(PaperBuilders, HttpCase):
    def login(self, login):
        self.authenticate(login, login + login)

    def post(self, path, **fields):
        return self.url_open(path, data={"csrf_token": Request.csrf_token(self), **fields})

    def lines_of(self, login):
        """What a teller has read, from outside."""
        mine = [("vote_id", "=", self.vote.id), ("teller_id.login", "=", login)]
        return self.env["coop.vote.paper"].search(mine)

    def test_paper_ballots_on_the_page_of_a_teller(self):
        page = f"/coop/vote/{self.vote.id}/paper"
        for login in ("coop.assembly", "coop.teller"):
            self.login(login)
            self.assertIn("Nothing yet", self.url_open(page).text)
            self.post(f"{page}/read", candidate=self.ada, number="4")
            self.post(f"{page}/read", candidate=self.blaise)
            self.assertIn("1 or more", self.post(f"{page}/read", number="many").text)
            line = self.lines_of(login).filtered(lambda one: one.choice == self.ada)
            self.assertIn("Noted", self.url_open(f"{page}?done=1").text)
            self.post(f"{page}/take-back", line=line.id)
        forged = self.lines_of("coop.assembly")[0]
        self.assertEqual(self.post(f"{page}/take-back", line=forged.id).status_code, 404)
        self.finish(self.vote)
        self.assertEqual(self.vote.result["rounds"][0]["votes"], {"Ada": 3, "Blaise": 1})

    def test_the_best_grade_can_be_chosen_on_every_page(self):
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        vote = self.make_vote(
            "Graded",
            assembly_id=self.meeting.id,
            room=True,
            method="majority_judgment",
            candidate_ids=rows,
            state="open",
        )
        first = vote.candidate_ids[0].id
        self.login("coop.member")
        portal = self.url_open(f"/my/votes/{vote.id}").text
        self.login("coop.assembly")
        for page in (portal, self.url_open(f"/coop/vote/{vote.id}/paper").text):
            self.assertRegex(page, rf'id="grade_{first}_0" value="0"')

    def test_names_are_called_on_the_page_of_a_teller(self):
        vote = self.make_vote(assembly_id=self.meeting.id, room=True, state="open")
        page = f"/coop/vote/{vote.id}/call"
        line = self.right_of(vote, self.member)
        for login, said in (
            ("coop.assembly", "Waits for the second teller"),
            ("coop.teller", "Both tellers agree"),
        ):
            self.login(login)
            self.assertIn(self.member.name, self.url_open(page).text)
            self.assertIn(said, self.post(f"{page}/hear", right=line.id, choice="yes").text)
        self.assertEqual(line.used_via, "call")

    def test_the_pages_are_for_the_assembly_office(self):
        for login in ("coop.member", "coop.office"):
            self.login(login)
            for path in ("paper", "call"):
                page = self.url_open(f"/coop/vote/{self.vote.id}/{path}")
                self.assertEqual(page.status_code, 404)
            for path in ("paper/read", "paper/take-back", "call/hear"):
                page = self.post(f"/coop/vote/{self.vote.id}/{path}", choice="yes", right="1")
                self.assertEqual(page.status_code, 404)
