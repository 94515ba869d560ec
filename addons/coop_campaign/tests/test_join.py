from odoo.tests import tagged

from .common import PIXEL, CampaignHttpCase, MoneyBuilders

PERSON = {
    "name": "Ana Lima",
    "email": "ana.lima@coop.example",
    "phone": "",
    "street": "3 rue des Poissonniers",
    "zip": "75018",
    "city": "Paris",
}


class JoinCase(MoneyBuilders, CampaignHttpCase):
    def setUp(self):
        super().setUp()
        self.charter = self.make_charter()
        self.env["coop.join.hit"].search([]).unlink()
        self.authenticate(None, None)

    def begin(self, **changes):
        return self.post("/join/start", **{**PERSON, **changes})

    def sign_url(self):
        return f"/join/charter/{self.charter.id}/sign"

    def take(self, quantity=10, **more):
        """The second step, with shares of type A."""
        return self.post("/join/shares", **{f"shares_{self.type_a.id}": quantity}, **more)

    def applications(self):
        return self.env["coop.join.request"].search([("company_id", "=", self.company.id)])

    def walk(self, way="transfer", quantity=10, **changes):
        """All the steps up to the last page; return the application."""
        self.begin(**changes)
        self.take(quantity)
        self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        self.last = self.post("/join/payment", way=way)
        return self.applications()[:1]

    def mails(self, email=PERSON["email"]):
        return self.env["mail.mail"].search([("email_to", "=", email)], order="id")


