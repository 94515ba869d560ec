"""From the first click (or the first word at a meeting) to the first basket."""

from odoo.tests import tagged

from odoo.addons.coop_campaign.tests.common import CampaignBuilders
from odoo.addons.coop_pos_check.tests.common import PosCheckPeople
from odoo.addons.coop_shift.tests.common import ShiftBuilders
from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

PHONE, TABLET, TILL = "390x844", "1024x768", "1366x768"
FRENCH = ("coop_membership", "coop_campaign", "coop_shift", "portal", "web", "payment")
ACCOUNTS = {
    "coop_called_account_id": ("991012", "equity"),
    "coop_paid_account_id": ("991013", "equity"),
    "coop_receivable_account_id": ("994562", "asset_receivable"),
}


class JoinToTill(CampaignBuilders, ShiftBuilders, PosCheckPeople, TestPointOfSaleHttpCommon):
    """A co-op that speaks French, with a charter, a place on a shift, and a till that refuses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        modules = cls.env["ir.module.module"].search([("name", "in", FRENCH)])
        modules._update_translations(["fr_FR"])
        account = cls.env["account.account"].create
        for field, (code, kind) in ACCOUNTS.items():
            cls.company[field] = account({"name": field, "code": code, "account_type": kind})
        cls.company.coop_capital_journal_id = cls.company._coop_make_journal()
        cls.charter = cls.make_charter("<p>Nous partageons le travail.</p>")
        cls.template = cls.make_template()
        cls.main_pos_config.coop_check_mode = "refuse"
        cls.env["coop.join.hit"].search([]).unlink()

    def newcomer(self):
        application = self.env["coop.join.request"].search([("company_id", "=", self.company.id)])
        return application._coop_member()

    def code(self, member):
        return self.env["coop.verdict"].for_person(member.partner_id.id).code

    def take_a_place(self, member):
        """The office writes the newcomer down for a place; from then on they may shop."""
        self.assertEqual(self.code(member), "unsubscribed")
        self.enroll(member, self.template, self.company._coop_today())
        self.assertEqual(self.code(member), "ok")

    def shop(self, tour, member):
        """A basket at the till: who was served?"""
        self.browser_size, self.touch_enabled = TILL, False
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour(tour)
        orders = self.main_pos_config.current_session_id.order_ids
        served = orders.filtered(lambda order: order.state != "draft").partner_id
        self.assertEqual(served, member.partner_id)


@tagged("post_install", "-at_install")
class TestOnThePhone(JoinToTill):
    """In French on a phone: join, sign, pay online, receive the card, be served."""

    browser_size, touch_enabled = PHONE, True

    def setUp(self):
        super().setUp()
        provider = self.env["payment.provider"].search([("code", "=", "demo")], limit=1)
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        provider.copy({"company_id": self.company.id}).write(
            {"state": "test", "is_published": True, "journal_id": journal.id}
        )

    def test_newcomer_on_the_phone_is_served_at_the_till(self):
        self.start_tour("/fr/join", "coop_campaign_newcomer", timeout=180)
        member = self.newcomer()
        self.assertEqual((member.name, member.lang, member.share_count), ("Ana Lima", "fr_FR", 12))
        self.assertTrue(self.charter.signature_ids.signature)
        self.assertEqual(member.coop_card_ids.code, "0420000000013")
        self.take_a_place(member)
        self.shop("coop_journey_ana_at_the_till", member)


@tagged("post_install", "-at_install")
class TestAtAMeeting(JoinToTill):
    """Without e-mail, at a meeting in the neighbourhood: cash, a signature, a printed card."""

    browser_size = TABLET

    def test_person_without_e_mail_is_served_at_the_till(self):
        host = self.make_user("coop.host", "base.group_portal")
        host.lang = "fr_FR"
        meeting = self.make_meeting(host_ids=[(4, host.id)])
        self.start_tour(
            f"/fr/coop/meeting/{meeting.id}", "coop_campaign_meeting", login=host.login, timeout=120
        )
        member = self.newcomer()
        self.assertEqual((member.name, member.email, meeting.cash), ("Rosa Paz", False, 10))
        card = member.coop_card_ids
        sheet, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "coop_membership.report_cards", card.ids
        )
        self.assertIn(card.code, sheet.decode(), "the office prints the card")
        self.take_a_place(member)
        self.shop("coop_journey_rosa_at_the_till", member)
