from datetime import date

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged

from .common_capital import CapitalCase


@tagged("post_install", "-at_install")
class TestSubscription(CapitalCase):
    """From a request to a membership, and back."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.start = self.capital()

    def assertOwns(self, subscription, shares, state):
        self.assertEqual(sum(subscription.entry_ids.mapped("quantity")), shares)
        self.assertEqual(subscription.state, state)
        register, accounts = self.capital()
        self.assertEqual(accounts, register - self.start[0], "the register equals the accounts")

    # -------------------------------------------------------------- the usual way

    def test_confirmed_is_called_and_nobody_is_a_member_yet(self):
        subscription = self.make_subscription()
        invoice = subscription.invoice_id
        self.assertEqual(invoice.journal_id, self.company.coop_capital_journal_id)
        self.assertEqual(invoice.amount_total, 100)
        self.assertEqual(self.balance("coop_receivable_account_id"), 100)
        self.assertEqual(self.balance("coop_called_account_id"), -100)
        self.assertFalse(subscription.member_id)
        self.assertOwns(subscription, 0, "confirmed")

    def test_paid_makes_a_member_on_the_day_of_the_payment(self):
        subscription = self.make_subscription()
        self.pay(subscription, date="2026-11-20")
        member = subscription.member_id
        self.assertEqual(member.share_count, 10)
        self.assertTrue(member.number)
        self.assertOwns(subscription, 10, "paid")
        self.assertEqual(self.balance("coop_paid_account_id"), -100)
        self.assertEqual(self.balance("coop_called_account_id"), 0)
        self.assertEqual(self.balance("coop_receivable_account_id"), 0)
        verdict = self.env["coop.verdict"].for_person(self.camille.id)
        self.assertTrue(verdict.allowed)

    def test_paid_late_is_a_member_from_then_on_and_not_before(self):
        subscription = self.make_subscription(date="2026-09-01")
        self.pay(subscription, date="2026-11-20")
        self.assertEqual(subscription.member_id.joined_on, date(2026, 11, 20))

    def test_numbers_follow_each_other_and_failures_leave_no_gap(self):
        persons = [self.make_person(f"P{i}") for i in range(3)]
        first, second, third = (self.make_subscription(person) for person in persons)
        self.pay(first)
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            self.pay(second)
            1 / 0  # noqa: B018 - anything that fails after the number was taken
        self.env.invalidate_all()
        self.assertFalse(second.member_id)
        self.pay(third)
        numbers = [first.member_id.number, third.member_id.number]
        self.assertEqual(numbers[1], numbers[0] + 1)

    def test_more_shares_later_keep_the_number_and_the_first_day(self):
        first = self.make_subscription(date="2026-10-30")
        self.pay(first, date="2026-11-01")
        number = first.member_id.number
        second = self.make_subscription(quantity=5)
        self.pay(second)
        member = second.member_id
        self.assertEqual((member.share_count, member.number), (15, number))
        self.assertEqual(member.joined_on, date(2026, 11, 1))

    def test_several_types_in_one_subscription(self):
        subscription = self.make_subscription(lines=[(self.type_a, 10), (self.type_b, 3)])
        self.pay(subscription, 115)
        self.assertEqual(subscription.line_ids.mapped("entry_ids.quantity"), [10, 1])
        self.assertOwns(subscription, 11, "confirmed")
        self.pay(subscription)
        self.assertOwns(subscription, 13, "paid")

    # -------------------------------------------------------------- minimum

    def test_below_the_minimum_is_refused_with_the_minimum(self):
        with self.assertRaisesRegex(UserError, "10 × A"):
            self.make_subscription(quantity=9)

    def test_lowered_minimum(self):
        subscription = self.make_subscription(quantity=1, reduced=True)
        self.pay(subscription)
        self.assertTrue(subscription.member_id.is_member)

    def test_nothing_to_confirm_without_shares_or_person(self):
        empty = self.env["coop.subscription"].create({"partner_id": self.camille.id})
        with self.assertRaisesRegex(UserError, "at least one kind"):
            empty.action_confirm()
        with self.assertRaisesRegex(UserError, "who subscribes"):
            self.env["coop.subscription"].create({}).action_confirm()

    def test_without_accounts_one_is_led_to_the_settings(self):
        self.company.coop_paid_account_id = False
        with self.assertRaises(RedirectWarning):
            self.make_subscription()

    # -------------------------------------------------------------- instalments

    def test_instalments_bring_shares_one_after_the_other(self):
        subscription = self.make_subscription()
        self.pay(subscription, 45)
        self.assertOwns(subscription, 4, "confirmed")
        self.assertFalse(subscription.member_id.is_member, "the minimum is not paid yet")
        self.assertFalse(subscription.member_id.number)
        self.pay(subscription, 45)
        self.assertOwns(subscription, 9, "confirmed")
        self.pay(subscription)
        self.assertOwns(subscription, 10, "paid")
        self.assertTrue(subscription.member_id.is_member)

    def test_due_dates_of_instalments(self):
        term = self.make_instalments()
        subscription = self.make_subscription(payment_term_id=term.id)
        due = subscription.invoice_id._coop_term_lines().sorted("date_maturity")
        self.assertEqual(due.mapped("balance"), [50, 50])
        self.assertEqual(due.account_id, self.company.coop_receivable_account_id)
        self.pay(subscription)
        self.assertOwns(subscription, 5, "confirmed")

    def test_the_office_finds_what_is_overdue(self):
        """By the filter of the list, without the right to open entries."""
        term = self.make_instalments()
        late = self.make_subscription(payment_term_id=term.id)
        self.make_subscription(self.make_person("Otto"), confirm=False)
        paid = self.make_subscription(self.make_person("Paula"))
        self.pay(paid)
        found = self.env["coop.subscription"].with_user(self.office)
        self.assertFalse(found.search([("is_overdue", "=", True)]))
        self.freeze("2026-12-01")
        self.assertEqual(found.search([("is_overdue", "=", True)]), late)
        self.assertEqual((late | paid).mapped("is_overdue"), [True, False])
        self.assertNotIn(late, found.search([("is_overdue", "=", False)]))

    def test_overdue_alone_blocks_nobody(self):
        subscription = self.make_subscription(date="2026-01-01", quantity=20)
        self.pay(subscription, 100)
        self.assertTrue(self.env["coop.verdict"].for_person(self.camille.id).allowed)
        self.make_block(self.camille, "2026-11-23", kind="unpaid")
        self.assertEqual(self.env["coop.verdict"].for_person(self.camille.id).code, "unpaid")

    def test_payment_without_an_outstanding_account_counts_too(self):
        self.cash.inbound_payment_method_line_ids.payment_account_id = False
        subscription = self.make_subscription()
        self.pay(subscription, 60)
        self.assertOwns(subscription, 6, "confirmed")
        payment = subscription.invoice_id.matched_payment_ids
        payment.action_cancel()
        self.assertOwns(subscription, 0, "confirmed")

    # -------------------------------------------------------------- what goes wrong

    def test_paid_twice_counts_once_and_the_rest_is_to_be_given_back(self):
        subscription = self.make_subscription()
        invoice = subscription.invoice_id
        self.pay(subscription)
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self.pay(subscription, 100)
        again = self.env["account.payment"].create(
            {
                "amount": 100,
                "payment_type": "inbound",
                "partner_id": self.camille.id,
                "journal_id": self.cash.id,
                "destination_account_id": self.company.coop_receivable_account_id.id,
            }
        )
        again.action_post()
        (again.move_id | invoice).line_ids.filtered(
            lambda line: line.account_id == again.destination_account_id and not line.reconciled
        ).reconcile()
        subscription.invalidate_recordset()
        self.assertOwns(subscription, 10, "paid")
        self.assertEqual(subscription.to_give_back, 100)

    def test_following_twice_writes_once(self):
        subscription = self.make_subscription()
        self.pay(subscription)
        subscription._coop_follow_payments()
        subscription._coop_follow_payments()
        self.assertOwns(subscription, 10, "paid")
        self.assertEqual(len(subscription.entry_ids), 1)

    def code(self):
        return self.env["coop.verdict"].for_person(self.camille.id).code

    def test_charged_back_is_unpaid_until_paid_again_and_told(self):
        """Nobody shops on shares that are not paid; the person hears of it, with what to do."""
        subscription = self.make_subscription()
        self.pay(subscription, date="2026-11-20")
        self.freeze(self.days(1))
        self.assertEqual(self.code(), "ok")
        before = subscription.message_ids
        subscription.invoice_id._coop_term_lines().remove_move_reconcile()
        self.assertEqual(self.code(), "unpaid")
        yesterday = self.days(-1)
        said = self.env["coop.verdict"].for_person(self.camille.id, yesterday).code
        self.assertEqual(said, "ok", "what was bought before was bought by a member")
        told = (subscription.message_ids - before).filtered(
            lambda message: self.camille in message.partner_ids
        )
        self.assertEqual(len(told), 1)
        self.assertIn("pay again", told.body)
        subscription._coop_follow_payments()
        self.assertEqual(len(subscription.message_ids - before - told), 0, "told once")
        self.pay(subscription)
        self.assertOwns(subscription, 10, "paid")
        self.assertEqual(self.code(), "ok")

    def test_an_older_share_keeps_the_right_to_shop(self):
        self.pay(self.make_subscription(), date="2026-11-01")
        more = self.make_subscription(quantity=5)
        self.pay(more, date="2026-11-10")
        more.invoice_id._coop_term_lines().remove_move_reconcile()
        self.assertEqual(self.code(), "ok")

    def test_charged_back_takes_the_shares_back_and_ends_nothing(self):
        subscription = self.make_subscription()
        self.pay(subscription)
        number = subscription.member_id.number
        subscription.invoice_id._coop_term_lines().remove_move_reconcile()
        self.assertOwns(subscription, 0, "confirmed")
        self.assertTrue(subscription.member_id.is_member, "ending it is a person's decision")
        self.assertEqual(subscription.entry_ids.mapped("quantity"), [10, -10])
        self.assertEqual(subscription.entry_ids[1].reverses_id, subscription.entry_ids[0])
        self.assertEqual(subscription.member_id.number, number)

    def test_cancelled_before_payment(self):
        subscription = self.make_subscription()
        subscription.with_user(self.office).action_cancel()
        self.assertOwns(subscription, 0, "cancelled")
        self.assertEqual(self.balance("coop_receivable_account_id"), 0)
        self.assertEqual(self.balance("coop_called_account_id"), 0)

    def test_cancelled_half_paid(self):
        subscription = self.make_subscription()
        self.pay(subscription, 40)
        subscription.with_user(self.office).action_cancel()
        self.assertOwns(subscription, 0, "cancelled")
        self.assertEqual(subscription.to_give_back, 40)
        self.assertEqual(self.balance("coop_called_account_id"), 0)
        self.assertEqual(self.balance("coop_receivable_account_id"), -40)

    def test_refunded_after_payment_ends_the_membership(self):
        subscription = self.make_subscription()
        self.pay(subscription, date="2026-11-20")
        self.freeze("2026-11-24")
        with self.assertRaisesRegex(AccessError, "a member no more"):
            subscription.with_user(self.office).action_cancel()
        subscription.with_user(self.manager).action_cancel()
        self.assertOwns(subscription, 0, "cancelled")
        self.assertEqual(subscription.to_give_back, 100)
        self.assertEqual(subscription.member_id.left_on, date(2026, 11, 24))
        self.assertEqual(self.env["coop.verdict"].for_person(self.camille.id).code, "left")

    def test_a_payment_set_to_draft_is_no_money(self):
        """As the bank's refusal and the treasurer's correction do; posted again, it is money."""
        subscription = self.make_subscription()
        self.pay(subscription)
        payment = self.env["account.payment"].search([], order="id desc", limit=1)
        payment.action_draft()
        self.assertOwns(subscription, 0, "confirmed")
        payment.action_post()
        (payment.move_id | subscription.invoice_id).line_ids.filtered(
            lambda line: (
                line.account_id == self.company.coop_receivable_account_id and not line.reconciled
            )
        ).reconcile()
        self.assertOwns(subscription, 10, "paid")

    def test_a_payment_is_recorded_once_and_when_it_came(self):
        subscription = self.make_subscription()
        wizard = self.env["coop.subscription.pay"].with_user(self.office)
        vals = {"subscription_id": subscription.id, "journal_id": self.cash.id, "amount": 20}
        with self.assertRaisesRegex(UserError, "not over yet"):
            wizard.create({**vals, "date": "2026-11-24"}).action_pay()
        pay = wizard.create(vals)
        pay.action_pay()
        pay.action_pay()
        self.assertEqual(subscription.paid, 20)

    def test_who_buys_shares_again_under_notice_stays(self):
        """Left and refunded today, as the form has it by default, and back on the same day."""
        subscription = self.make_subscription()
        self.pay(subscription, date="2026-11-20")
        member = subscription.member_id
        self.env["coop.member.leave"].create({"member_id": member.id}).action_leave()
        self.assertEqual((member.share_count, member.left_on), (0, date(2026, 11, 24)))
        self.pay(self.make_subscription())
        self.assertEqual((member.share_count, member.left_on), (10, False))
        self.freeze("2026-11-24")
        self.assertTrue(member.is_member)

    def test_an_exclusion_is_not_bought_off(self):
        subscription = self.make_subscription()
        self.pay(subscription)
        member = subscription.member_id
        member._coop_leave(date(2026, 12, 1), "excluded")
        self.pay(self.make_subscription())
        self.assertEqual((member.share_count, member.left_on), (20, date(2026, 12, 1)))

    def test_a_payment_that_is_rejected(self):
        subscription = self.make_subscription()
        self.pay(subscription)
        payment = self.env["account.payment"].search([], order="id desc", limit=1)
        payment.action_reject()
        self.assertOwns(subscription, 0, "confirmed")

    def test_the_entries_of_the_register_are_not_undone_in_the_accounts(self):
        subscription = self.make_subscription()
        self.pay(subscription)
        with self.assertRaisesRegex(UserError, "Reverse the shares"):
            subscription.entry_ids.move_id.button_draft()

    def test_a_call_whose_shares_were_given_is_not_reset(self):
        """The register would keep shares that no entry of the accounts has."""
        subscription = self.make_subscription()
        self.pay(subscription)
        books = "account.group_account_manager"
        boss = self.make_user("call.boss", f"coop_membership.group_manager,{books}")
        for step in ("button_draft", "button_cancel"):
            with self.subTest(step), self.assertRaisesRegex(UserError, "cancel the subscription"):
                getattr(subscription.invoice_id.with_user(boss), step)()
        self.assertOwns(subscription, 10, "paid")

    def test_only_drafts_are_deleted(self):
        draft = self.make_subscription(confirm=False)
        draft.with_user(self.office).unlink()
        with self.assertRaisesRegex(UserError, "Only drafts"):
            self.make_subscription().with_user(self.office).unlink()

    # -------------------------------------------------------------- welcome

    def run_welcome(self):
        with self.enter_registry_test_mode():
            self.env.ref("coop_membership.cron_welcome").method_direct_trigger()

    def test_welcome_is_sent_once_and_only_when_paid(self):
        subscription = self.make_subscription()
        self.run_welcome()
        self.assertFalse(subscription.welcome_on)
        self.pay(subscription)
        for _twice in range(2):
            self.run_welcome()
        mails = self.env["mail.mail"].search(
            [("model", "=", "coop.subscription"), ("res_id", "=", subscription.id)]
        )
        self.assertEqual(len(mails), 1)
        self.assertIn(str(subscription.member_id.number), mails.body_html)

    def test_person_without_email_is_a_full_member(self):
        nobody_mail = self.make_person("Paper Paula")
        subscription = self.make_subscription(nobody_mail)
        self.pay(subscription)
        self.run_welcome()
        self.assertTrue(subscription.member_id.is_member)
        self.assertTrue(subscription.welcome_on, "nothing is left waiting")

    def test_certificate_says_the_shares(self):
        subscription = self.make_subscription()
        self.pay(subscription)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "coop_membership.report_certificate", subscription.ids
        )
        self.assertIn("Camille", html.decode())
        self.assertIn("100.00", html.decode())

    # -------------------------------------------------------------- who may

    def test_office_chooses_how_it_was_paid(self):
        """The choice of the wizard is filled by the browser with the office's own right."""
        journals = self.env["account.journal"].with_user(self.office)
        found = journals.name_search("", [("type", "in", ("bank", "cash"))])
        self.assertIn(self.cash.id, [journal_id for journal_id, _name in found])
        self.assertFalse(journals.has_access("write") or journals.has_access("create"))

    def test_office_does_the_whole_story_without_accounting_rights(self):
        subscription = (
            self.env["coop.subscription"]
            .with_user(self.office)
            .create(
                {
                    "partner_id": self.camille.id,
                    "line_ids": [(0, 0, {"type_id": self.type_a.id, "quantity": 10})],
                }
            )
        )
        subscription.action_confirm()
        self.pay(subscription, user=self.office)
        self.assertEqual(subscription.state, "paid")
        self.assertFalse(self.office.has_group("account.group_account_invoice"))
