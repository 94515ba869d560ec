from datetime import date

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import CoopBuilders, CoopCase
from .common_capital import CapitalBuilders, CapitalCase


@tagged("post_install", "-at_install")
class TestYearlyCertificates(CapitalCase):
    """Everybody who paid shares in a year, once."""

    def setUp(self):
        super().setUp()
        self.freeze("2027-02-01")
        self.camille.email = "camille@coop.example"
        subscription = self.make_subscription(quantity=20, date="2026-03-01")
        self.pay(subscription, 145, date="2026-03-01")
        self.pay(subscription, date="2027-01-05")
        self.paper = self.make_member("Paper Paula", joined="2026-05-01")
        self.make_member("Before", joined="2025-12-31")

    def issue(self, year=2026):
        batch = self.env["coop.fiscal.batch"].with_user(self.manager)
        return batch.create({"year": year, "company_id": self.company.id}).action_issue()

    def certificates(self):
        return self.env["coop.fiscal.certificate"].search([("company_id", "=", self.company.id)])

    def test_amounts_of_the_year_only_and_twice_is_once(self):
        self.issue()
        self.issue()
        found = {c.member_id.name: (c.shares, c.amount) for c in self.certificates()}
        self.assertEqual(found, {"Camille": (14, 140), "Paper Paula": (10, 100)})
        self.issue(2027)
        self.assertEqual(self.certificates().filtered(lambda c: c.year == 2027).amount, 60)

    def test_mails_go_out_once(self):
        self.issue()
        for _twice in range(2):
            with self.enter_registry_test_mode():
                self.env.ref("coop_membership.cron_fiscal").method_direct_trigger()
        mails = self.env["mail.mail"].search([("model", "=", "coop.fiscal.certificate")])
        self.assertEqual(len(mails), 1)
        self.assertIn("2026", mails.subject)

    def test_register_as_of_a_day_is_numbered_and_adds_up(self):
        wizard = self.env["coop.register.print"].with_user(self.office)
        wizard = wizard.create({"date": "2026-12-31", "company_id": self.company.id})
        rows = {member.name: quantity for member, _type, quantity, _amount in wizard._rows()}
        self.assertEqual(rows["Camille"], 14)
        total = sum(amount for _member, _type, _quantity, amount in wizard._rows())
        self.assertEqual(total, self.capital(date(2026, 12, 31))[0])
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "coop_membership.report_register", wizard.ids
        )
        self.assertIn("Paper Paula", html.decode())


@tagged("post_install", "-at_install")
class TestPortalCertificates(CoopBuilders, HttpCase):
    def test_own_certificate_only(self):
        create = self.env["coop.fiscal.certificate"].create
        vals = {"year": 2025, "amount": 100, "shares": 10}
        mine = create({"member_id": self.member.id, **vals})
        other = create({"member_id": self.make_member("Other").id, **vals})
        url = "/my/coop/certificate/%s"
        self.assertIn("/web/login", self.url_open(url % mine.id).url)
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertIn(url % mine.id, self.url_open("/my/coop").text)
        self.assertIn("Inès Portail", self.url_open(url % mine.id).text)
        for forged in (other.id, 0, 10**9):
            self.assertEqual(self.url_open(url % forged).status_code, 404)


