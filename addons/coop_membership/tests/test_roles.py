from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CoopCase, RoleTable, desk


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, CoopCase):
    """Role × model × operation, and the walls between companies."""

    ADDON = "coop_membership"
    RIGHTS = {
        "coop.member": {**desk("rwc"), "assembly": "r"},
        "coop.member.period": desk("r"),
        "coop.fiscal.certificate": desk("r", "rc"),
        "coop.membership.event": desk("r"),
        "coop.payback": desk("r"),
        "coop.share.type": desk("r", "rwcu"),
        "coop.share.entry": desk("r"),
        "coop.card": desk("rwc"),
        "coop.household.person": desk("rwcu"),
        "coop.block": desk("rwc"),
        "coop.day.pass": desk("rc"),
        "coop.setting.change": desk("", "r"),
        "coop.settings": desk("", "rwcu"),
        "coop.subscription": desk("rwcu"),
        "coop.subscription.line": desk("rwcu"),
        "coop.card.replace": desk("rwcu"),
        "coop.fiscal.batch": desk("", "rwcu"),
        "coop.member.import": desk("", "rwcu"),
        "coop.member.import.fault": desk("", "rwcu"),
        "coop.member.leave": desk("", "rwcu"),
        "coop.member.merge": desk("", "rwcu"),
        "coop.payback.pay": desk("", "rwcu"),
        "coop.question": desk("rwcu"),
        "coop.register.print": desk("rwcu"),
        "coop.share.transfer": desk("rwcu"),
        "coop.subscription.pay": desk("rwcu"),
    }

    def test_office_of_one_company_sees_nothing_of_another(self):
        other = self.env["res.company"].create({"name": "Other co-op"})
        rows = self.rows_of(other)
        self.assertHiddenFrom(self.manager, [self.env[m].create(v) for m, v in rows.items()])

    def rows_of(self, company):
        other = self.env["coop.member"].create({"name": "Far", "company_id": company.id})
        share_type = self.env["coop.share.type"].create(
            {"name": "A", "code": "A", "value": 10, "company_id": company.id}
        )
        person = {"partner_id": other.partner_id.id, "company_id": company.id}
        return {
            "coop.member": {"name": "Further", "company_id": company.id},
            "coop.share.type": {
                "name": "B",
                "code": "B",
                "value": 10,
                "company_id": company.id,
            },
            "coop.share.entry": {
                "member_id": other.id,
                "type_id": share_type.id,
                "date": "2026-01-01",
                "quantity": 1,
                "amount": 10,
                "kind": "subscription",
                "key": "k",
            },
            "coop.card": {**person, "code": "FAR"},
            "coop.household.person": {
                "member_id": other.id,
                "partner_id": self.make_person("Kid").id,
            },
            "coop.block": {**person, "reason": "r"},
            "coop.day.pass": {**person, "reason": "r"},
            "coop.subscription": person,
        }

    def test_office_enrols_a_member_from_nothing(self):
        member = self.env["coop.member"].with_user(self.office).create({"name": "New Nora"})
        self.assertEqual(member.company_id, self.company)
        self.assertFalse(member.joined_on, "only the payment of shares makes a member")

    def test_who_gave_a_pass_is_not_chosen(self):
        day_pass = (
            self.env["coop.day.pass"]
            .with_user(self.office)
            .create(
                {
                    "partner_id": self.member.partner_id.id,
                    "reason": "guests",
                    "user_id": self.manager.id,
                }
            )
        )
        self.assertEqual(day_pass.user_id, self.office)

    def test_forms_open_for_the_office(self):
        for model in (model for model, roles in self.RIGHTS.items() if roles["office"]):
            views = (
                self.env[model].with_user(self.office).get_views([(False, "list"), (False, "form")])
            )
            self.assertIn(model, views["models"])

    @mute_logger("odoo.sql_db")
    def test_nobody_deletes_a_person_with_a_history(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.make_member("Old hand").partner_id.unlink()
