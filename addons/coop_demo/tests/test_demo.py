from collections import Counter

from odoo.exceptions import AccessDenied
from odoo.tests import TransactionCase, tagged

from ..builder.tables import rows

EXPECTED = {
    "abcd_ok": "ok",
    "abcd_alert": "alert",
    "abcd_suspended": "suspended",
    "abcd_grace": "grace",
    "abcd_on_leave": "on_leave",
    "abcd_exempted": "exempted",
    "flying_ok": "ok",
    "flying_alert": "alert",
    "flying_suspended": "suspended",
    "unsubscribed": "unsubscribed",
    "unpaid": "unpaid",
    "blocked": "blocked",
    "left": "left",
    "pass": "pass",
    "partner": "ok",
}


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo co-op shows what it promises, on the day on which it was built."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coop = cls.env.ref("base.main_company")
        scenario = {row["name"]: row["scenario"] for row in rows("people")}
        cls.members = cls.env["coop.member"].search([("company_id", "=", cls.coop.id)])
        cls.members = cls.members.filtered(lambda member: member.name in scenario)
        cls.scenario = {member: scenario[member.name] for member in cls.members}
        cls.built_on = cls.coop._coop_local_day(min(cls.members.mapped("create_date")))

    def test_every_member_stands_as_the_table_says(self):
        timelines = self.env["coop.verdict"].timelines(
            self.members.partner_id.ids, self.built_on, self.coop
        )
        found = {m.name: timelines[m.partner_id.id][0][1] for m in self.members}
        wanted = {m.name: EXPECTED[self.scenario[m]] for m in self.members}
        self.assertEqual(found, wanted)

    def test_the_open_vote_is_there_in_both_languages(self):
        vote = self.env["coop.vote"].search([("company_id", "=", self.coop.id)], limit=1)
        for lang, words in (("en_US", "the bakery would deliver"), ("fr_FR", "la boulangerie")):
            self.assertIn(words, vote.with_context(lang=lang).description)

    def test_every_standing_has_somebody(self):
        count = Counter(self.scenario.values())
        self.assertEqual(set(count), set(EXPECTED))
        self.assertEqual(len(self.members), 60)

    def test_the_till_checks_and_has_products(self):
        till = self.env["pos.config"].search([("company_id", "=", self.coop.id)])
        self.assertEqual(till.mapped("coop_check_mode"), ["refuse"])
        products = self.env["product.template"].search(
            [("pos_categ_ids", "in", till.iface_available_categ_ids.ids)]
        )
        self.assertEqual(len(products), 30)

    def test_the_shelf_price_is_what_is_paid_and_holds_the_tax_of_the_product(self):
        wanted = {
            row["barcode"]: (float(row["tax"]), float(row["price"])) for row in rows("products")
        }
        products = self.env["product.product"].search([("barcode", "in", list(wanted))])
        self.assertEqual(len(products), 30)
        found = {}
        for product in products:
            paid = product.taxes_id.compute_all(product.list_price, product=product)
            self.assertEqual(product.taxes_id.mapped("company_id"), self.coop)
            rate = sum(product.taxes_id.mapped("amount"))
            found[product.barcode] = (rate, paid["total_included"])
        self.assertEqual(found, wanted)

    def test_the_administrator_has_no_known_password(self):
        admin = self.env.ref("base.user_admin")
        for password in ("admin", "manager", ""):
            with self.assertRaises(AccessDenied):
                credential = {"type": "password", "login": admin.login, "password": password}
                admin.with_user(admin)._check_credentials(credential, {"interactive": True})

    def test_the_logins_that_setup_prints_work(self):
        for login in ("cashier", "coordinator", "member", "manager"):
            user = self.env["res.users"].search([("login", "=", f"{login}@coop.example")])
            credential = {"type": "password", "login": user.login, "password": login}
            user.with_user(user)._check_credentials(credential, {"interactive": True})
            self.assertEqual(user._is_portal(), login == "member")
