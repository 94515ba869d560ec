import random
from datetime import date

from freezegun import freeze_time
from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common_capital import CapitalCase


@tagged("post_install", "-at_install")
class TestTransferAndLeaving(CapitalCase):
    """Shares that change hands, members who go and come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = cls.capital()[0]
        with freeze_time("2026-11-23 12:00:00"):
            subscription = cls.make_subscription(quantity=20, date="2026-01-01")
            cls.pay(subscription, date="2026-01-10")
        cls.owner = subscription.member_id

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def transfer(self, quantity, partner=None, user=None, **vals):
        wizard = self.env["coop.share.transfer"].with_user(user or self.office)
        wizard = wizard.create(
            {
                "member_id": self.owner.id,
                "partner_id": (partner or self.make_person("Heir")).id,
                "quantity": quantity,
                "reason": "gift",
                **vals,
            }
        )
        wizard.action_transfer()
        return wizard

    def leave(self, **vals):
        wizard = self.env["coop.member.leave"].with_user(self.manager)
        wizard = wizard.create({"member_id": self.owner.id, **vals})
        wizard.action_leave()
        return wizard

    def assertCapital(self, amount):
        register, accounts = self.capital()
        self.assertEqual((register - self.before, accounts), (amount, amount))

    def code(self, member, day=None):
        return self.env["coop.verdict"].for_person(member.partner_id.id, day).code

    # -------------------------------------------------------------- transfer

    def test_who_gives_some_keeps_the_lowest_number_or_gives_all(self):
        self.type_a.minimum_reduced = 5
        with self.assertRaisesRegex(UserError, "keeps at least 5 shares"):
            self.transfer(16)
        self.transfer(15)
        self.assertEqual(self.owner.share_count, 5)
        self.transfer(5)
        self.assertEqual(self.owner.share_count, 0)

    def test_transfer_makes_the_receiver_a_member(self):
        heir = self.make_person("Heir")
        self.transfer(10, heir)
        member = heir.coop_member_ids
        self.assertEqual((member.share_count, self.owner.share_count), (10, 10))
        self.assertEqual(member.joined_on, date(2026, 11, 23))
        self.assertTrue(member.number)
        self.assertCapital(200)

    def test_the_first_number_of_a_co_op_may_come_from_a_transfer(self):
        self.company.coop_member_sequence_id = False
        heir = self.make_person("Heir")
        self.transfer(10, heir)
        self.assertEqual(heir.coop_member_ids.number, self.company._coop_highest_number())

    def test_transfer_of_all_ends_the_membership(self):
        self.transfer(20)
        self.assertEqual(self.code(self.owner), "left")
        self.assertCapital(200)

    def test_the_membership_ends_on_the_day_of_the_transfer(self):
        for days in (-5, 0):
            with self.subTest(days=days):
                point = self.env.cr.savepoint()
                self.transfer(20, date=self.days(days))
                self.assertEqual(self.owner.left_on, self.days(days))
                self.assertEqual(self.owner.leave_reason, "left")
                point.close(rollback=True)
                self.env.invalidate_all()

    def test_a_notice_that_ends_earlier_stands(self):
        self.owner.write({"left_on": self.days(-3), "leave_reason": "died"})
        self.transfer(20, date=self.days(0))
        self.assertEqual((self.owner.left_on, self.owner.leave_reason), (self.days(-3), "died"))

    def test_no_transfer_of_a_day_to_come(self):
        """It would count today in what a member owns, and not in the register."""
        with self.assertRaisesRegex(UserError, "on its day or later"):
            self.transfer(5, date=self.days(1))

    def test_a_leaving_with_a_refund_is_not_done_again(self):
        """The form of another tab: over tonight, and the shares are given back already."""
        self.leave()
        before = (self.owner.left_on, self.owner.leave_reason)
        count = len(self.owner.message_ids)
        for again in ({"reason": "excluded"}, {"last_day": self.days(-5)}, {"refund": False}):
            with self.subTest(again), self.assertRaisesRegex(UserError, "left already"):
                self.leave(**again)
        self.assertEqual((self.owner.left_on, self.owner.leave_reason), before)
        self.assertEqual(len(self.owner.message_ids), count)

    def test_whoever_leaves_today_is_told_what_ends_today(self):
        self.leave()
        told = self.owner.message_ids[0].body
        self.assertIn("ends today", told)
        self.assertNotIn("as before", told)

    def test_whoever_leaves_is_told(self):
        self.owner.email = "owner@coop.example"
        self.owner.with_user(self.manager)._coop_leave(self.days(3))
        told = self.owner.message_ids[0]
        self.assertEqual(told.partner_ids, self.owner.partner_id)
        self.assertIn("its last day is", told.body)
        count = len(self.owner.message_ids)
        self.owner._coop_leave(self.days(2), "died")
        self.assertEqual(len(self.owner.message_ids), count)

    def test_transfer_below_the_minimum_makes_no_member(self):
        heir = self.make_person("Heir")
        self.transfer(5, heir)
        self.assertEqual(self.code(heir.coop_member_ids), "not_member")

    def test_transfers_that_cannot_be(self):
        for quantity in (0, -1, 21):
            with self.subTest(quantity), self.assertRaisesRegex(UserError, "owns 20 shares"):
                self.transfer(quantity)
        with self.assertRaisesRegex(UserError, "another person"):
            self.transfer(5, self.owner.partner_id)

    @mute_logger("odoo.sql_db")
    def test_a_form_sent_twice_moves_the_shares_once(self):
        wizard = self.transfer(5)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            wizard.action_transfer()

    def test_nobody_owes_shares(self):
        with self.assertRaisesRegex(ValidationError, "does not own that many"):
            self.make_entry(self.owner, -21)

    # -------------------------------------------------------------- leaving

    def test_leaving_with_a_refund(self):
        wizard = self.leave()
        self.assertEqual(wizard.amount, 0, "nothing is left to refund")
        self.assertEqual(self.code(self.owner, self.days(0)), "ok")
        self.assertEqual(self.code(self.owner, self.days(1)), "left")
        self.assertEqual(self.balance("coop_refund_account_id"), -200)
        self.assertCapital(0)

    def rights(self):
        """What the owner is on a day: member, vote, duty, shares."""
        self.env.invalidate_all()
        owner = self.owner
        return owner.is_member, owner.has_vote, owner.is_worker, owner.share_count

    def test_a_notice_leaves_everything_until_its_last_day(self):
        self.company.coop_leave_notice = 60
        wizard = self.leave()
        self.assertEqual(wizard.last_day, self.days(60))
        last_day = self.days(60)
        for day, code, rights in (
            (self.days(0), "ok", (True, True, True, 20)),
            (last_day, "ok", (True, True, True, 20)),
            (self.days(1, last_day), "left", (False, False, False, 20)),
        ):
            self.freeze(day)
            self.assertEqual((self.code(self.owner), self.rights()), (code, rights), day)
        self.assertCapital(200)
        self.leave()
        self.assertEqual(self.rights(), (False, False, False, 0))
        self.assertEqual(self.owner.left_on, self.days(1, last_day))
        self.assertEqual(self.balance("coop_refund_account_id"), -200)
        self.assertCapital(0)
        with self.assertRaisesRegex(UserError, "has left already"):
            self.leave()

    def leaving_is_offered(self):
        """Whether the member's form shows the button that opens the leaving, as it stands now."""
        members = self.env["coop.member"].with_user(self.manager)
        arch = etree.fromstring(members.get_view(view_type="form")["arch"])
        action = self.env.ref("coop_membership.coop_member_leave_action").id
        [button] = arch.xpath(f"//header/button[@name='{action}']")
        self.env.invalidate_all()
        names = ("joined_on", "left_on", "merged_into_id", "share_count")
        return not safe_eval(button.get("invisible"), {name: self.owner[name] for name in names})

    def test_the_form_offers_the_refund_after_a_notice_and_nothing_after_it(self):
        self.company.coop_leave_notice = 60
        self.assertTrue(self.leaving_is_offered())
        self.leave()
        self.assertTrue(self.leaving_is_offered(), "a notice may end earlier")
        self.freeze(self.days(61))
        self.assertTrue(self.leaving_is_offered(), "the refund waits")
        self.leave()
        self.assertFalse(self.leaving_is_offered())

    def test_without_a_notice_a_membership_ends_on_the_day_itself(self):
        for reason, notice in (("left", 0), ("died", 60), ("excluded", 60)):
            self.company.coop_leave_notice = notice
            with self.subTest(reason), self.assertRaisesRegex(UserError, "have no notice"):
                self.leave(reason=reason, last_day=self.days(1))
        self.assertTrue(self.owner.is_member)

    def test_who_has_left_does_not_leave_again(self):
        """Nothing reopens a membership by ending it once more."""
        self.leave(refund=False)
        self.freeze(self.days(1))
        left_on = self.owner.left_on
        self.company.coop_leave_notice = 60
        for vals in ({"refund": False}, {"refund": False, "last_day": self.days(30)}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "has left already"):
                self.leave(**vals)
        self.leave(last_day=self.days(30))
        self.assertEqual((self.owner.left_on, self.owner.is_member), (left_on, False))
        self.assertEqual(self.owner.share_count, 0)

    def test_a_notice_is_not_given_twice_but_may_end_earlier(self):
        self.company.coop_leave_notice = 60
        self.leave()
        with self.assertRaisesRegex(UserError, "given notice already"):
            self.leave(last_day=self.days(90))
        self.leave(reason="died", last_day=self.days(0), refund=False)
        self.assertEqual((self.owner.left_on, self.owner.leave_reason), (self.days(1), "died"))

    def test_days_on_which_nobody_leaves(self):
        with self.assertRaisesRegex(UserError, "before joining"):
            self.leave(last_day=date(2026, 1, 9))
        stranger = self.env["coop.member"].create(
            {"partner_id": self.make_person("Never").id, "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "is not a member"):
            self.leave(member_id=stranger.id)

    # -------------------------------------------------------------- what was paid

    def test_what_was_paid_for_the_shares_goes_along(self):
        """A share sells for more today; those that change hands cost what they cost."""
        share_type = self.owner.share_entry_ids.type_id
        share_type.value = 15
        heir = self.make_person("Heir")
        self.transfer(10, heir)
        member = heir.coop_member_ids
        self.assertEqual(sum(member.share_entry_ids.mapped("amount")), 100)
        self.assertEqual(sum(self.owner.share_entry_ids.mapped("amount")), 100)
        self.transfer(10, heir)
        self.assertEqual(sum(member.share_entry_ids.mapped("amount")), 200)
        self.assertEqual(sum(self.owner.share_entry_ids.mapped("amount")), 0)
        self.assertCapital(200)

    def test_any_sequence_of_transfers_keeps_what_was_paid(self):
        """Values change, shares of several prices mix: no cent appears, none is left behind."""
        chance = random.Random(24)
        share_type = self.owner.share_entry_ids.type_id
        people = [self.make_person(f"Person {number}") for number in range(3)]
        for value in (10.01, 3.33, 7.77):
            share_type.value = value
            subscription = self.make_subscription(quantity=11, partner=self.owner.partner_id)
            self.pay(subscription)
        paid = sum(self.owner.share_entry_ids.mapped("amount"))
        members = self.owner
        for _n in range(25):
            share_type.value = chance.choice([1, 5, 20])
            giver = chance.choice(members.filtered("share_count"))
            count = chance.randint(1, giver.share_count)
            if 0 < giver.share_count - count < share_type.minimum_reduced:
                count = giver.share_count
            others = [one for one in people if one != giver.partner_id]
            self.transfer(count, chance.choice(others), member_id=giver.id)
            members |= self.env["coop.member"].search(
                [("partner_id", "in", [p.id for p in people])]
            )
            self.env.invalidate_all()
            totals = {m: sum(m.share_entry_ids.mapped("amount")) for m in members}
            self.assertAlmostEqual(sum(totals.values()), paid, 2)
            for member, amount in totals.items():
                self.assertGreater(amount, -0.001)
                if not member.share_count:
                    self.assertAlmostEqual(amount, 0, 2)

    def test_leaving_with_a_loss_per_share(self):
        self.company.coop_share_loss = 2.5
        self.leave()
        self.assertEqual(self.balance("coop_refund_account_id"), -150)
        self.assertEqual(self.balance("coop_loss_account_id"), -50)
        self.assertCapital(0)

    def test_a_loss_is_no_gain_and_no_more_than_the_share(self):
        for loss in (-1, 10.5):
            with self.subTest(loss), self.assertRaisesRegex(UserError, "between zero"):
                self.leave(loss_per_share=loss)

    def test_death_keeps_the_shares_for_the_heirs(self):
        self.leave(reason="died", refund=False)
        self.assertEqual(self.owner.leave_reason, "died")
        self.assertEqual(self.owner.share_count, 20)
        self.transfer(20, self.make_person("Heir"))
        self.assertCapital(200)

    def test_only_a_manager_ends_a_membership(self):
        with self.assertRaises(AccessError):
            self.env["coop.member.leave"].with_user(self.office).create(
                {"member_id": self.owner.id}
            )

    # -------------------------------------------------------------- coming back

    def test_coming_back_keeps_the_number_and_the_history(self):
        number = self.owner.number
        self.leave(last_day="2026-11-22")
        self.freeze("2027-05-01")
        subscription = self.make_subscription(self.owner.partner_id)
        self.pay(subscription)
        self.assertEqual(subscription.member_id, self.owner)
        self.assertEqual(self.owner.number, number)
        days = ("2026-01-09", "2026-01-10", "2026-11-22", "2026-11-23", "2027-04-30", "2027-05-01")
        codes = [self.code(self.owner, date.fromisoformat(day)) for day in days]
        self.assertEqual(codes, ["not_member", "ok", "ok", "left", "left", "ok"])
        members = self.env["coop.member"]
        was = members.search(members._coop_member_domain(date(2026, 6, 1)))
        was_not = members.search(members._coop_member_domain(date(2027, 1, 1)))
        self.assertIn(self.owner, was)
        self.assertNotIn(self.owner, was_not)
