"""My team: only what each chose to share."""

from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestTeam(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.template = self.make_template(seats=5)
        self.enroll(self.member, self.template)
        self.mate = self.make_member(
            "Amina Diallo", email="amina@coop.example", phone="+33 6 01 02 03 04"
        )
        self.enroll(self.mate, self.template)
        self.login(self.portal_member)

    def page(self):
        return self.url_open("/my/shifts/team").text

    def test_first_name_only(self):
        page = self.page()
        self.assertIn("Amina", page)
        for secret in ("Diallo", "amina@coop.example", "01 02 03 04"):
            self.assertNotIn(secret, page)

    def test_what_each_chose(self):
        self.mate.coop_share_phone = True
        page = self.page()
        self.assertIn("01 02 03 04", page)
        self.assertNotIn("amina@coop.example", page)

    def test_only_my_team(self):
        for place in (
            {"template": self.make_template(weekday="4")},
            {"template": self.template, "date_to": self.days(-1)},
        ):
            stranger = self.make_member("Bastien Ailleurs")
            self.enroll(stranger, **place)
        cheese = self.make_role("Cheese")
        self.template.seat_ids = [(0, 0, {"role_id": cheese.id, "seats": 1})]
        self.enroll(self.make_member("Bastien Fromage"), self.template, role_id=cheese.id)
        self.assertNotIn("Bastien", self.page())

    def test_i_choose_and_change_my_mind(self):
        self.post("/my/shifts/settings/sharing", coop_share_phone="1")
        self.assertTrue(self.member.coop_share_phone)
        self.assertFalse(self.member.coop_share_email)
        self.post("/my/shifts/settings/sharing", number="1", coop_share_email="1")
        self.assertFalse(self.member.coop_share_phone)
        self.assertNotEqual(self.member.number, 1)
        self.assertFalse(self.mate.coop_share_email)

    def test_a_flying_member_has_no_team(self):
        self.login(self.flyer_user)
        self.assertIn("different people each time", self.page())
