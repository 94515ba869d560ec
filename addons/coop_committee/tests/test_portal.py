"""The member's page, and every route tried by others, with forged ids and sent again."""

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CommitteeBuilders

PAGE = "/my/committees"
POSTS = (f"{PAGE}/declare", f"{PAGE}/answer", f"{PAGE}/work/1/take-back")


@tagged("post_install", "-at_install")
class TestPortal(CommitteeBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead_user = cls.make_user("coop.lead", "base.group_portal")
        cls.lead = cls.make_member("Lea Coord", partner_id=cls.lead_user.partner_id.id)
        cls.lead_seat = cls.make_seat(cls.lead)
        cls.committee.coordinator_ids = cls.lead

    def login(self, user):
        self.authenticate(user.login, user.login + user.login)

    def post(self, url, **data):
        return self.url_open(url, data={**data, "csrf_token": http.Request.csrf_token(self)})

    def declare(self, **vals):
        form = {
            "committee_id": self.committee.id,
            "date": str(self.days(-1)),
            "hours": "1,5",
            "description": "Weeding the herbs",
            "key": "abc",
        }
        return self.post(f"{PAGE}/declare", **{**form, **vals})

    def mine(self):
        return self.env["coop.committee.work"].search([("member_id", "=", self.member.id)])

    # ------------------------------------------------------------------ stories

    def test_declare_approve_and_see_it(self):
        self.login(self.portal_member)
        self.assertIn("My committees", self.url_open("/my/coop").text)
        page = self.declare(hours="4:30")
        self.assertIn("Your hours are noted", page.text)
        self.assertIn("Weeding the herbs", page.text)
        self.login(self.lead_user)
        self.assertIn("Inès Portail", self.url_open(PAGE).text)
        page = self.post(f"{PAGE}/answer", work=self.mine().id, answer="approve")
        self.assertIn("Answered: 1 of 1", page.text)
        self.assertEqual(self.mine().decided_by_id, self.lead_user)
        self.assertEqual(self.balance(self.member, "flying"), 1)
        self.login(self.portal_member)
        page = self.url_open(PAGE).text
        self.assertIn("<strong>1.5</strong> of <span>3</span>", page)

    def test_numbers_are_written_as_the_reader_writes_them(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.env["res.lang"].search([("code", "=", "fr_FR")]).url_code
        self.make_work(self.days(-1), 2.5)
        self.login(self.portal_member)
        self.assertIn("<span>2.5</span> h", self.url_open(PAGE).text)
        self.assertIn("<span>2,5</span> h", self.url_open(f"/{french}{PAGE}").text)

    def test_refused_with_a_reason(self):
        self.login(self.portal_member)
        self.declare()
        self.login(self.lead_user)
        page = self.post(f"{PAGE}/answer", work=self.mine().id, answer="refuse", reason=" ")
        self.assertIn("Please write why", page.text)
        self.assertEqual(self.mine().state, "declared")
        self.post(f"{PAGE}/answer", work=self.mine().id, answer="refuse", reason="Twice")
        self.assertEqual((self.mine().state, self.mine().refusal), ("refused", "Twice"))

    def test_taken_back_while_nobody_has_answered(self):
        self.login(self.portal_member)
        self.declare()
        work = self.mine()
        self.post(f"{PAGE}/work/{work.id}/take-back")
        self.assertFalse(work.exists())
        self.declare(key="again")
        self.mine().action_approve()
        page = self.post(f"{PAGE}/work/{self.mine().id}/take-back")
        self.assertIn("answered already", page.text)
        self.assertEqual(self.mine().state, "approved")

    def test_faults_lose_nothing(self):
        self.login(self.portal_member)
        page = self.declare(hours="a lot")
        self.assertIn("Please write the hours as a number", page.text)
        self.assertIn("Weeding the herbs", page.text)
        for vals in (
            {"hours": "0"},
            {"hours": "25"},
            {"hours": "nan"},
            {"date": "soon"},
            {"date": str(self.days(1))},
            {"date": str(self.days(-400))},
            {"description": "  "},
            {"committee_id": "x"},
        ):
            with self.subTest(vals):
                self.assertIn("Please check", self.declare(**vals).text)
        self.assertFalse(self.mine())

    # ------------------------------------------------------------------ sent again, forged

    def test_the_same_form_twice(self):
        self.login(self.portal_member)
        self.declare()
        self.assertIn("Your hours are noted", self.declare().text)
        self.assertEqual(len(self.mine()), 1)

    def test_an_answer_twice(self):
        self.login(self.portal_member)
        self.declare(hours="3")
        self.login(self.lead_user)
        for expected in ("Answered: 1 of 1", "Answered: 0 of 1"):
            page = self.post(f"{PAGE}/answer", work=self.mine().id, answer="approve")
            self.assertIn(expected, page.text)
        page = self.post(f"{PAGE}/answer", work=self.mine().id, answer="refuse", reason="Late")
        self.assertIn("Answered: 0 of 1", page.text)
        self.assertEqual(self.mine().state, "approved")
        self.assertEqual(len(self.lines(self.member)), 1)

    def test_a_committee_where_one_does_not_sit(self):
        other = self.make_committee("Secret committee")
        self.login(self.portal_member)
        self.assertIn("in which you sat", self.declare(committee_id=other.id).text)
        ended = self.make_seat(self.member, other, date_to=self.days(-10))
        self.assertIn("in which you sat", self.declare(committee_id=other.id).text)
        self.declare(committee_id=other.id, date=str(self.days(-10)))
        self.assertEqual(len(ended.work_ids), 1)

    @mute_logger("odoo.http")
    def test_hours_of_others(self):
        theirs = self.make_work(self.days(-1), 3, self.lead_seat, description="Private words")
        self.login(self.portal_member)
        self.assertNotIn("Private words", self.url_open(PAGE).text)
        for url in (f"{PAGE}/work/{theirs.id}/take-back", f"{PAGE}/work/999999/take-back"):
            self.assertEqual(self.post(url).status_code, 404)
        page = self.post(f"{PAGE}/answer", work=theirs.id, answer="approve")
        self.assertEqual(page.status_code, 404)
        self.assertEqual(theirs.state, "declared")

    @mute_logger("odoo.http")
    def test_a_coordinator_answers_neither_own_hours_nor_other_committees(self):
        own = self.make_work(self.days(-1), 3, self.lead_seat)
        other = self.make_seat(self.member, self.make_committee("Kitchen"))
        far = self.make_work(self.days(-1), 3, other, description="In the kitchen")
        self.login(self.lead_user)
        self.assertNotIn("In the kitchen", self.url_open(PAGE).text)
        for work in (own, far):
            page = self.post(f"{PAGE}/answer", work=work.id, answer="approve")
            self.assertEqual(page.status_code, 404)
            self.assertEqual(work.state, "declared")
        for forged in ("x", "-1", "9" * 30, "99999999"):
            page = self.post(f"{PAGE}/answer", work=forged, answer="approve")
            self.assertEqual(page.status_code, 404)
        mine = self.make_work(self.days(-1), 3)
        self.assertEqual(self.post(f"{PAGE}/answer", work=mine.id, answer="x").status_code, 404)

    # ------------------------------------------------------------------ others

    def test_the_public_is_sent_to_the_login(self):
        page = self.url_open(PAGE, allow_redirects=False)
        self.assertEqual(page.status_code, 303)
        self.assertIn("/web/login", page.headers["Location"])

    @mute_logger("odoo.http")
    def test_a_person_who_is_no_member(self):
        self.make_user("coop.nobody", "base.group_portal")
        self.authenticate("coop.nobody", "coop.nobodycoop.nobody")
        self.assertIn("You sit in no committee", self.url_open(PAGE).text)
        for url in POSTS:
            self.assertEqual(self.post(url).status_code, 403)

    @mute_logger("odoo.http")
    def test_changes_are_posts_with_a_token(self):
        work = self.make_work(self.days(-1), 3)
        self.login(self.lead_user)
        for url in POSTS:
            with self.subTest(url):
                self.assertEqual(self.url_open(url).status_code, 405)
        page = self.url_open(f"{PAGE}/answer", data={"work": work.id, "answer": "approve"})
        self.assertEqual(page.status_code, 400)
        self.assertEqual(work.state, "declared")

    def test_no_tile_without_a_committee(self):
        self.seat.date_to = self.days(-1)
        self.login(self.portal_member)
        self.assertNotIn(PAGE, self.url_open("/my/coop").text)
