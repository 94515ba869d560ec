from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase
from odoo.addons.coop_shift.tests.common import ShiftBuilders


@tagged("post_install", "-at_install")
class TestWorkToTill(ShiftBuilders, PosCheckTourCase):
    """An absence is recorded on a shift; the till knows what follows, with no job run."""

    def setUp(self):
        super().setUp()
        self.today = self.company._coop_today()

    def make_absent(self, name, card, days_ago):
        """A member with a place, who was absent from the own shift some days ago."""
        member = self.make_member(name, card=card)
        template = self.make_template()
        self.enroll(member, template)
        row = self.assign(member, self.today - timedelta(days=days_ago))
        row.action_absent()
        return member

    def test_an_absence_becomes_an_alert_and_then_a_refusal(self):
        alert = self.make_absent("Alma Alerte", "0420000000112", 3)
        suspended = self.make_absent("Sven Suspendu", "0420000000129", 40)
        self.start_till("coop_journey_suspended")
        sold = self.main_pos_config.current_session_id.order_ids
        sold = sold.filtered(lambda order: order.state != "draft")
        self.assertEqual(sold.partner_id, alert.partner_id)
        checks = self.env["coop.check"].search([("config_id", "=", self.main_pos_config.id)])
        told = {(check.partner_id, check.code, check.outcome) for check in checks}
        self.assertIn((suspended.partner_id, "suspended", "refused"), told)
        self.assertIn((alert.partner_id, "alert", "allowed"), told)

    def test_a_make_up_reopens_the_till(self):
        member = self.make_absent("Sven Suspendu", "0420000000129", 40)
        self.assertEqual(self.verdict(member).code, "suspended")
        for days_ago in (1, 2):
            row = self.assign(member, self.today - timedelta(days=days_ago), origin="make_up")
            row.action_present()
        self.assertEqual(self.verdict(member).code, "ok")
