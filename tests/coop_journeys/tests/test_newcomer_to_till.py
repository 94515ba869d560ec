from odoo import Command
from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckPeople
from odoo.addons.coop_shift.tests.common import ShiftBuilders
from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

ACCOUNTS = {
    "coop_called_account_id": ("991012", "equity"),
    "coop_paid_account_id": ("991013", "equity"),
    "coop_receivable_account_id": ("994562", "asset_receivable"),
}


class OpenTill(PosCheckPeople):
    """A till that checks, in a co-op where nobody has come yet."""

    @classmethod
    def make_people(cls):
        account = cls.env["account.account"].create
        for field, (code, kind) in ACCOUNTS.items():
            cls.company[field] = account({"name": field, "code": code, "account_type": kind})
        cls.company.coop_capital_journal_id = cls.company._coop_make_journal()


@tagged("post_install", "-at_install")
class TestNewcomerToTill(ShiftBuilders, OpenTill, TestPointOfSaleHttpCommon):
    """Somebody subscribes, pays, receives a card, takes a place, and is served."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_people()
        cls.main_pos_config.coop_check_mode = "refuse"

    def subscribe(self, name):
        """Ten worker shares, paid in cash at the office."""
        subscription = self.env["coop.subscription"].create(
            {
                "partner_id": self.make_person(name).id,
                "company_id": self.company.id,
                "line_ids": [Command.create({"type_id": self.type_a.id, "quantity": 10})],
            }
        )
        subscription.action_confirm()
        self.env["coop.subscription.pay"].create({"subscription_id": subscription.id}).action_pay()
        return subscription.member_id

    def test_newcomer_is_served_once_a_place_is_taken(self):
        member = self.subscribe("Nour Nouvelle")
        self.assertEqual(member.coop_card_ids.code, "0420000000013")
        self.assertEqual(self.verdict(member).code, "unsubscribed")
        self.enroll(member, self.make_template(), self.company._coop_today())
        self.assertEqual(self.verdict(member).code, "ok")
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("coop_journey_newcomer")
        orders = self.main_pos_config.current_session_id.order_ids
        self.assertEqual(
            orders.filtered(lambda order: order.state != "draft").partner_id, member.partner_id
        )