@tagged("post_install", "-at_install")
class TestJoinSteps(JoinCase):
    """Four steps, in order, and nothing is lost on the way."""

    def test_a_newcomer_walks_through_and_is_a_member_when_paid(self):
        application = self.walk(way="transfer")
        self.assertTrue(self.last.url.endswith("/join/done"), self.last.url)
        self.assertIn(application.subscription_id.invoice_id.payment_reference, self.last.text)
        self.assertEqual(application.state, "confirmed")
        partner = application.partner_id
        self.assertEqual((partner.name, partner.zip), ("Ana Lima", "75018"))
        self.assertEqual(self.charter.signature_ids.partner_id, partner)
        self.assertFalse(application._coop_member())
        self.pay(application.subscription_id)
        member = application._coop_member()
        self.assertTrue(member.number)
        self.assertEqual(member.origin, "portal")
        self.assertIn(f'o_coop_number">{member.number}<', self.url_open("/join/done").text)

    def test_a_new_member_with_an_e_mail_gets_an_account(self):
        application = self.walk()
        self.assertFalse(application.partner_id.user_ids)
        self.pay(application.subscription_id)
        self.assertTrue(application.partner_id.user_ids._is_portal())

    def test_members_who_did_not_apply_here_get_no_account_and_no_mail(self):
        person = self.make_person("Old Oda", email="oda@coop.example")
        self.pay(self.make_subscription(person))
        self.assertTrue(person.coop_member_ids.number)
        self.assertFalse(person.user_ids)

    def test_faults_are_said_and_what_was_written_is_kept(self):
        page = self.begin(email="ana@", zip="").text
        self.assertIn("This does not look like an e-mail address", page)
        self.assertIn("Please write your zip code", page)
        self.assertIn('value="3 rue des Poissonniers"', page)
        self.assertFalse(self.applications())

    def test_fewer_shares_than_the_minimum_are_refused_with_the_minimum(self):
        self.begin()
        page = self.take(9).text
        self.assertIn("At least 10 shares", page)
        self.assertIn('value="9"', page)
        self.assertFalse(self.applications().line_ids)

    def test_shares_of_several_kinds_in_one_application(self):
        application = self.walk(quantity=12)
        self.assertEqual(application.shares, "12 × A")
        self.authenticate(None, None)
        self.begin(email="two@coop.example")
        self.take(10, **{f"shares_{self.type_b.id}": "3"})
        self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        self.assertIn("130.00", self.url_open("/join/payment").text)
        self.post("/join/payment", way="transfer")
        application = self.applications()[:1]
        self.assertEqual((application.shares, application.amount), ("10 × A, 3 × B", 130))
        self.pay(application.subscription_id)
        owned = application._coop_member()._coop_shares_by_type()
        self.assertEqual(owned, {self.type_a: 10, self.type_b: 3})

    def test_changing_ones_mind_replaces_the_kinds(self):
        self.begin()
        self.take(10, **{f"shares_{self.type_b.id}": "3"})
        self.take(0, **{f"shares_{self.type_b.id}": "10"})
        self.assertEqual(self.applications().shares, "10 × B")
        page = self.url_open("/join/shares").text
        self.assertRegex(page, rf'name="shares_{self.type_b.id}"[^>]*value="10"')

    def test_below_the_minimum_of_every_kind_is_refused_with_the_minimums(self):
        self.begin()
        page = self.take(9, **{f"shares_{self.type_b.id}": "9"}).text
        self.assertIn("10 × A, 10 × B", page)
        self.assertFalse(self.applications().line_ids)

    def test_no_share_at_all_is_said(self):
        self.begin()
        for nothing in ("", "0", "ten", "-3"):
            self.assertIn("how many shares", self.take(nothing).text)
        self.assertFalse(self.applications().line_ids)

    def test_one_share_is_enough_on_minimum_social_benefits(self):
        self.begin()
        self.take(1, reduced="1")
        self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        self.post("/join/payment", way="shop")
        application = self.applications()
        self.assertTrue(application.subscription_id.reduced)
        self.pay(application.subscription_id)
        self.assertTrue(application._coop_member().number)

    def test_share_types_that_are_not_offered_cannot_be_chosen(self):
        self.type_b.join_open = False
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.type_a.copy({"company_id": elsewhere.id})
        self.begin()
        self.assertNotIn(f'name="shares_{self.type_b.id}"', self.url_open("/join/shares").text)
        for forged in (self.type_b.id, far.id, 999_999, "1 OR 1", ""):
            self.post("/join/shares", **{f"shares_{forged}": "10"})
            self.assertFalse(self.applications().line_ids)

    def test_nobody_jumps_ahead(self):
        self.assertTrue(self.url_open("/join/payment").url.endswith("/join"))
        self.begin()
        self.assertTrue(self.url_open("/join/payment").url.endswith("/join/shares"))
        self.assertIn("error", self.rpc(self.sign_url(), name="Ana", signature=PIXEL))
        self.assertTrue(self.post("/join/payment", way="shop").url.endswith("/join/shares"))
        self.assertEqual(self.applications().state, "draft")

    def test_one_can_go_back_and_correct(self):
        self.begin()
        self.take()
        self.assertIn('value="Ana Lima"', self.url_open("/join/you").text)
        self.begin(name="Ana Maria Lima")
        self.assertEqual(self.applications().name, "Ana Maria Lima")
        self.assertEqual(self.applications().quantity, 10)

    def test_bad_signature_is_refused_with_a_sentence(self):
        self.begin()
        self.take()
        self.assertIn("name", self.rpc(self.sign_url(), name="", signature=PIXEL)["error"])
        self.assertIn("error", self.rpc(self.sign_url(), name="A", signature="bm90"))
        self.assertFalse(self.applications().signed_on)

    def test_a_charter_that_changed_while_being_read_is_read_again(self):
        self.begin()
        self.take()
        self.make_charter(valid_from="2020-06-01")
        answer = self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        self.assertIn("changed meanwhile", answer["error"])
        self.assertFalse(self.applications().signed_on)

    def test_the_page_is_closed_until_the_co_op_chose_its_accounts(self):
        self.company.coop_capital_journal_id = False
        self.assertIn("opens soon", self.url_open("/join").text)
        self.assertIn("opens soon", self.begin().text)
        self.assertFalse(self.applications())

    def test_without_a_charter_there_is_no_charter_step(self):
        self.charter.unlink()
        self.begin()
        answer = self.take()
        self.assertTrue(answer.url.endswith("/join/payment"), answer.url)

    def test_instalments_of_the_co_op_are_offered_with_their_dates(self):
        half = {"value": "percent", "value_amount": 50}
        self.company.coop_instalment_term_id = self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "line_ids": [(0, 0, {**half, "nb_days": days}) for days in (0, 30)],
            }
        )
        application = self.walk(way="instalments")
        self.assertEqual([amount for _day, amount in application._coop_dues()], [50, 50])
        self.assertIn(self.days(30).strftime("%m/%d/%Y"), self.last.text)
        self.pay(application.subscription_id, amount=50)
        self.assertFalse(application._coop_member(), "five shares are below the minimum")
        self.pay(application.subscription_id, amount=50)
        self.assertTrue(application._coop_member())

    def test_instalments_are_not_offered_by_a_co_op_that_has_none(self):
        self.begin()
        self.take()
        self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        self.assertNotIn('value="instalments"', self.url_open("/join/payment").text)
        self.assertIn("choose how to pay", self.post("/join/payment", way="instalments").text)

    def test_forged_way_to_pay_confirms_nothing(self):
        self.begin()
        self.take()
        self.rpc(self.sign_url(), name="Ana Lima", signature=PIXEL)
        for forged in ("cash", "gift", ""):
            self.assertIn("choose how to pay", self.post("/join/payment", way=forged).text)
        self.assertEqual(self.applications().state, "draft")

    def test_replayed_forms_make_one_subscription(self):
        application = self.walk(way="shop")
        for _time in range(2):
            self.post("/join/payment", way="transfer")
            self.take(50)
            self.begin(name="Somebody else")
        self.assertEqual(self.applications(), application)
        self.assertEqual((application.way, application.quantity), ("shop", 10))
        self.assertEqual(application.name, "Ana Lima")
        subscriptions = self.env["coop.subscription"].search(
            [("partner_id", "=", application.partner_id.id)]
        )
        self.assertEqual(len(subscriptions), 1)

    def test_confirming_twice_subscribes_once(self):
        application = self.walk(way="shop")
        subscription = application.subscription_id
        application._coop_confirm("transfer")
        self.assertEqual(application.subscription_id, subscription)
        self.assertEqual(application.way, "shop")
        self.assertEqual(len(self.charter.signature_ids), 1)

    def test_forms_without_the_token_of_the_session_are_refused(self):
        self.begin()
        for url in ("/join/start", "/join/shares", "/join/payment", "/join/leave"):
            self.assertEqual(self.url_open(url, data={"name": "X"}).status_code, 400, url)

    def test_the_application_belongs_to_its_session(self):
        self.walk(way="shop")
        self.authenticate(None, None)
        for url in ("/join/shares", "/join/charter", "/join/payment", "/join/done"):
            page = self.url_open(url)
            self.assertTrue(page.url.endswith("/join"), url)
            self.assertNotIn("Ana Lima", page.text)

    def test_leaving_a_shared_device_forgets_the_application_there(self):
        self.begin()
        self.post("/join/leave")
        self.assertNotIn("Ana Lima", self.url_open("/join").text)
        self.assertTrue(self.applications(), "the mailed link still opens it")

    def test_a_member_who_is_signed_in_is_sent_to_their_page(self):
        self.login(self.portal_member)
        self.assertTrue(self.url_open("/join").url.endswith("/my/coop"))
