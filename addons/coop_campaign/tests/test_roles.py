from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable

from .common import CampaignCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, CampaignCase):
    """Role × model × operation, and the walls between companies."""

    ADDON = "coop_campaign"
    RIGHTS = {
        "coop.charter": {"office": "r", "manager": "rwcu"},
        "coop.charter.signature": {"office": "rc", "manager": "rc"},
        "coop.campaign": {"office": "r", "manager": "rwcu"},
        "coop.campaign.district": {"office": "r", "manager": "rwcu"},
        "coop.meeting": {"office": "rwc", "manager": "rwcu"},
        "coop.join.request": {"office": "rwc", "manager": "rwcu"},
        "coop.join.request.line": {"office": "rwcu", "manager": "rwcu"},
        "coop.join.hit": {"system": "r"},
    }

    def test_the_office_of_one_co_op_sees_nothing_of_another(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = {"company_id": elsewhere.id}
        charter = self.make_charter(**far)
        campaign = self.make_campaign(**far)
        share_type = self.type_a.copy(far)
        application = self.env["coop.join.request"].create(
            {
                "name": "Far Fay",
                "line_ids": [(0, 0, {"type_id": share_type.id, "quantity": 10})],
                **far,
            }
        )
        records = [
            charter,
            campaign,
            self.make_signature(charter, self.make_person("Far Fay")),
            self.make_meeting(**far),
            application,
            application.line_ids,
            self.env["coop.campaign.district"].create(
                {"campaign_id": campaign.id, "name": "Far", "zips": "1", "goal": 1}
            ),
        ]
        self.assertHiddenFrom(self.manager, records)

    def test_secrets_of_an_application_are_not_for_the_office(self):
        request = self.env["coop.join.request"].create(
            {"name": "Ana", "company_id": self.company.id}
        )
        for secret in ("token", "mail_token"):
            with self.assertRaises(AccessError):
                request.with_user(self.manager).read([secret])

    def test_an_invitation_is_secret_from_the_till(self):
        with self.assertRaises(AccessError):
            self.member.with_user(self.checker).read(["invite_token"])
        with self.assertRaises(AccessError):
            self.env["coop.member"].with_user(self.portal_member).search(
                [("invite_token", "!=", 0)]
            )
