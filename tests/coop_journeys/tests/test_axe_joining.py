from odoo.http import request
from odoo.tests import tagged

from odoo.addons.coop_campaign.controllers.join import JoinPage
from odoo.addons.coop_campaign.tests.test_join import JoinCase
from odoo.addons.coop_journeys.axe import AxeCase


@tagged("post_install", "-at_install")
class TestAxeJoining(AxeCase, JoinCase):
    """Joining, the campaign, the tablet of a meeting and the member's page are for everybody."""

    def setUp(self):
        super().setUp()
        self.application = self.env["coop.join.request"].create(
            {
                "name": "Ana Lima",
                "email": "ana.lima@coop.example",
                "company_id": self.company.id,
                "line_ids": [(0, 0, {"type_id": self.type_a.id, "quantity": 10})],
            }
        )
        for user in (self.portal_member, self.office):
            user.password = user.login

    def hold_the_application(self):
        """The browser of these tests has no session of its own: it holds this application."""
        token = self.application.token

        def held(_page):
            return request.env["coop.join.request"].sudo()._coop_by_token(token)

        self.patch(JoinPage, "_application", held)

    def test_public_pages(self):
        campaign = self.make_campaign(date_from=self.days(-30), date_to=self.days(30))
        self.env["coop.campaign.district"].create(
            {"campaign_id": campaign.id, "name": "18th", "zips": "75018", "goal": 10}
        )
        for number in range(6):
            self.make_member(f"Newcomer {number}", joined=self.days(-3), zip="75018")
        token = self.application.mail_token
        self.assert_accessible(["/join", "/campaign/own-shop", f"/join/resume/{token}"], ready="h1")

    def test_steps(self):
        self.hold_the_application()
        self.assert_accessible(["/join/you", "/join/shares", "/join/charter"], ready="h1")
        self.application._coop_sign(self.charter.id, "Ana Lima", False)
        self.assert_accessible(["/join/charter", "/join/payment"], ready="h1")

    def test_last_page_before_and_after_the_payment(self):
        self.hold_the_application()
        self.application._coop_confirm("shop")
        self.assert_accessible(["/join/done"], ready="h1")
        self.pay(self.application.subscription_id)
        self.assert_accessible(["/join/done"], ready="h1")

    def test_desk_of_a_meeting(self):
        meeting = self.make_meeting()
        self.application.meeting_id = meeting
        desk = f"/coop/meeting/{meeting.id}"
        pages = [desk, f"{desk}/sign/{self.application.id}", "/coop/paper"]
        self.assert_accessible(pages, login=self.office.login, ready="h1")

    def test_member_page(self):
        self.make_card(self.member.partner_id, "0420000000013")
        self.make_household(self.member, "Lou")
        self.pay(self.make_subscription(self.member.partner_id))
        pages = ["/my/coop", "/my/coop/shares", "/my/coop/charter"]
        self.assert_accessible(pages, login=self.portal_member.login, ready="h1")
