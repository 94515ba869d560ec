"""A till that lies: whatever it sends is kept, what is wrong is flagged, nothing leaks."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestRogue(PosCheckCase):
    def sell(self, member, row, **vals):
        order = self.make_sale(member.partner_id, row, **vals)
        self.till.coop_record_checks([{**row, "order_uuid": order["uuid"]}])
        return order

    def test_a_check_sent_again_with_other_content_stays_as_it_was(self):
        row = self.make_row(self.stopped, "blocked", "refused")
        self.till.coop_record_checks([row])
        forged = {**row, "partner_id": self.up_to_date.partner_id.id, "outcome": "allowed"}
        self.assertEqual(self.till.coop_record_checks([forged]), [row["uuid"]])
        check = self.env["coop.check"].search([("uuid", "=", row["uuid"])])
        self.assertEqual((check.partner_id, check.outcome), (self.stopped.partner_id, "refused"))

    def test_a_sale_sent_again_with_another_person_keeps_its_flags(self):
        order = self.make_sale(self.stopped.partner_id)
        sale = self.sync(order)
        self.assertIn("refused_paid", self.flags(sale))
        row = self.make_row(self.up_to_date)
        self.till.coop_record_checks([{**row, "order_uuid": order["uuid"]}])
        replayed = self.make_sale(self.up_to_date.partner_id, row, uuid=order["uuid"])
        self.sync(replayed)
        self.assertEqual(len(sale), 1)
        self.assertIn("refused_paid", self.flags(sale))

    def test_goods_sold_as_a_return_at_a_negative_price_are_judged(self):
        """Minus one at minus two euros is a sale."""
        order = self.make_sale(self.stopped.partner_id)
        order["lines"][0][2].update(qty=-1, price_unit=-2)
        sale = self.sync(order)
        self.assertEqual(sale.amount_total, 2)
        self.assertIn("refused_paid", self.flags(sale))

    def test_amounts_below_zero_are_kept(self):
        order = self.make_sale(self.stopped.partner_id, quantity=-3)
        sale = self.sync(order)
        self.assertEqual(len(sale), 1)
        self.assertFalse(self.flags(sale))

    def test_what_comes_back_names_nobody_else(self):
        """The answer to a check is its own key; that to a sale is what Odoo sends by itself."""
        row = self.make_row(self.stopped, "blocked", "refused")
        self.assertEqual(self.till.coop_record_checks([row]), [row["uuid"]])
        order = self.make_sale(self.stopped.partner_id, row)
        answer = self.env["pos.order"].with_user(self.cashier).sync_from_ui([order])
        for name in ("coop_code", "coop_flag_ids", "coop_check_id", "coop_judged_on"):
            self.assertNotIn(name, answer["pos.order"][0])

    def test_a_cashier_reads_nothing_of_members_but_the_list(self):
        """By RPC no more than what Odoo's own till shows of a customer."""
        person = self.stopped.partner_id.with_user(self.cashier)
        for field in ("coop_block_ids", "coop_card_ids", "coop_household_ids", "coop_pass_ids"):
            with self.subTest(field), self.assertRaises(AccessError):
                person.read([field])
                person[field].read(["create_date"])
        for model in ("coop.member", "coop.share.entry", "coop.block", "coop.check"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(self.cashier).search([])
        with self.assertRaises(AccessError):
            person.search([("coop_block_ids.reason", "ilike", "a")])

    def test_exactly_this_is_in_the_list(self):
        """Id, name, number, cards, verdicts, whose standing, words for the till, photo or none."""
        rows = {row[0]: row for row in self.till.coop_persons()["persons"]}
        row = rows[self.stopped.partner_id.id]
        self.assertEqual(row[1:5], ["Bruno Arrêt", 910002, ["0420000000020"], []])
        self.assertIsInstance(row[5], int)
        self.assertEqual(row[6], 0)
        self.assertEqual([words for _from, _to, words in row[7]], ["Ask for Claire at the office."])
        self.assertEqual(row[8:], [False])
