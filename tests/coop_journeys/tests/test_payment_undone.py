from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common_capital import CapitalCase


@tagged("post_install", "-at_install")
class TestPaymentUndone(CapitalCase):
    """Somebody became a member today by a payment, and it is undone on the same day."""

    def setUp(self):
        super().setUp()
        self.env["coop.work.policy"]._load_preset("la_louve", self.company)
        self.subscription = self.make_subscription()
        self.pay(self.subscription)
        self.member = self.subscription.member_id
        self.assertTrue(self.member.is_member)

    def code(self):
        return self.env["coop.verdict"].for_person(self.camille.id).code

    def standings(self):
        self.env.flush_all()
        return self.env["coop.standing"].search([("member_id", "=", self.member.id)])

    def test_the_payment_is_withdrawn(self):
        self.subscription.invoice_id._coop_term_lines().remove_move_reconcile()
        self.assertEqual(self.member.share_count, 0)
        self.assertFalse(self.standings())
        self.assertEqual(self.code(), "unpaid")

    def test_the_subscription_is_cancelled(self):
        self.subscription.with_user(self.office).action_cancel()
        self.assertEqual(self.member.left_on, self.member.joined_on)
        self.assertFalse(self.standings())
        self.assertEqual(self.code(), "left")

    def test_paid_again_on_the_same_day(self):
        self.subscription.invoice_id._coop_term_lines().remove_move_reconcile()
        self.pay(self.subscription)
        self.assertEqual(self.member.share_count, 10)
        self.assertEqual(self.standings().mapped("date_end"), [False])

    def test_a_twin_who_joined_today_is_merged(self):
        twin = self.make_subscription(partner=self.make_person("Camille"))
        self.pay(twin)
        merged = twin.member_id
        merged._coop_merge_into(self.member)
        self.assertEqual((self.member.share_count, merged.share_count), (20, 0))
        self.assertEqual(merged.left_on, merged.joined_on)
        self.assertTrue(self.standings())
