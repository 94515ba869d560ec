from odoo.tests import tagged

from .common import CampaignHttpCase, MoneyBuilders

PHONE = "390x844"
TABLET = "1024x768"


class FrenchCase(MoneyBuilders, CampaignHttpCase):
    """A co-op that speaks French, with a charter and a way to pay online."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        modules = cls.env["ir.module.module"].search(
            [("name", "in", ("coop_membership", "coop_campaign", "portal", "web"))]
        )
        modules._update_translations(["fr_FR"])
        cls.charter = cls.make_charter("<p>Nous partageons le travail.</p>")
        cls.env["coop.join.hit"].search([]).unlink()

    def applicant(self):
        return self.env["coop.join.request"].search([("company_id", "=", self.company.id)])


@tagged("post_install", "-at_install")
class TestNewcomer(FrenchCase):
    """A newcomer's story on a phone, in French: join, sign, pay, receive the card."""

    browser_size = PHONE

    def setUp(self):
        super().setUp()
        provider = self.env["payment.provider"].search([("code", "=", "demo")], limit=1)
        if not provider:
            self.skipTest("The module payment_demo is not installed: nothing to pay with.")
        self.provider = provider.copy({"company_id": self.company.id})
        self.provider.write(
            {"state": "test", "is_published": True, "journal_id": self.make_journal("bank").id}
        )

    def test_newcomer(self):
        self.start_tour("/fr/join", "coop_campaign_newcomer", timeout=120)
        application = self.applicant()
        member = application._coop_member()
        self.assertEqual((member.share_count, member.lang), (12, "fr_FR"))
        self.assertEqual(application.subscription_id.invoice_id.amount_residual, 0)
        self.assertTrue(self.charter.signature_ids.signature)
        verdict = self.env["coop.verdict"]
        card = verdict._card(application._coop_card().code, self.company)
        self.assertEqual(card.partner_id, member.partner_id)
        self.assertTrue(verdict.for_person(card.partner_id.id).allowed, "the card opens the till")


@tagged("post_install", "-at_install")
class TestMeetingStory(FrenchCase):
    """Somebody without e-mail joins at a neighbourhood meeting, on a tablet."""

    browser_size = TABLET

    def test_person_without_e_mail(self):
        host = self.make_user("coop.host", "base.group_portal")
        host.lang = "fr_FR"
        meeting = self.make_meeting(host_ids=[(4, host.id)])
        self.start_tour(
            f"/fr/coop/meeting/{meeting.id}", "coop_campaign_meeting", login=host.login, timeout=90
        )
        member = self.applicant()._coop_member()
        self.assertFalse(member.email)
        self.assertEqual(meeting.cash, 10)
        self.assertTrue(self.env["coop.verdict"].for_person(member.partner_id.id).allowed)
