from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CampaignCase

RIGHTS = {
    "coop.charter": {"office": "r", "manager": "rwcu"},
    "coop.charter.signature": {"office": "rc", "manager": "rc"},
    "coop.campaign": {"office": "r", "manager": "rwcu"},
    "coop.campaign.district": {"office": "r", "manager": "rwcu"},
    "coop.meeting": {"office": "rwc", "manager": "rwcu"},
    "coop.join.request": {"office": "rwc", "manager": "rwcu"},
    "coop.join.hit": {},
}
"""model: {role: operations allowed}, r(ead) w(rite) c(reate) u(nlink)."""
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestRoles(CampaignCase):
    """Role × model × operation, and the walls between companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = {
            "public": cls.env.ref("base.public_user"),
            "member": cls.portal_member,
            "employee": cls.make_user("coop.employee", "base.group_user"),
            "checker": cls.checker,
            "office": cls.office,
            "manager": cls.manager,
        }

    def test_table(self):
        for model, allowed in RIGHTS.items():
            for role, user in self.roles.items():
                records = self.env[model].with_user(user)
                granted = "".join(
                    key for key, operation in OPERATIONS.items() if records.has_access(operation)
                )
                with self.subTest(model=model, role=role):
                    self.assertEqual(granted, allowed.get(role, ""))

    def test_every_model_of_the_addon_is_in_the_table(self):
        ours = self.env["ir.model.data"].search(
            [("module", "=", "coop_campaign"), ("model", "=", "ir.model")]
        )
        models = self.env["ir.model"].browse(ours.mapped("res_id")).mapped("model")
        own = {
            name for name in models if self.env.registry[name]._original_module == "coop_campaign"
        }
        self.assertEqual({name for name in own if name.startswith("coop.")}, set(RIGHTS))

    def test_the_office_of_one_co_op_sees_nothing_of_another(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = {"company_id": elsewhere.id}
        charter = self.make_charter(**far)
        campaign = self.make_campaign(**far)
        records = [
            charter,
            campaign,
            self.make_signature(charter, self.make_person("Far Fay")),
            self.make_meeting(**far),
            self.env["coop.join.request"].create({"name": "Far Fay", **far}),
            self.env["coop.campaign.district"].create(
                {"campaign_id": campaign.id, "name": "Far", "zips": "1", "goal": 1}
            ),
        ]
        for record in records:
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.manager).read(["create_date"])

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