@tagged("post_install", "-at_install")
class TestPortalSharesCertificate(CapitalBuilders, CoopBuilders, HttpCase):
    """The certificate of one's own paid shares, and nobody else's."""

    URL = "/my/coop/shares/%s/certificate"

    def setUp(self):
        super().setUp()
        self.mine = self.make_subscription(self.member.partner_id)
        self.theirs = self.make_subscription(self.camille)
        self.pay(self.theirs)

    def open(self, record_id):
        return self.url_open(self.URL % record_id)

    def test_own_certificate_once_something_is_paid(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertEqual(self.open(self.mine.id).status_code, 404, "nothing is paid yet")
        self.pay(self.mine, 50)
        self.assertIn(self.URL % self.mine.id, self.url_open("/my/coop").text)
        answer = self.open(self.mine.id)
        self.assertEqual(answer.status_code, 200)
        if answer.headers["Content-Type"].startswith("text/html"):
            self.assertIn("Inès Portail", answer.text)
            self.assertNotIn("Camille", answer.text)
        else:
            self.assertTrue(answer.content.startswith(b"%PDF"))
            self.assertIn("attachment", answer.headers["Content-Disposition"])

    def test_forged_ids_strangers_and_the_public(self):
        self.pay(self.mine)
        self.assertIn("/web/login", self.open(self.mine.id).url)
        self.authenticate("coop.member", "coop.membercoop.member")
        for forged in (self.theirs.id, 0, 10**9, 10**30, "x"):
            self.assertEqual(self.open(forged).status_code, 404, forged)
        self.make_user("coop.stranger", "base.group_portal")
        self.authenticate("coop.stranger", "coop.strangercoop.stranger")
        self.assertEqual(self.open(self.mine.id).status_code, 404)

    def test_a_cancelled_subscription_has_no_certificate(self):
        self.pay(self.mine)
        self.mine.action_cancel()
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertEqual(self.open(self.mine.id).status_code, 404)
        self.assertNotIn(self.URL % self.mine.id, self.url_open("/my/coop").text)


@tagged("post_install", "-at_install")
class TestMerge(CoopCase):
    """One person, registered twice."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.kept = self.make_member("Anna", joined="2021-01-01", card="KEPT")
        self.twin = self.make_member("Anna twice", joined="2020-01-01", shares=5, card="TWIN")

    def merge(self, twin=None, into=None):
        wizard = self.env["coop.member.merge"].with_user(self.manager)
        vals = {"member_id": (twin or self.twin).id, "into_id": (into or self.kept).id}
        wizard.create(vals).action_merge()

    def test_everything_goes_to_the_file_that_stays(self):
        lodger = self.make_household(self.twin, "Lodger").partner_id
        self.make_block(self.twin.partner_id, "2026-12-01")
        self.merge()
        self.assertEqual((self.kept.share_count, self.twin.share_count), (15, 0))
        self.assertEqual(self.kept.joined_on, date(2020, 1, 1))
        verdict = self.env["coop.verdict"]
        for code in ("KEPT", "TWIN"):
            card = self.card_of(code)
            self.assertEqual((card.partner_id.name, card.revoked_on), ("Anna", False))
        self.assertEqual(verdict.for_person(self.kept.partner_id.id).code, "ok")
        self.assertEqual(verdict.for_person(lodger.id).code, "ok")
        later = date(2026, 12, 1)
        self.assertEqual(verdict.for_person(self.kept.partner_id.id, later).code, "blocked")
        self.assertEqual(self.twin.merged_into_id, self.kept)
        self.assertFalse(self.twin.partner_id.active)

    def test_merges_that_cannot_be(self):
        with self.assertRaisesRegex(UserError, "another member"):
            self.merge(self.kept, self.kept)
        with self.assertRaisesRegex(UserError, "portal account"):
            self.merge(self.member, self.kept)
        self.env["coop.subscription"].create({"partner_id": self.twin.partner_id.id})
        with self.assertRaisesRegex(UserError, "open subscription"):
            self.merge()

    def test_odoos_merge_of_contacts_keeps_a_member_and_refuses_two(self):
        stranger = self.make_person("Anna too")
        self.make_card(stranger, "STRANGER")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([stranger.id, self.kept.partner_id.id], stranger)
        self.env.invalidate_all()
        self.assertEqual(self.kept.partner_id, stranger)
        self.assertEqual(self.card_of("STRANGER").partner_id, stranger)
        self.assertEqual(self.env["coop.verdict"].for_person(stranger.id).code, "ok")
        with self.assertRaisesRegex(UserError, "Merge the members first"):
            wizard._merge([self.twin.partner_id.id, self.kept.partner_id.id])
