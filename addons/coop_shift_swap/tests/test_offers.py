"""Offers and answers: who sees them, who may take them, and when they end."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SwapCase


class OfferCase(SwapCase):
    def setUp(self):
        super().setUp()
        self.shift, self.other = self.make_place("2026-11-30"), self.make_place("2026-12-07")
        self.mine, self.theirs = self.seat(self.ada, self.shift), self.seat(self.bea, self.other)

    def offer(self, kind="swap", **vals):
        return self.env["coop.swap"]._offer(self.mine, kind, **vals)

    def seen_by(self, member):
        swaps = self.env["coop.swap"]
        return swaps.search(swaps._offered_to(member))


@tagged("post_install", "-at_install")
class TestOffers(OfferCase):
    def test_open_to_everybody_but_me(self):
        swap = self.offer(note="  Early bird  ")
        self.assertEqual(swap.note, "Early bird")
        self.assertIn(swap, self.seen_by(self.bea))
        self.assertNotIn(swap, self.seen_by(self.ada))
        self.assertIn("own_offer", self.mine._swap_take_refusals(self.ada))
        self.assertEqual(self.mine.open_swap_id, swap)

    def test_asked_by_name(self):
        swap = self.offer(to_member=self.bea)
        self.assertIn(swap, self.seen_by(self.bea))
        self.assertNotIn(swap, self.seen_by(self.fly))
        flown = self.seat(self.fly, self.make_place("2026-12-08"), "booking")
        with self.assertRaises(UserError):
            swap._propose(flown)
        swap._decline(self.bea)
        self.assertEqual((swap.state, swap.end_reason), ("cancelled", "declined"))

    def test_asked_by_name_of_whoever_leaves(self):
        """On the day of leaving, not before: the notice may be taken back."""
        swap = self.offer(to_member=self.fly)
        other = self.env["coop.swap"]._offer(self.theirs, "swap", self.ada)
        self.fly.sudo().left_on = "2026-11-25"
        self.assertEqual(swap.state, "open")
        self.freeze("2026-11-25")
        for _twice in range(2):
            self.env["coop.member"]._coop_ends_reached(self.company)
            self.assertEqual((swap.state, swap.end_reason), ("cancelled", "left"))
        self.assertEqual(other.state, "open")
        self.assertEqual((self.mine.state, self.mine.open_swap_id.id), ("expected", False))
        self.assertEqual(self.offer(to_member=self.bea).state, "open", "somebody else is asked")

    def test_another_co_op_sees_nothing(self):
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        far = self.make_member("Loin", company_id=stranger.id, shares=0)
        self.assertNotIn(self.offer(), self.seen_by(far))

    def test_offered_twice(self):
        self.offer()
        with self.assertRaisesRegex(UserError, "already"):
            self.offer()

    def test_it_ends_when_the_shift_begins(self):
        swap = self.offer("stand_in")
        self.assertTrue(swap.is_live)
        self.freeze("2026-11-30 09:00:01")
        self.assertFalse(swap.is_live)
        self.assertNotIn(swap, self.seen_by(self.bea))
        with self.assertRaisesRegex(UserError, "no longer open"):
            swap._take_over(self.bea)
        self.assertEqual(self.mine.state, "expected")

    def test_a_cancelled_assignment_takes_its_offer_along(self):
        swap = self.offer()
        self.mine.write({"state": "cancelled"})
        self.assertEqual((swap.state, swap.end_reason), ("cancelled", "gone"))
        self.mine.write({"state": "expected", "seat": 1})
        self.assertFalse(swap.is_live, "booked again is not offered again")

    def test_accepting_a_proposal(self):
        swap = self.offer()
        proposal = swap._propose(self.theirs)
        self.assertEqual(swap._propose(self.theirs), proposal, "twice is once")
        flown = self.seat(self.fly, self.make_place("2026-12-08"), "booking")
        loser = swap._propose(flown)
        swap._accept(proposal)
        swap._accept(proposal)
        self.assertEqual((swap.state, swap.taken_by_id), ("done", self.bea))
        self.assertEqual((proposal.state, loser.state), ("accepted", "refused"))
        self.assertEqual(self.due(self.ada), ["2026-12-07"])
        self.assertEqual(len(swap.move_ids), 2)

    def test_other_offers_of_a_shift_given_end(self):
        swap = self.offer()
        proposal = swap._propose(self.theirs)
        rival = self.env["coop.swap"]._offer(self.theirs)
        swap._accept(proposal)
        self.assertEqual((rival.state, rival.end_reason), ("cancelled", "gone"))

    def test_refusing_a_proposal_keeps_the_offer(self):
        swap = self.offer()
        proposal = swap._propose(self.theirs)
        proposal._refuse()
        self.assertTrue(swap.is_live)
        with self.assertRaisesRegex(UserError, "no longer open"):
            swap._accept(proposal)

    def test_the_first_stand_in_gets_it(self):
        swap = self.offer("stand_in")
        swap._take_over(self.fly)
        swap._take_over(self.fly)
        with self.assertRaisesRegex(UserError, "quicker"):
            swap._take_over(self.bea)
        self.assertEqual(self.holders(self.shift), {("Till", 1): "Flo Volante"})

    def test_a_swap_is_not_taken_for_nothing(self):
        with self.assertRaisesRegex(UserError, "against another one only"):
            self.offer()._take_over(self.bea)

    def test_what_cannot_be_taken_cannot_be_proposed(self):
        swap = self.offer()
        self.seat(self.bea, self.make_place("2026-11-30", hour=11), "booking")
        with self.assertRaisesRegex(UserError, "during these hours"):
            swap._propose(self.theirs)

    def test_registered_twice(self):
        swap = self.offer()
        self.ada._coop_merge_into(self.fly)
        self.assertEqual(swap.state, "cancelled")


@tagged("post_install", "-at_install")
class TestNotices(OfferCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("fr_FR")
        for member, lang in ((self.ada, "en_US"), (self.bea, "fr_FR")):
            member.partner_id.write({"email": f"{member.number}@coop.example", "lang": lang})
        self.company.partner_id.email = "office@coop.example"

    def told(self, partner):
        found = self.env["mail.message"].search(
            [("model", "=", "coop.swap"), ("partner_ids", "in", partner.ids)], order="id"
        )
        return found

    def test_both_sides_and_the_office_hear_of_a_swap(self):
        swap = self.offer(to_member=self.bea)
        self.assertEqual(len(self.told(self.bea.partner_id)), 1)
        swap._accept(swap._propose(self.theirs))
        self.assertEqual(len(self.told(self.ada.partner_id)), 2, "the proposal, the swap")
        self.assertEqual(len(self.told(self.bea.partner_id)), 2)
        self.assertEqual(len(self.told(self.company.partner_id)), 1)

    def test_only_first_names(self):
        swap = self.offer("stand_in")
        swap._take_over(self.bea)
        text = str(self.told(self.ada.partner_id)[-1].body)
        self.assertIn("Bea", text)
        self.assertNotIn("Deux", text)
        self.assertNotIn(str(self.bea.number), text)

    def test_whoever_asked_hears_when_the_person_asked_has_left(self):
        self.ada.partner_id.lang = "fr_FR"
        self.offer(to_member=self.bea)
        self.bea.sudo().left_on = "2026-11-23"
        [mail] = self.told(self.ada.partner_id)
        self.assertIn("Bea", str(mail.body))
        self.assertIn("lundi 30 novembre", str(mail.body))
        self.assertEqual(len(self.told(self.bea.partner_id)), 1, "only the question")

    def test_the_office_ends_an_offer_with_a_reason(self):
        swap = self.offer()
        wizard = self.env["coop.swap.cancel"].with_user(self.office)
        wizard.create({"swap_ids": swap.ids, "reason": "The shop is closed"}).action_cancel()
        self.assertEqual((swap.state, swap.end_note), ("cancelled", "The shop is closed"))
        self.assertIn("The shop is closed", str(self.told(self.ada.partner_id)[-1].body))
        self.assertEqual(self.due(self.ada), ["2026-11-30"])
        with self.assertRaisesRegex(UserError, "Only offers that are open"):
            swap.with_user(self.office)._cancel_by_office("again")
