"""Budgets: how many questions the screens ask the database, whatever the number of rows."""

from odoo.tests import HttpCase, TransactionCase, tagged

from .common import CoopBuilders


class Counting(CoopBuilders):
    """Mixin: the number of queries of some work, caches of records emptied before it."""

    def queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

    def others(self):
        """How many addons are installed that add their facts to the verdict and to the pages."""
        domain = [("name", "=like", "coop_%"), ("state", "=", "installed")]
        return self.env["ir.module.module"].sudo().search_count(domain) - 1


@tagged("post_install", "-at_install")
class TestBudgets(Counting, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in range(80):
            member = cls.make_member(f"M{number}", card=f"CARD{number}")
            if number % 3 == 0:
                cls.make_household(member, f"H{number}")
                cls.make_block(member.partner_id, "2020-12-01", "2020-12-02")

    def test_verdict_of_one_card(self):
        """Card, household, member, blocks, passes, periods: no more than 9."""
        verdict = self.env["coop.verdict"].with_user(self.checker)

        def ask(code="CARD0"):
            card = verdict._card(code, self.company)
            self.assertTrue(verdict.for_person(card.partner_id.id).allowed)

        ask()
        self.assertLessEqual(self.queries(ask), 9 + 6 * self.others())

    def test_unknown_card(self):
        verdict = self.env["coop.verdict"].with_user(self.checker)
        verdict._card("NOBODY", self.company)
        self.assertLessEqual(self.queries(lambda: verdict._card("NOBODY", self.company)), 1)

    def read_list(self, limit):
        names = (
            "number", "name", "email", "phone", "joined_on", "share_count", "verdict_title",
            "verdict_tone", "verdict_until",
        )  # fmt: skip
        answer = (
            self.env["coop.member"]
            .with_user(self.office)
            .web_search_read([("is_member", "=", True)], {n: {} for n in names}, limit=limit)
        )
        self.assertEqual(len(answer["records"]), limit)

    def test_members_list_of_80(self):
        """Members, persons, shares, household, blocks, passes, periods: no more than 12."""
        self.read_list(10)
        few, many = (
            self.queries(lambda: self.read_list(10)),
            self.queries(lambda: self.read_list(80)),
        )
        self.assertLessEqual(many, few)
        self.assertLessEqual(many, 12 + 6 * self.others())

    def test_cards_list_of_80(self):
        def read():
            names = ("code", "partner_id", "issued_on", "fee_state")
            cards = self.env["coop.card"].with_user(self.office)
            cards.web_search_read([], {name: {} for name in names}, limit=80)

        read()
        self.assertLessEqual(self.queries(read), 4)


@tagged("post_install", "-at_install")
class TestMyCoopBudget(Counting, HttpCase):
    def visit(self):
        self.assertEqual(self.url_open("/my/coop").status_code, 200)

    def test_my_coop(self):
        """Thirty-two for the page itself; each other addon adds its tile."""
        self.make_card(self.portal_member.partner_id, "0420000000013")
        self.make_household(self.member, "Lodger Lou")
        self.authenticate("coop.member", "coop.membercoop.member")
        self.visit()
        few = self.queries(self.visit)
        for number in range(20):
            self.make_entry(self.member, 1)
            self.make_household(self.member, f"Person {number}")
            self.make_card(self.portal_member.partner_id, f"OLD{number}", revoked_on="2021-01-01")
        # A few more for the caches that the new records emptied; one per record would be twenty.
        self.assertLess(self.queries(self.visit), few + 6)
        self.assertLessEqual(few, 34 + 8 * self.others())
