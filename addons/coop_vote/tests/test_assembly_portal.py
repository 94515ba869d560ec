"""Assemblies on the portal and the check-in page, in a browser's place."""

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import VoteBuilders


@tagged("post_install", "-at_install")
class TestAssemblyPortal(VoteBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_member("Marguerite Yourcenar", number=4711)
        cls.meeting = cls.make_assembly("convened", point_ids=[(0, 0, {"name": "Accounts"})])

    def login(self, login="coop.member"):
        self.authenticate(login, login + login)

    def post(self, path, **fields):
        form = {"csrf_token": Request.csrf_token(self), **fields}
        return self.url_open(path, data=form)

    def give(self, **fields):
        return self.post(f"/my/assemblies/{self.meeting.id}/proxy", **fields)

    def test_the_agenda_and_whether_i_may_vote(self):
        self.login()
        page = self.url_open(f"/my/assemblies/{self.meeting.id}").text
        self.assertIn("Accounts", page)
        self.assertIn("You have one vote in this assembly", page)
        self.assertIn(self.meeting.name, self.url_open("/my/assemblies").text)

    def test_who_has_left_by_then_is_not_invited(self):
        self.login()
        for days, last in ((0, False), (10, True)):
            with self.subTest(days):
                self.member.left_on = self.days(days)
                page = self.url_open(f"/my/assemblies/{self.meeting.id}").text
                self.assertEqual("for those who are members on its day" in page, not last)
                self.assertEqual("Your membership ends before this assembly" in page, last)
                for false in ("own no share", "may attend", "You have one vote", "/proxy"):
                    self.assertNotIn(false, page)
        self.member.left_on = self.days(60)
        page = self.url_open(f"/my/assemblies/{self.meeting.id}").text
        self.assertIn("You have one vote in this assembly", page)

    def test_a_draft_is_not_shown(self):
        draft = self.make_assembly("draft", name="Hidden plan")
        self.login()
        self.assertNotIn("Hidden plan", self.url_open("/my/assemblies").text)
        self.assertEqual(self.url_open(f"/my/assemblies/{draft.id}").status_code, 404)

    def test_give_and_take_back(self):
        self.login()
        self.assertIn("Marguerite Yourcenar", self.give(number="4711", name="yourcenar").text)
        proxy = self.meeting.proxy_ids
        self.assertEqual(
            (proxy.giver_id, proxy.holder_id, proxy.state), (self.member, self.other, "given")
        )
        self.post(f"/my/proxies/{proxy.id}/revoke")
        self.assertEqual(proxy.state, "revoked")

    def test_a_number_alone_tells_no_name(self):
        self.login()
        for fields in (
            {"number": "4711", "name": ""},
            {"number": "4711", "name": "Simone"},
            {"number": "99999999999999", "name": "Yourcenar"},
            {"number": "", "name": "Yourcenar"},
        ):
            page = self.give(**fields).text
            self.assertIn("No member has this number and this name", page)
            self.assertNotIn("Marguerite", page)
        self.assertFalse(self.meeting.proxy_ids)

    def test_the_holder_accepts_and_votes_for_the_giver(self):
        proxy = self.give_proxy(self.meeting, self.other, self.member, origin="portal")
        vote = self.make_vote(assembly_id=self.meeting.id, state="open")
        line = self.right_of(vote, self.other)
        self.login()
        path = f"/my/votes/{vote.id}"
        self.assertEqual(self.post(f"{path}/cast", right=line.id, choice="yes").status_code, 404)
        self.post(f"/my/proxies/{proxy.id}/accept")
        self.assertIn("on behalf of", self.url_open(f"{path}?right={line.id}").text)
        self.post(f"{path}/cast", right=line.id, choice="yes")
        self.post(f"{path}/cast", choice="no")
        self.assertEqual(line.used_via, "proxy")
        self.assertEqual(self.right_of(vote, self.member).used_via, "portal")

    def test_a_proxy_of_others_is_out_of_reach(self):
        third = self.make_member("Third")
        proxy = self.give_proxy(self.meeting, self.other, third, origin="portal")
        self.login()
        for answer in ("accept", "refuse", "revoke", "unlink", "write"):
            self.assertEqual(self.post(f"/my/proxies/{proxy.id}/{answer}").status_code, 404)
        self.assertEqual(self.post("/my/proxies/999999999/accept").status_code, 404)
        self.assertEqual(proxy.state, "given")

    def test_the_giver_does_not_accept_for_the_holder(self):
        proxy = self.give_proxy(self.meeting, self.member, self.other, origin="portal")
        self.login()
        self.assertEqual(self.post(f"/my/proxies/{proxy.id}/accept").status_code, 404)
        self.assertEqual(proxy.state, "given")

    def test_the_holder_gives_it_back(self):
        proxy = self.give_proxy(self.meeting, self.other, self.member)
        self.login()
        path = f"/my/proxies/{proxy.id}/return"
        self.assertIn(path, self.url_open(f"/my/assemblies/{self.meeting.id}").text)
        self.assertEqual(self.url_open(path, data={"x": "1"}).status_code, 400, "no CSRF token")
        self.assertEqual(proxy.state, "accepted")
        self.assertNotIn(path, self.post(path).text)
        self.assertEqual(proxy.state, "returned")
        self.assertFalse(proxy.party_ids)
        self.assertIn("changed meanwhile", self.post(path).text)

    def test_the_giver_does_not_give_it_back(self):
        proxy = self.give_proxy(self.meeting, self.member, self.other)
        self.login()
        self.assertEqual(self.post(f"/my/proxies/{proxy.id}/return").status_code, 404)
        self.assertEqual(proxy.state, "accepted")

    def test_who_holds_a_proxy_does_not_enter_the_pool(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.member.partner_id.lang = "fr_FR"
        self.give_proxy(self.meeting, self.other, self.member)
        self.login()
        page = self.give(pool="1").text
        self.assertIn("ne peut pas donner", page)
        self.assertFalse(self.member.proxy_given_ids)

    def test_who_is_only_asked_may_still_give_theirs(self):
        self.give_proxy(self.meeting, self.other, self.member, origin="portal")
        self.login()
        page = self.url_open(f"/my/assemblies/{self.meeting.id}").text
        self.assertIn("o_coop_give_proxy", page)

    def test_the_cap_is_explained(self):
        for number in range(5):
            self.give_proxy(self.meeting, self.make_member(f"Giver {number}"), self.member)
        sixth = self.give_proxy(self.meeting, self.other, self.member, origin="portal")
        self.login()
        page = self.post(f"/my/proxies/{sixth.id}/accept").text
        self.assertIn("5 proxies already, as many as the rules allow", page)
        self.assertEqual(sixth.state, "given")

    def test_public_and_strangers(self):
        paths = (
            "/my/assemblies",
            f"/my/assemblies/{self.meeting.id}",
            f"/coop/assembly/{self.meeting.id}",
        )
        for path in paths:
            self.assertIn("/web/login", self.url_open(path).url)
        self.make_user("coop.stranger", "base.group_portal")
        self.login("coop.stranger")
        self.assertEqual(self.url_open(paths[1]).status_code, 404)
        self.assertEqual(self.give(pool="1").status_code, 404)

    def test_the_door_is_for_the_assembly_office(self):
        for login in ("coop.member", "coop.office"):
            self.login(login)
            for path in ("", "/screen"):
                page = self.url_open(f"/coop/assembly/{self.meeting.id}{path}")
                self.assertEqual(page.status_code, 404)
            page = self.post(f"/coop/assembly/{self.meeting.id}/check-in", typed="4711")
            self.assertEqual(page.status_code, 404)

    def test_check_in_by_scan_by_name_and_from_elsewhere(self):
        self.make_card(self.other.partner_id, "0420000000013")
        self.meeting.action_start()
        self.login("coop.assembly")
        path = f"/coop/assembly/{self.meeting.id}"
        self.assertIn("Scan a card", self.url_open(path).text)
        page = self.post(f"{path}/check-in", typed="0420000000013").text
        self.assertIn("Marguerite Yourcenar", page)
        self.assertEqual(self.meeting.present_count, 1)
        self.post(f"{path}/check-in", typed="Inès", mode="remote")
        self.assertEqual(self.meeting.remote_count, 1)
        self.assertIn("Nobody with a vote", self.post(f"{path}/check-in", typed="Zzz").text)

    def test_two_of_one_name_are_asked_for(self):
        twin = self.make_member("Marguerite Duras")
        self.meeting.action_start()
        self.login("coop.assembly")
        path = f"/coop/assembly/{self.meeting.id}/check-in"
        self.assertIn("Who is it?", self.post(path, typed="Marguerite").text)
        self.assertEqual(self.meeting.present_count, 0)
        self.post(path, typed="Marguerite", member_id=twin.id)
        self.assertEqual(self.meeting.presence_ids.member_id, twin)
        self.post(path, typed="Marguerite", member_id=self.member.id)
        self.assertEqual(self.meeting.present_count, 1, "a forged id is not among the found")

    def test_the_projector_shows_numbers_and_no_running_result(self):
        vote = self.make_vote(assembly_id=self.meeting.id, state="open")
        self.meeting.action_start()
        self.check_in(self.meeting, self.other)
        self.cast(vote, {self.other: "yes"})
        self.login("coop.assembly")
        page = self.url_open(f"/coop/assembly/{self.meeting.id}/screen").text
        self.assertIn(vote.name, page)
        self.assertNotIn("Yes: 1", page)
        self.finish(vote)
        self.assertIn("Yes: 1", self.url_open(f"/coop/assembly/{self.meeting.id}/screen").text)
