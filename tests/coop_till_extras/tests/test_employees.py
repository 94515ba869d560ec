from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase
from odoo.addons.pos_hr.tests.test_frontend import TestPosHrHttpCommon


@tagged("post_install", "-at_install")
class TestEmployees(PosCheckTourCase, TestPosHrHttpCommon):
    """A till at which employees sign in: a manager comes by and types a PIN."""

    def test_a_managers_pin_lifts_a_refusal(self):
        self.start_till("coop_manager_pin")
        order = self.orders()
        self.assertEqual(order.partner_id, self.stopped.partner_id)
        check = order.coop_check_id
        self.assertEqual((check.outcome, check.override_name), ("override", self.manager1.name))
        self.assertFalse(check.override_valid, "every till knows every PIN")
        self.assertEqual(self.kinds(order), {"bad_override", "refused_paid"})
