import random
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..report.coop_sale_report import SOLD
from ..rules import sale as sale_rule
from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestJudgement(PosCheckCase):
    """Whatever a till sends is kept; what the server thinks of it is flagged."""

    def sell(self, person, row=None, **vals):
        partner = getattr(person, "partner_id", person)
        order = self.make_sale(partner, row, **vals)
        if row:
            row["order_uuid"] = row.get("order_uuid") or order["uuid"]
            self.till.coop_record_checks([row])
        return self.sync(order)

    def test_honest_sale(self):
        order = self.sell(self.up_to_date, self.make_row(self.up_to_date))
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.coop_check_id.outcome, "allowed")
        self.assertEqual(order.coop_title, "Up to date")
        self.assertFalse(self.flags(order))

    def test_sold_to_nobody(self):
        order = self.sell(self.env["res.partner"])
        self.assertEqual((order.state, self.flags(order)), ("paid", {"no_person"}))

    def test_no_check(self):
        order = self.sell(self.up_to_date)
        self.assertEqual((order.state, self.flags(order)), ("paid", {"no_check"}))

    def test_refused_then_paid(self):
        row = self.make_row(self.stopped, "blocked", "refused")
        self.assertEqual(self.flags(self.sell(self.stopped, row)), {"refused_paid"})

    def test_forged_verdict(self):
        order = self.sell(self.stopped, self.make_row(self.stopped, "ok"))
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.coop_code, "blocked")
        self.assertEqual(self.flags(order), {"different", "refused_paid"})

    def test_check_of_another_sale(self):
        row = self.make_row(self.up_to_date)
        self.sell(self.up_to_date, row)
        order = self.sell(self.up_to_date, row)
        self.assertFalse(order.coop_check_id)
        self.assertEqual(self.flags(order), {"foreign_check"})

    def test_check_of_another_person(self):
        order = self.sell(self.stopped, self.make_row(self.up_to_date))
        self.assertFalse(order.coop_check_id)
        self.assertEqual(self.flags(order), {"foreign_check", "refused_paid"})

    def test_future_date(self):
        """Judged now, not on the day that it claims, when the block will be over."""
        later = fields.Datetime.to_string(fields.Datetime.now() + timedelta(days=60))
        row = self.make_row(self.stopped, "ok", at=later)
        order = self.sell(self.stopped, row, date_order=later)
        self.assertEqual(order.coop_code, "blocked")
        self.assertEqual(self.flags(order), {"clock", "different", "refused_paid"})

    def test_clock_ahead(self):
        order = self.sell(self.up_to_date, self.make_row(self.up_to_date, skew=3600))
        self.assertEqual(self.flags(order), {"clock"})

    def test_old_list(self):
        self.config.coop_max_age = 24
        order = self.sell(self.up_to_date, self.make_row(self.up_to_date, data_age=24 * 60 + 1))
        self.assertEqual(self.flags(order), {"stale"})

    def test_server_fields_are_not_taken_from_the_till(self):
        row = self.make_row(self.up_to_date)
        self.till.coop_record_checks([row])
        check = self.env["coop.check"].search([("uuid", "=", row["uuid"])])
        forged = {"coop_check_id": check.id, "coop_code": "ok", "coop_judged_on": "2020-01-01"}
        order = self.sell(self.stopped, None, **forged)
        self.assertFalse(order.coop_check_id)
        self.assertEqual(order.coop_code, "blocked")
        self.assertEqual(self.flags(order), {"no_check", "refused_paid"})

    def test_check_that_comes_late(self):
        row = self.make_row(self.up_to_date)
        order = self.make_sale(self.up_to_date.partner_id, row)
        sale = self.sync(order)
        self.assertEqual(self.flags(sale), {"foreign_check"})
        self.till.coop_record_checks([{**row, "order_uuid": order["uuid"]}])
        self.env.invalidate_all()
        self.assertEqual(sale.coop_check_id.uuid, row["uuid"])
        self.assertFalse(self.flags(sale))

    def test_judged_at_its_own_time(self):
        """Sold before the block began, sent after."""
        self.freeze(f"{self.days(-5)} 10:00:00")
        row = self.make_row(self.stopped)
        order = self.make_sale(self.stopped.partner_id, row)
        order["date_order"] = fields.Datetime.to_string(fields.Datetime.now())
        self.config.current_session_id.start_at = fields.Datetime.now() - timedelta(hours=1)
        self.freeze(f"{self.days(5)} 10:00:00")
        self.till.coop_record_checks([{**row, "order_uuid": order["uuid"]}])
        sale = self.sync(order)
        self.assertEqual(sale.coop_code, "ok")
        self.assertFalse(self.flags(sale))

    def test_order_that_was_saved_first(self):
        """A bill that was kept open, and is paid later."""
        order = self.make_sale(self.stopped.partner_id)
        payments, order["payment_ids"] = order["payment_ids"], []
        paid, order["amount_paid"] = order["amount_paid"], 0
        sale = self.sync({**order, "state": "draft"})
        self.assertEqual((sale.state, self.flags(sale)), ("draft", set()))
        update = {**order, "id": sale.id, "access_token": sale.access_token, "state": "paid"}
        update |= {"lines": [], "payment_ids": payments, "amount_paid": paid}
        self.sync(update)
        self.assertEqual((sale.state, self.flags(sale)), ("paid", {"no_check", "refused_paid"}))

    def test_paid_in_another_way(self):
        """In the backend, on the web, at a kiosk: judged without a till that sends the order."""
        order = self.make_sale(self.stopped.partner_id)
        order |= {"state": "draft", "payment_ids": [], "amount_paid": 0}
        sale = self.sync(order)
        payment = {"amount": sale.amount_total, "payment_method_id": self.cash_pm1.id}
        sale.add_payment({**payment, "pos_order_id": sale.id})
        sale.action_pos_order_paid()
        self.env.cr.precommit.run()
        self.assertEqual((sale.state, self.flags(sale)), ("paid", {"no_check", "refused_paid"}))

    def test_somebody_else_is_put_on_a_sale_afterwards(self):
        order = self.sell(self.up_to_date, self.make_row(self.up_to_date))
        self.assertFalse(self.flags(order))
        order.partner_id = self.stopped.partner_id
        self.assertEqual(order.coop_code, "ok")
        self.assertEqual(self.flags(order), {"foreign_check", "person_changed", "refused_paid"})

    def test_a_check_made_afterwards_does_not_hide_who_was_served(self):
        """A till puts somebody who may shop on a sale that was refused, and sends a check."""
        order = self.sell(self.stopped, None)
        self.assertEqual(self.flags(order), {"no_check", "refused_paid"})
        row = self.make_row(self.up_to_date, order_uuid=order.uuid, at=str(order.date_order))
        order.with_user(self.cashier).write(
            {"partner_id": self.up_to_date.partner_id.id, "coop_check_uuid": row["uuid"]}
        )
        self.till.with_user(self.cashier).coop_record_checks([row])
        self.assertEqual(self.flags(order), {"person_changed", "refused_paid"})
        self.assertEqual(order.coop_judged_partner_id, self.stopped.partner_id)
        self.assertEqual(order.coop_code, "blocked")

    def test_lifted(self):
        self.cashier.group_ids |= self.env.ref("coop_membership.group_office")
        row = self.make_row(self.stopped, "blocked", "override", override_reason="Claire agreed")
        self.assertFalse(self.flags(self.sell(self.stopped, row)))

    def test_lifted_by_nobody_of_the_office(self):
        row = self.make_row(self.stopped, "blocked", "override", override_name="Boss")
        flags = self.flags(self.sell(self.stopped, row))
        self.assertEqual(flags, {"bad_override", "refused_paid"})

    def test_household_person_and_served_person(self):
        lodger = self.sell(self.lodger.partner_id, self.make_row(self.lodger, "blocked", "warned"))
        self.assertEqual(lodger.coop_code, "blocked")
        self.assertEqual(self.flags(lodger), {"warned"})
        served = self.sell(self.supplier, self.make_row(self.supplier, "served"))
        self.assertFalse(self.flags(served))

    def test_a_block_wins_over_being_served(self):
        """Staff and suppliers need no membership; a block is about the person all the same."""
        self.make_served(self.late.partner_id)
        for partner in (self.supplier, self.late.partner_id):
            self.assertEqual(self.verdict(partner).code, "served")
            self.make_block(partner, self.days(0), self.days(3))
            self.assertEqual(self.verdict(partner).code, "blocked")
            self.make_pass(partner, self.days(0))
            self.assertFalse(self.verdict(partner).allowed, "no pass lifts a block")
            self.assertEqual(self.verdict(partner, self.days(4)).code, "served")

    def test_goods_of_somebody_refused_stay_theirs_in_the_log(self):
        """A neighbour's card pays for what somebody was refused: one line of the report."""
        order = self.make_sale(self.up_to_date.partner_id)
        refusal = self.make_row(self.stopped, "blocked", "refused", order_uuid=order["uuid"])
        row = self.make_row(self.up_to_date, order_uuid=order["uuid"])
        self.till.coop_record_checks([refusal, row])
        sale = self.sync({**order, "coop_check_uuid": row["uuid"]})
        self.assertEqual(sale.coop_code, "ok")
        self.assertEqual(self.flags(sale), {"paid_as_another"})

    def test_a_refusal_that_arrives_after_its_sale_is_joined_too(self):
        sale = self.sell(self.up_to_date, self.make_row(self.up_to_date))
        self.assertFalse(self.flags(sale))
        self.till.coop_record_checks(
            [self.make_row(self.stopped, "blocked", "refused", order_uuid=sale.uuid)]
        )
        self.assertEqual(self.flags(sale), {"paid_as_another"})

    def test_the_same_person_refused_and_lifted_later_is_not_another(self):
        order = self.make_sale(self.stopped.partner_id)
        refusal = self.make_row(self.stopped, "blocked", "refused", order_uuid=order["uuid"])
        self.till.coop_record_checks([refusal])
        sale = self.sync(order)
        self.assertNotIn("paid_as_another", self.flags(sale))

    def test_what_a_sale_is_here_and_in_the_report(self):
        """The shared cases, and random orders: the rule and its SQL say the same."""
        chance = random.Random(34)
        original = self.sell(self.up_to_date, None)
        orders = original.browse()
        bottle = self.env["product.product"].create(
            {"name": "Empty bottle", "list_price": -0.2, "available_in_pos": True}
        )
        for _n in range(60):
            order = original.copy({"lines": [], "state": "draft"})
            for _line in range(chance.randint(0, 3)):
                original.lines[0].copy(
                    {
                        "order_id": order.id,
                        "product_id": chance.choice([original.lines.product_id, bottle]).id,
                        "uuid": str(uuid4()),
                        "qty": chance.choice([-2, -1, 0, 1, 2]),
                        "price_unit": chance.choice([-5, -1, 0, 1, 5]),
                        "discount": chance.choice([0, 0, 50, 100, 200]),
                        "refunded_orderline_id": chance.choice([False, original.lines[0].id]),
                    }
                )
            orders |= order
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL("SELECT o.id, %s FROM pos_order o WHERE o.id = ANY(%s)", SOLD, orders.ids)
        )
        said = dict(rows)
        for order in orders:
            lines = order.lines._coop_sale_lines()
            self.assertEqual(said[order.id], sale_rule.is_sale(lines), lines)
        self.assertEqual(set(said.values()), {True, False})

    def test_return_is_not_judged(self):
        order = self.sync(self.make_sale(self.stopped.partner_id, quantity=-1))
        self.assertEqual(order.state, "paid")
        self.assertFalse(order.coop_judged_on)

    def test_check_off(self):
        self.config.coop_check_mode = "off"
        order = self.sell(self.stopped)
        self.assertFalse(order.coop_judged_on)
        self.assertFalse(self.flags(order))

    def test_failure_never_stops_a_sale(self):
        def broken(*_args):
            self.env.cr.execute("SELECT no_such_column FROM pos_order")

        model = self.env.registry["pos.order"]
        with (
            patch.object(model, "_coop_judge", broken),
            mute_logger("odoo.sql_db", "odoo.addons.coop_pos_check.models.pos_order"),
        ):
            order = self.sell(self.up_to_date, self.make_row(self.up_to_date))
        self.assertEqual(order.state, "paid")
        self.assertFalse(order.coop_judged_on)
        # Taken up again when the session is closed.
        self.config.current_session_id.with_user(self.cashier).get_closing_control_data()
        self.assertTrue(order.coop_judged_on)

    def test_closing_screen_lists_the_flags(self):
        self.sell(self.stopped, self.make_row(self.stopped, "ok"))
        self.sell(self.env["res.partner"])
        session = self.config.current_session_id.with_user(self.cashier)
        summary = dict(map(tuple, session.get_closing_control_data()["coop_flags"]))
        self.assertEqual(summary["Sold to nobody in particular"], 1)
        self.assertEqual(summary["Sold to somebody who might not shop"], 1)
        flags = self.env["coop.order.flag"].search([("session_id", "=", session.id)])
        flags.with_user(self.office).action_reviewed()
        self.assertEqual(flags.reviewed_by, self.office)
        self.assertFalse(session.get_closing_control_data()["coop_flags"])

    def test_two_companies(self):
        """A member of one co-op is nobody in another."""
        other = self.env["res.company"].create({"name": "Other co-op"})
        stranger = (
            self.env["coop.member"]
            .sudo()
            .create(
                {
                    "name": "Elsewhere",
                    "number": 1,
                    "joined_on": "2020-01-01",
                    "company_id": other.id,
                }
            )
        )
        order = self.sell(stranger, self.make_row(stranger))
        self.assertEqual(order.coop_code, "not_member")
        self.assertEqual(self.flags(order), {"different", "refused_paid"})

    def test_sold_pass(self):
        """A pass among the goods: the person may shop until midnight, everywhere."""
        self.config.coop_pass_product_id = self.create_product("Day pass", self.categ_basic, 3, 0)
        row = self.make_row(self.late, "pass")
        order = self.create_ui_order_data(
            [(self.product, 1), (self.config.coop_pass_product_id, 1)],
            customer=self.late.partner_id,
            uuid=str(uuid4()),
        )
        order["coop_check_uuid"] = row["uuid"]
        self.till.coop_record_checks([{**row, "order_uuid": order["uuid"]}])
        sale = self.sync(order)
        self.assertEqual(sale.coop_code, "pass")
        self.assertFalse(self.flags(sale))
        given = self.late.partner_id.coop_pass_ids
        self.assertEqual(given.date, self.company._coop_today())
        self.assertIn(sale.pos_reference, given.reason)
        sale._coop_judge()
        self.assertEqual(self.late.partner_id.coop_pass_ids, given)

    def test_sold_pass_lifts_no_block(self):
        self.config.coop_pass_product_id = self.product
        sale = self.sell(self.stopped, self.make_row(self.stopped, "pass"))
        self.assertEqual(sale.coop_code, "blocked")
        self.assertEqual(self.flags(sale), {"different", "refused_paid"})

    def test_several_tills_of_several_companies(self):
        """Each till knows the persons of its own co-op, and no cashier those of another's."""
        second = self.config.copy({"name": "Second till"})
        other = self.env["res.company"].create({"name": "Other co-op"})
        self.env["account.chart.template"].try_loading("generic_coa", other, install_demo=False)
        third = self.env["pos.config"].sudo().with_company(other).create({"name": "Elsewhere"})
        mine = {row[0] for row in self.till.coop_persons()["persons"]}
        self.assertEqual(
            {row[0] for row in second.with_user(self.cashier).coop_persons()["persons"]}, mine
        )
        with self.assertRaises(AccessError):
            third.with_user(self.cashier).coop_persons()
        with self.assertRaises(AccessError):
            third.with_user(self.cashier).coop_record_checks([self.make_row(self.up_to_date)])

    def test_two_tabs_send_the_same(self):
        """Both tabs of a till found the same check and the same sale in their browser."""
        row = self.make_row(self.up_to_date)
        order = self.make_sale(self.up_to_date.partner_id, row)
        row["order_uuid"] = order["uuid"]
        for _tab in range(2):
            self.till.coop_record_checks([row])
            sale = self.sync(order)
        self.assertEqual(len(sale), 1)
        self.assertEqual(self.env["coop.check"].search_count([("uuid", "=", row["uuid"])]), 1)
        self.assertFalse(self.flags(sale))

    def test_many_orders_few_queries(self):
        def sales(count):
            people = [self.up_to_date, self.stopped, self.late]
            rows = [self.make_row(people[n % 3]) for n in range(count)]
            orders = [self.make_sale(people[n % 3].partner_id, rows[n]) for n in range(count)]
            for row, order in zip(rows, orders, strict=True):
                row["order_uuid"] = order["uuid"]
            self.till.coop_record_checks(rows)
            sold = self.sync(*orders)
            sold.coop_judged_on = False
            self.env.flush_all()
            self.env.invalidate_all()
            return sold

        few, many = sales(3), sales(12)
        counts = []
        for orders in (few, few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders._coop_judge()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 2)
        self.assertLess(counts[2], 45)

    def test_unknown_uuid_is_kept(self):
        order = self.make_sale(self.up_to_date.partner_id, {"uuid": str(uuid4())})
        sale = self.sync(order)
        self.assertEqual((sale.state, self.flags(sale)), ("paid", {"foreign_check"}))
