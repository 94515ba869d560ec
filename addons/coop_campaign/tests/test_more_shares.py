from html import unescape

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CampaignHttpCase, MoneyBuilders

URL = "/my/coop/shares"


@tagged("post_install", "-at_install")
class TestMoreShares(MoneyBuilders, CampaignHttpCase):
    """A member takes more shares on the portal."""

    def setUp(self):
        super().setUp()
        self.login(self.portal_member)

    def take(self, quantity, share_type=None):
        share_type = share_type or self.type_a
        return self.post(URL, **{f"shares_{getattr(share_type, 'id', share_type)}": quantity})

    def subscriptions(self):
        return self.env["coop.subscription"].search(
            [("partner_id", "=", self.member.partner_id.id)]
        )

    def test_a_member_takes_some_and_owns_them_once_paid(self):
        self.assertIn(URL, self.url_open("/my/coop").text)
        page = self.take(3)
        subscription = self.subscriptions()
        self.assertIn(f"/my/invoices/{subscription.invoice_id.id}", page.url)
        self.assertEqual((subscription.amount, subscription.origin), (30, "portal"))
        self.assertEqual(self.member.share_count, 10)
        self.pay(subscription)
        self.assertEqual(self.member.share_count, 13)

    def test_a_form_sent_twice_and_a_second_wish_come_to_the_one_that_waits(self):
        self.take(3)
        for quantity in (3, 50):
            self.take(quantity)
        self.assertEqual(self.subscriptions().amount, 30)
        self.assertIn("/my/invoices/", self.url_open(URL).url)
        self.assertNotIn(f'"{URL}"', self.url_open("/my/coop").text)

    def test_one_share_more_is_enough_on_the_lowered_minimum(self):
        poor = self.make_user("coop.poor", "base.group_portal")
        member = self.make_member("Lowered Lou", shares=1, partner_id=poor.partner_id.id)
        self.login(poor)
        self.take(1)
        self.pay(member._coop_open_subscriptions())
        self.assertEqual(member.share_count, 2)

    def test_none_too_many_and_forged_kinds_are_refused_kindly(self):
        for nothing in ("", "0", "-2", "ten"):
            self.assertIn("how many shares", self.take(nothing).text)
        self.assertIn("a lot of shares", self.take(1001).text)
        self.type_b.join_open = False
        for forged in (self.type_b, 999_999, "x"):
            self.assertIn("how many shares", self.take(5, forged).text)
        self.assertFalse(self.subscriptions())

    def leave(self):
        self.make_entry(self.member, -10, date="2021-01-01", kind="refund")
        self.member.left_on = "2021-01-01"

    def test_who_left_is_sent_to_the_office_before_any_money(self):
        self.leave()
        self.assertNotIn(URL, self.url_open("/my/coop").text)
        for page in (self.url_open(URL).text, self.take(10).text):
            self.assertIn("To come back, please ask the members' office", unescape(page))
            self.assertIn("its last day was", page)
            self.assertNotIn(f'action="{URL}"', page)
        with self.assertRaisesRegex(UserError, "has ended"):
            self.member._coop_take_shares({self.type_a.id: 10})
        self.assertFalse(self.subscriptions())

    def test_who_left_comes_back_with_what_the_office_records(self):
        self.leave()
        line = {"type_id": self.type_a.id, "quantity": 10}
        subscription = self.env["coop.subscription"].create(
            {
                "partner_id": self.member.partner_id.id,
                "company_id": self.company.id,
                "line_ids": [(0, 0, line)],
            }
        )
        subscription.action_confirm()
        self.assertIn("/my/invoices/", self.url_open(URL).url, "it is paid like any other")
        self.pay(subscription)
        self.assertTrue(self.member.is_member)
        page = self.url_open("/my/coop").text
        self.assertIn(URL, page)
        self.assertNotIn("its last day was", page)

    def test_strangers_and_the_public(self):
        self.login(self.make_user("coop.stranger", "base.group_portal"))
        self.assertTrue(self.url_open(URL).url.endswith("/join"))
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(URL).url)
        self.login(self.portal_member)
        answer = self.url_open(URL, data={f"shares_{self.type_a.id}": "3"})
        self.assertEqual(answer.status_code, 400, "a form without a token is refused")
        self.assertFalse(self.subscriptions())
