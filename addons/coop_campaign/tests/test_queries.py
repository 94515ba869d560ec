from odoo.tests import tagged, users, warmup

from .common import CampaignCase


@tagged("post_install", "-at_install")
class TestQueries(CampaignCase):
    """Lists do not ask a question per row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls.make_campaign()
        cls.charter = cls.make_charter()
        for number in range(80):
            meeting = cls.make_meeting(name=f"Meeting {number}")
            email = f"a{number}@coop.example"
            cls.make_person("Twin", email=email)
            cls.env["coop.join.request"].create(
                {"name": f"Ana {number}", "email": email, "meeting_id": meeting.id}
            )
            member = cls.make_member(f"Guest {number}", shares=0, invited_by_id=cls.member.id)
            cls.make_signature(cls.charter, member.partner_id)
        cls.env.flush_all()

    def read_page(self, model, names):
        return self.env[model].search_fetch([], names, limit=80).mapped(names[-1])

    @users("coop.office")
    @warmup
    def test_applications(self):
        with self.assertQueryCount(4):
            twins = self.read_page("coop.join.request", ["name", "email", "twin_count"])
        self.assertEqual(set(twins), {1})

    @users("coop.office")
    @warmup
    def test_meetings(self):
        with self.assertQueryCount(2):
            self.read_page("coop.meeting", ["name", "company_id", "cash"])

    @users("coop.office")
    @warmup
    def test_charters(self):
        with self.assertQueryCount(2):
            self.assertEqual(self.read_page("coop.charter", ["name", "signature_count"]), [80])

    @users("coop.office")
    @warmup
    def test_invitations(self):
        with self.assertQueryCount(3):
            counts = self.env["coop.member"].search_fetch([], ["number"], limit=80)
            self.assertEqual(sum(counts.mapped("invited_count")), 80)

    def test_figures_of_the_public_page(self):
        self.env["coop.campaign.district"].create(
            [
                {
                    "campaign_id": self.campaign.id,
                    "name": str(zip_code),
                    "zips": zip_code,
                    "goal": 9,
                }
                for zip_code in range(75001, 75021)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            self.campaign._coop_curve()
            self.campaign.mapped("raised")
            self.campaign.district_ids.mapped("member_count")
