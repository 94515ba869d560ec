from odoo.tests import tagged

from .common import PosCheckTourCase


@tagged("post_install", "-at_install")
class TestTillTours(PosCheckTourCase):
    """What a cashier sees and can do, in a browser."""

    def test_member_up_to_date_sells(self):
        self.start_till("coop_sell_to_member")
        order = self.orders()
        self.assertEqual(order.partner_id, self.up_to_date.partner_id)
        self.assertEqual(self.checks(), order.coop_check_id)
        self.assertEqual((order.coop_check_id.outcome, order.coop_code), ("allowed", "ok"))
        self.assertFalse(order.coop_flag_ids)

    def test_stopped_member_is_refused_with_reason_and_date(self):
        self.start_till("coop_refuse_stopped")
        self.assertFalse(self.orders())
        check = self.checks()
        self.assertEqual(check.mapped("outcome"), ["refused"])
        self.assertEqual(check.partner_id, self.stopped.partner_id)

    def test_dates_are_in_the_language_of_the_cashier(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        modules = [("name", "in", ("web", "point_of_sale", "coop_pos_check", "coop_membership"))]
        self.env["ir.module.module"].search(modules)._update_translations(["fr_FR"])
        self.pos_user.lang = "fr_FR"
        self.start_till("coop_refuse_in_french")
        self.assertFalse(self.orders())

    def test_unknown_and_revoked_cards(self):
        self.start_till("coop_unknown_and_revoked_card")
        self.assertEqual(self.checks().mapped("code"), ["unknown_card", "revoked_card"])
        self.assertFalse(self.checks()[0].partner_id)

    def test_payment_without_a_person(self):
        self.start_till("coop_nobody")
        self.assertFalse(self.orders())
        self.assertEqual(self.checks().mapped("code"), ["unpaid", "blocked"])

    def test_a_card_answers_the_question_who_is_shopping(self):
        self.start_till("coop_card_answers_refusal")
        self.assertEqual(self.orders().partner_id, self.up_to_date.partner_id)
        outcomes = [(check.code, check.outcome) for check in self.checks()]
        self.assertEqual(outcomes, [("unknown_card", "refused"), ("ok", "allowed")])

    def test_fast_payment_is_refused(self):
        self.config.use_fast_payment = True
        self.config.fast_payment_method_ids = self.bank_payment_method
        self.start_till("coop_fast_payment")
        self.assertEqual(self.orders().partner_id, self.up_to_date.partner_id)
        outcomes = self.checks().mapped("outcome")
        self.assertEqual(outcomes, ["refused", "refused", "allowed"])

    def test_office_lifts_a_refusal_with_a_reason(self):
        self.pos_user.group_ids |= self.env.ref("coop_membership.group_office")
        self.start_till("coop_override")
        order = self.orders()
        check = order.coop_check_id
        self.assertEqual(check.outcome, "override")
        self.assertEqual(check.override_user_id, self.pos_user)
        self.assertEqual(check.override_reason, "Claire agreed by telephone")
        self.assertFalse(order.coop_flag_ids)

    def test_cashier_cannot_lift(self):
        self.start_till("coop_cashier_cannot_override")
        self.assertFalse(self.orders())

    def test_a_manager_signs_in_at_the_cashiers_till(self):
        boss = self.make_user("coop.boss", "coop_membership.group_office")
        self.start_till("coop_manager_signs_in")
        check = self.orders().coop_check_id
        self.assertEqual((check.override_user_id, check.override_valid), (boss, True))
        self.assertFalse(self.orders().coop_flag_ids)

    def test_warn_lets_the_cashier_go_on(self):
        self.config.coop_check_mode = "warn"
        self.start_till("coop_warn")
        self.assertEqual(self.orders().coop_check_id.outcome, "warned")
        self.assertEqual(self.kinds(self.orders()), {"warned"})

    def test_restored_order_is_judged(self):
        self.start_till("coop_restored_order")
        self.assertFalse(self.orders())

    def test_return_is_possible_for_a_stopped_member(self):
        self.start_till("coop_refund")
        sale, refund = self.orders()
        self.assertLess(refund.amount_total, 0)
        self.assertFalse(self.kinds(sale | refund))

    def test_exchange(self):
        """Something brought back and something bought: no way past the check."""
        self.start_till("coop_exchange")
        self.assertEqual(len(self.orders()), 1)
        self.assertEqual(self.checks().mapped("outcome"), ["allowed"])

    def test_check_off_is_invisible(self):
        self.config.coop_check_mode = "off"
        self.start_till("coop_check_off")
        self.assertFalse(self.checks())
        self.assertFalse(self.orders().coop_judged_on)

    def test_new_customer_is_not_a_member(self):
        self.pos_user.group_ids |= self.env.ref("base.group_partner_manager")
        self.start_till("coop_new_customer")
        self.assertFalse(self.orders())

    def test_day_pass(self):
        self.pos_user.group_ids |= self.env.ref("coop_membership.group_office")
        self.start_till("coop_day_pass")
        person = self.late.partner_id
        self.assertEqual(person.coop_pass_ids.date, self.company._coop_today())
        self.assertEqual(person.coop_pass_ids.user_id, self.pos_user)
        self.assertEqual(self.checks().mapped("outcome"), ["override", "allowed"])
        self.assertFalse(self.kinds(self.orders()))

    def test_change_is_heard_at_once(self):
        self.pos_user.group_ids |= self.env.ref("coop_membership.group_office")
        self.start_till("coop_change_is_heard")

    def test_closing_screen_lists_the_flags(self):
        self.config.coop_check_mode = "warn"
        self.start_till("coop_closing_screen")

    def test_split_payment(self):
        self.start_till("coop_split_payment")
        order = self.orders()
        self.assertEqual(order.partner_id, self.up_to_date.partner_id)
        self.assertEqual(len(order.payment_ids), 2)
        self.assertEqual(self.checks().mapped("outcome"), ["refused", "allowed"])
        self.assertEqual(self.kinds(order), {"paid_as_another"})

    def test_a_pass_is_sold(self):
        self.config.coop_pass_product_id = self.env["product.product"].create(
            {"name": "Day pass", "type": "service", "list_price": 3, "available_in_pos": True}
        )
        self.start_till("coop_sold_pass")
        order = self.orders()
        self.assertEqual(order.partner_id, self.late.partner_id)
        self.assertEqual(self.late.partner_id.coop_pass_ids.date, self.days(0))
        self.assertFalse(self.stopped.partner_id.coop_pass_ids)
        self.assertFalse(self.kinds(order))
