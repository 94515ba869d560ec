from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import PosCheckTourCase

THREE = timedelta(minutes=3)
#: How long after midnight the tour of an hour around it ends, with room for its steps.
LAST_MOMENT = timedelta(minutes=40)


@tagged("post_install", "-at_install")
class TestTillOffline(PosCheckTourCase):
    """The till judges alone while the network is down, and loses nothing."""

    def test_network_cut(self):
        self.start_till("coop_offline")
        partners = self.up_to_date.partner_id | self.supplier | self.tomorrow.partner_id
        self.assertEqual(len(self.orders()), 3)
        self.assertEqual(self.orders().partner_id, partners)
        outcomes = self.checks().mapped("outcome")
        self.assertEqual(sorted(outcomes), ["allowed"] * 3 + ["refused"] * 3)
        self.assertEqual(self.orders().coop_check_id.partner_id, partners)
        # Goods that one was refused were then paid by the next, on the same order.
        self.assertEqual(self.kinds(self.orders()), {"paid_as_another"})

    def test_list_survives_a_reload_without_answers(self):
        self.start_till("coop_offline_reload")
        order = self.orders()
        self.assertEqual(order.partner_id, self.up_to_date.partner_id)
        # The check still waits in the browser: the order is kept and flagged meanwhile.
        self.assertEqual(self.kinds(order), {"foreign_check", "paid_as_another"})

    def test_an_hour_of_sales_around_midnight(self):
        """Nine sales are tried in an hour, from 23:30 to 0:30; the server hears of them later."""
        self.move_away_from_midnight()
        mina = self.make_member("Mina Minuit", card="0420000000075", number=910005)
        self.make_block(mina.partner_id, self.days(0))
        early = self.make_member("Lila Lève-tôt", card="0420000000082", number=910006)
        self.make_block(early.partner_id, self.days(-5), self.days(-1))
        self.start_till("coop_offline_hour")
        orders, checks = self.orders(), self.checks()
        zoe = self.up_to_date
        sold = [order.partner_id for order in orders.sorted("date_order")]
        self.assertEqual(sold, [one.partner_id for one in (mina, zoe, zoe, early, zoe)])
        self.assertEqual(len(set(orders.mapped("uuid"))), 5)
        self.assertEqual(sorted(checks.mapped("outcome")), ["allowed"] * 5 + ["refused"] * 3)
        self.assertEqual(checks.filtered("allowed"), orders.coop_check_id.sorted("id"))
        moments = checks.mapped("at")
        self.assertAlmostEqual(max(moments) - min(moments), timedelta(minutes=55), delta=THREE)
        self.assertEqual({self.company._coop_local_day(at) for at in moments}, self.two_days())
        # The session of this test was opened after midnight; the one of that evening was not.
        self.config.current_session_id.start_at = fields.Datetime.now() - timedelta(days=2)
        orders.sudo()._coop_judge()
        self.assertEqual(set(orders.mapped("coop_code")), {"ok"})
        self.assertEqual(self.kinds(orders), {"paid_as_another"})

    def move_away_from_midnight(self):
        """The half hour after midnight is past: where it is not, the co-op is further west."""
        today = self.company._coop_today()
        if self.company._coop_local_day(fields.Datetime.now() - LAST_MOMENT) != today:
            self.company.coop_tz = "America/Sao_Paulo"

    def two_days(self):
        return {self.days(-1), self.days(0)}
