import io

from PIL import Image
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CampaignCase, CampaignHttpCase


class CampaignFacts:
    """Members and shares around a campaign from January to December 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls.make_campaign(target=1000, target_members=10)
        cls.district = cls.env["coop.campaign.district"].create(
            {"campaign_id": cls.campaign.id, "name": "18th", "zips": "75018", "goal": 10}
        )

    @classmethod
    def make_newcomers(cls, count, day="2026-02-01", zip_code="75018", shares=10):
        return [
            cls.make_member(f"Newcomer {number}", joined=day, shares=shares, zip=zip_code)
            for number in range(count)
        ]


@tagged("post_install", "-at_install")
class TestCampaign(CampaignFacts, CampaignCase):
    """What is raised comes from the share register, between the two days."""

    def test_raised_counts_the_shares_paid_between_the_two_days(self):
        self.make_newcomers(2, day="2026-01-01")
        self.make_newcomers(1, day="2026-12-31")
        self.make_newcomers(1, day="2025-12-31")
        self.make_newcomers(1, day="2027-01-01")
        self.assertEqual((self.campaign.raised, self.campaign.member_count), (300, 3))
        self.assertEqual(self.campaign.percent, 30)

    def test_old_members_who_buy_more_raise_money_but_are_not_new(self):
        self.make_entry(self.member, 5, date="2026-03-01")
        self.assertEqual((self.campaign.raised, self.campaign.member_count), (50, 0))

    def test_refunds_are_taken_off_and_other_co_ops_do_not_count(self):
        [member] = self.make_newcomers(1)
        self.make_entry(member, -4, date="2026-04-01", kind="refund")
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.make_campaign(slug="other", company_id=elsewhere.id)
        self.assertEqual(self.campaign.raised, 60)
        self.assertEqual(other.raised, 0)

    def test_many_campaigns_take_one_query(self):
        campaigns = self.campaign
        for number in range(8):
            campaigns |= self.make_campaign(slug=f"more-{number}")
        self.make_newcomers(3)
        self.env.flush_all()
        self.env.invalidate_all()
        campaigns.mapped("target"), campaigns.currency_id.mapped("rounding")
        with self.assertQueryCount(1):
            campaigns.mapped("raised")
            campaigns.mapped("member_count")

    def test_curve_has_a_row_per_day_and_ends_at_the_sum(self):
        self.freeze("2026-02-10")
        self.make_newcomers(1, day="2026-02-01")
        self.make_newcomers(2, day="2026-02-03")
        days = self.campaign._coop_curve()
        self.assertEqual(len(days), 31 + 10)
        self.assertEqual(days[-1].total, self.campaign.raised)
        self.assertEqual([day.total for day in days[30:35]], [0, 100, 100, 300, 300])

    def test_districts_count_members_by_zip(self):
        self.make_newcomers(3, zip_code="75018")
        self.make_newcomers(1, zip_code="75 018")
        self.make_newcomers(2, zip_code="93400")
        self.make_newcomers(1, zip_code=False)
        self.assertEqual((self.district.member_count, self.district.percent), (4, 40))

    def test_database_keeps_addresses_and_dates_sound(self):
        with mute_logger("odoo.sql_db"):
            for bad in ({"slug": "Two Words"}, {"date_to": "2025-01-01"}, {"target": 0}):
                with self.assertRaises(CheckViolation), self.cr.savepoint():
                    self.make_campaign(**{"slug": "fine", **bad})
            with self.assertRaises(UniqueViolation), self.cr.savepoint():
                self.make_campaign()

    def test_running_campaign_is_the_public_one_of_today(self):
        campaigns = self.env["coop.campaign"]
        self.freeze("2026-12-31")
        self.assertEqual(campaigns._coop_running(self.company), self.campaign)
        self.campaign.is_published = False
        self.assertFalse(campaigns._coop_running(self.company))
        self.campaign.is_published = True
        self.freeze("2027-01-01 06:00:00")
        self.assertFalse(campaigns._coop_running(self.company))

    def test_large_figures_are_read_without_cents(self):
        self.campaign.company_id.currency_id.write({"symbol": "¤", "position": "after"})
        self.assertEqual(self.campaign._coop_money(1_600_000.4), "1,600,000\N{NO-BREAK SPACE}¤")
        self.campaign.company_id.currency_id.position = "before"
        self.assertEqual(self.campaign._coop_money(99.6), "¤100")

    def test_picture_has_the_size_that_networks_ask_for(self):
        image = Image.open(io.BytesIO(self.campaign._coop_picture()))
        self.assertEqual((image.format, image.size), ("PNG", (1200, 630)))

    def test_picture_changes_with_the_figures(self):
        before = self.campaign._coop_picture()
        self.make_newcomers(2)
        self.campaign.invalidate_recordset()
        self.assertNotEqual(before, self.campaign._coop_picture())


@tagged("post_install", "-at_install")
class TestCampaignPage(CampaignFacts, CampaignHttpCase):
    """The public page: figures, nobody's name."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.campaign.write({"date_from": self.days(-30), "date_to": self.days(30)})

    def page(self, slug="own-shop", **params):
        return self.url_open(f"/campaign/{slug}", params=params)

    def test_page_says_figures_in_words_and_is_made_to_be_shared(self):
        self.make_newcomers(6, day=self.days(-3))
        text = self.page().text
        for shown in (
            "<strong>60 %</strong>",
            'property="og:title" content="A shop of our own"',
            'property="og:image" content="http',
            "/campaign/own-shop/picture.png",
            'aria-valuenow="60"',
            "of 10 members",
            "<strong>31</strong> days left",
        ):
            self.assertIn(shown, text)
        self.assertNotIn("Newcomer", text)

    def test_small_districts_do_not_point_at_anybody(self):
        self.make_newcomers(4, day=self.days(-3))
        text = self.page().text
        self.assertIn("a few of 10 members", text)
        self.assertNotIn("4 of 10", text)
        self.assertNotIn('aria-valuenow="40" aria-label="18th"', text)

    def test_hidden_archived_and_forged_addresses_are_not_found(self):
        self.campaign.is_published = False
        for slug in ("own-shop", "nothing", "1", "%27--"):
            self.assertEqual(self.page(slug).status_code, 404)
            picture = self.url_open(f"/campaign/{slug}/picture.png")
            self.assertEqual(picture.status_code, 404)
        self.campaign.write({"is_published": True, "active": False})
        self.assertEqual(self.page().status_code, 404)

    def test_invitation_travels_from_the_campaign_to_the_join_page(self):
        self.assertIn(
            f"/join?by={self.member.invite_token}", self.page(by=self.member.invite_token).text
        )
        self.assertNotIn("<script>x", self.page(by='"><script>x').text)

    def test_page_without_any_member_yet(self):
        self.assertIn("<strong>0 %</strong>", self.page().text)

    def test_my_page_shows_the_link_and_its_harvest_without_names(self):
        self.login(self.portal_member)
        guests = self.make_newcomers(2)
        for guest in guests:
            guest.invited_by_id = self.member
        text = self.url_open("/my/coop").text
        self.assertIn(f"/campaign/own-shop?by={self.member.invite_token}", text)
        self.assertIn("<strong>2 people</strong> joined", text)
        self.assertNotIn("Newcomer", text)

    def test_each_member_has_a_secret_of_their_own(self):
        members = self.member | self.make_member("Other Olu")
        self.assertEqual(len(set(members.mapped("invite_token"))), 2)

    def test_members_from_before_this_addon_each_get_a_secret(self):
        member = self.make_member("Old Oda")
        self.env.flush_all()
        self.env.cr.execute("UPDATE coop_member SET invite_token = NULL")
        self.env.invalidate_all()
        self.env["coop.member"]._init_column("invite_token")
        tokens = (self.member | member).mapped("invite_token")
        self.assertEqual(len(set(filter(None, tokens))), 2)
