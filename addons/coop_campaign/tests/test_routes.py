"""Every address of the addon: forged ids, forms sent again, somebody else's session."""

from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common_routes import RouteTable

from .common import PIXEL, CampaignHttpCase
from .test_join import JoinCase
from .test_meeting import MeetingCase

MEETING = "/coop/meeting/<int:meeting_id>"


@tagged("post_install", "-at_install")
class TestRoutes(RouteTable, CampaignHttpCase):
    ADDON = "coop_campaign"
    ROUTES = {
        "/campaign/<string:slug>": "public http *",
        "/campaign/<string:slug>/picture.png": "public http *",
        "/my/coop/shares": "user http GET/POST",
        "/my/coop/charter": "user http *",
        "/my/coop/charter/<int:charter_id>/sign": "user jsonrpc *",
        "/my/coop/charter/signed/<int:signature_id>": "user http *",
        "/join": "public http *",
        "/join/you": "public http *",
        "/join/start": "public http POST",
        "/join/shares": "public http GET/POST",
        "/join/charter": "public http *",
        "/join/charter/<int:charter_id>/sign": "public jsonrpc *",
        "/join/payment": "public http GET/POST",
        "/join/done": "public http *",
        "/join/leave": "public http POST",
        "/join/resume/<string:mail_token>": "public http GET/POST",
        MEETING: "user http GET/POST",
        f"{MEETING}/sign/<int:request_id>": "user http *",
        f"{MEETING}/sign/<int:request_id>/accept/<int:charter_id>": "user jsonrpc *",
        f"{MEETING}/drop/<int:request_id>": "user http POST",
        f"{MEETING}/paper": "user http GET/POST",
        "/coop/paper": "user http GET/POST",
    }


@tagged("post_install", "-at_install")
class TestJoinReplays(JoinCase):
    """Forms that come twice, late, or from another browser."""

    def test_another_session_changes_nothing(self):
        self.begin()
        self.authenticate(None, None)
        self.take(50)
        self.rpc(self.sign_url(), name="Mallory", signature=PIXEL)
        self.post("/join/payment", way="shop")
        self.post("/join/leave")
        application = self.applications()
        self.assertEqual((application.state, application.line_ids.ids), ("draft", []))
        self.assertFalse(application.signed_on)

    def test_a_member_who_is_signed_in_does_not_take_over_a_session(self):
        self.begin()
        self.authenticate(None, None)
        self.login(self.portal_member)
        for url in ("/join/shares", "/join/charter", "/join/payment", "/join/done"):
            self.assertNotIn("Ana Lima", self.url_open(url).text, url)

    def test_each_step_sent_again_is_the_same_step(self):
        for _time in range(2):
            self.begin()
        for _time in range(2):
            self.take()
        for _time in range(2):
            self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        for _time in range(2):
            self.last = self.post("/join/payment", way="transfer")
        application = self.applications()
        self.assertEqual((len(application), application.quantity), (1, 10))
        self.assertEqual(len(self.charter.signature_ids), 1)
        self.assertTrue(self.last.url.endswith("/join/done"))

    def test_what_comes_after_the_end_is_answered_and_changes_nothing(self):
        application = self.walk(way="shop")
        self.take(50)
        self.assertIn("error", self.rpc(self.sign_url(), name="Mallory", signature=PIXEL))
        for _time in range(2):
            self.post("/join/leave")
        self.assertEqual((application.quantity, application.signed_name), (10, "Ana Lima"))

    def test_a_mailed_link_opened_twice_opens_twice(self):
        self.begin()
        url = f"/join/resume/{self.applications().mail_token}"
        for _time in range(2):
            self.authenticate(None, None)
            self.assertTrue(self.post(url).url.endswith("/join/shares"))

    def test_forged_secrets_open_nothing(self):
        self.begin()
        token = self.applications().mail_token
        self.authenticate(None, None)
        for forged in (token[:-1], token + "x", token.swapcase(), "1", "%00", "' OR 1=1"):
            for answer in (self.url_open, self.post):
                page = answer(f"/join/resume/{forged}")
                self.assertIn(page.status_code, (400, 404), forged)
                self.assertNotIn("Ana Lima", page.text)

    def test_what_no_database_can_hold_is_left_out(self):
        self.begin(name="Ana\0 Lima", street="3 rue\n des Poissonniers")
        self.take()
        self.rpc(self.sign_url(), name="Ana\0 Lima", signature=PIXEL)
        application = self.applications()
        self.assertEqual((application.name, application.signed_name), ("Ana Lima", "Ana Lima"))
        self.assertEqual(self.url_open("/join?by=%00").status_code, 200)

    def test_a_dropped_application_is_closed_for_its_own_browser_too(self):
        self.begin()
        self.applications().action_drop()
        self.take()
        self.assertFalse(self.applications().line_ids)


@tagged("post_install", "-at_install")
class TestDeskReplays(MeetingCase):
    """The tablet and the paper desk."""

    def setUp(self):
        super().setUp()
        self.meeting.host_ids = self.host
        self.login(self.host)

    def test_dropping_twice_drops_once_and_never_a_member(self):
        self.post(self.tablet(), **self.form())
        person = self.meeting.request_ids
        for _time in range(2):
            self.post(f"{self.tablet()}/drop/{person.id}")
        self.assertEqual(person.state, "dropped")
        member = self.enrol(key="form-2")
        self.post(f"{self.tablet()}/drop/{member.id}")
        self.assertEqual(member.state, "confirmed")

    def test_a_dropped_person_cannot_be_signed_in_again(self):
        self.post(self.tablet(), **self.form())
        person = self.meeting.request_ids
        self.post(f"{self.tablet()}/drop/{person.id}")
        url = f"{self.tablet()}/sign/{person.id}/accept/{self.charter.id}"
        self.rpc(url, name="Rosa", signature=PIXEL)
        self.assertFalse(person.signed_on or person.subscription_id)

    def test_people_of_one_meeting_are_not_reached_by_the_address_of_another(self):
        person = self.enrol()
        other = self.make_meeting(host_ids=[(4, self.host.id)])
        for url in (
            f"/coop/meeting/{other.id}/sign/{person.id}",
            f"/coop/meeting/{other.id}?done={person.id}",
        ):
            self.assertNotIn("Rosa Paz", self.url_open(url).text)
        answer = self.rpc(
            f"/coop/meeting/{other.id}/sign/{person.id}/accept/{self.charter.id}",
            name="X",
            signature=PIXEL,
        )
        self.assertIn("error", answer)

    def test_forged_meetings_and_forms_without_a_token(self):
        for forged in (0, 999_999_999, 2**31, 10**30):
            for answer in (self.url_open, self.post):
                self.assertEqual(answer(f"/coop/meeting/{forged}").status_code, 404, forged)
        for url in (self.tablet(), f"{self.tablet()}/drop/1", "/coop/paper"):
            self.assertEqual(self.url_open(url, data=self.form()).status_code, 400, url)
