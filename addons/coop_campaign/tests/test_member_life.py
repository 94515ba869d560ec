from odoo.tests import tagged

from .common import PIXEL, CampaignCase


@tagged("post_install", "-at_install")
class TestMemberLife(CampaignCase):
    """Merged files and forgotten members keep charters, guests and figures right."""

    def setUp(self):
        super().setUp()
        self.charter = self.make_charter()
        self.twin = self.make_member("Ines Portail", joined="2026-02-01")
        self.make_signature(
            self.charter, self.twin.partner_id, signature=PIXEL, way="meeting", signed_name="Ines"
        )

    def test_a_signature_follows_the_person_who_stays(self):
        self.twin._coop_merge_into(self.member)
        row = self.charter._coop_signature_of(self.member.partner_id)
        self.assertEqual((row.signed_name, row.way), ("Ines", "meeting"))
        self.assertTrue(row.signature)

    def test_a_person_who_signed_twice_keeps_their_own_signature(self):
        self.make_signature(self.charter, self.member.partner_id, signed_name="Inès")
        self.twin._coop_merge_into(self.member)
        row = self.charter._coop_signature_of(self.member.partner_id)
        self.assertEqual(row.signed_name, "Inès")

    def test_guests_follow_and_nobody_invites_themselves(self):
        guest = self.make_member("Guest Gia", invited_by_id=self.twin.id)
        self.member.invited_by_id = self.twin
        self.twin._coop_merge_into(self.member)
        self.assertEqual(guest.invited_by_id, self.member)
        self.assertNotEqual(self.member.invited_by_id, self.member)
        self.assertEqual(self.member.invited_count, 1)

    def test_a_person_registered_twice_is_one_new_member(self):
        campaign = self.make_campaign()
        newcomer = self.make_member("New Nil", joined="2026-03-01")
        self.assertEqual(campaign.member_count, 2)
        self.twin._coop_merge_into(newcomer)
        campaign.invalidate_recordset()
        self.assertEqual(campaign.member_count, 1)
        self.assertEqual(campaign._coop_members_by_zip(), {})

    def test_a_forgotten_member_leaves_a_dated_signature_without_a_name(self):
        self.make_entry(self.twin, -10, date="2026-06-01", kind="refund")
        self.twin.left_on = "2026-06-01"
        request = self.env["coop.join.request"].create(
            {
                "name": "Ines Portail",
                "email": "ines@coop.example",
                "company_id": self.company.id,
                "partner_id": self.twin.partner_id.id,
                "signed_name": "Ines",
                "signature": PIXEL,
            }
        )
        self.freeze("2026-11-23")
        self.twin.with_user(self.manager).action_anonymise()
        row = self.charter.signature_ids
        self.assertEqual((row.signed_name, str(row.signed_on)), (self.twin.name, "2020-01-02"))
        self.assertFalse(row.signature or request.signature or request.email)
        self.assertNotIn("Ines", f"{request.name}{request.signed_name}{row.signed_name}")

    def test_a_member_takes_their_signatures_and_applications_along(self):
        request = self.env["coop.join.request"].create(
            {"name": "Ines", "partner_id": self.twin.partner_id.id, "company_id": self.company.id}
        )
        data = self.twin._coop_export()
        self.assertEqual(data["charter"][0]["signed_name"], "Ines")
        self.assertEqual(data["applications"][0]["name"], request.name)
        self.assertNotIn("token", str(data))
        self.assertFalse(self.member._coop_export()["charter"])
