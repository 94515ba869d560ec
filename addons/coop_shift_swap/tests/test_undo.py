"""The office undoes a swap: everybody has again what they had, and the history says so."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_offers import OfferCase


@tagged("post_install", "-at_install")
class TestUndo(OfferCase):
    def agree(self):
        """Ada's shift of 30 November against Bea's of 7 December."""
        swap = self.offer()
        swap._accept(swap._propose(self.theirs))
        return swap

    def undo(self, swap, reason="A mistake", user=None):
        wizard = self.env["coop.swap.undo"].with_user(user or self.office)
        wizard.create({"swap_id": swap.id, "reason": reason}).action_undo()

    def test_an_exchange(self):
        swap = self.agree()
        self.undo(swap)
        self.assertEqual(swap.state, "undone")
        self.assertEqual((self.due(self.ada), self.due(self.bea)), (["2026-11-30"], ["2026-12-07"]))
        self.assertEqual(self.holders(self.shift), {("Till", 1): "Ada Un"})
        self.assertEqual((self.mine.origin, self.mine.owed_day), ("enrollment", False))
        self.freeze("2026-12-08")
        self.mine.action_absent()
        self.assertEqual((self.balance(self.ada), self.balance(self.bea)), (-2, 0))

    def test_a_stand_in(self):
        swap = self.offer("stand_in")
        swap._take_over(self.bea)
        self.undo(swap)
        self.assertEqual((self.mine.state, self.mine.replaced_by_id.id), ("expected", False))
        self.assertEqual(self.holders(self.shift), {("Till", 1): "Ada Un"})
        self.assertEqual(self.due(self.bea), ["2026-12-07"])

    def test_it_may_be_offered_again(self):
        self.undo(self.agree())
        self.assertEqual(self.agree().state, "done")
        self.assertEqual(self.due(self.ada), ["2026-12-07"])

    def test_the_history_names_what_it_undoes(self):
        swap = self.agree()
        done = swap.move_ids
        self.undo(swap)
        lines = swap.move_ids - done
        self.assertEqual(lines.undoes_id, done)
        for line in lines:
            self.assertEqual(line.member_id, line.undoes_id.member_id)
            self.assertEqual(line.to_shift_id, line.undoes_id.from_shift_id)

    def test_undone_once(self):
        swap = self.agree()
        self.undo(swap)
        with self.assertRaisesRegex(UserError, "Only a swap that is done"):
            self.undo(swap)
        with self.assertRaisesRegex(UserError, "Only a swap that is done"):
            self.undo(self.offer())

    def test_not_once_a_shift_has_begun(self):
        swap = self.agree()
        self.freeze("2026-11-30 09:00:01")
        with self.assertRaisesRegex(UserError, "has begun"):
            self.undo(swap)

    def test_not_once_it_changed_hands_again(self):
        swap = self.agree()
        row = self.bea.assignment_ids.filtered(lambda one: one.shift_id == self.shift)
        self.env["coop.swap"]._offer(row, "stand_in")._take_over(self.fly)
        with self.assertRaisesRegex(UserError, "changed hands again"):
            self.undo(swap)
        self.assertEqual(self.holders(self.shift), {("Till", 1): "Flo Volante"})

    def test_not_into_another_shift_of_those_hours(self):
        swap = self.agree()
        self.seat(self.ada, self.make_place("2026-11-30", hour=10), "booking")
        with self.assertRaisesRegex(UserError, "Ada Un has another shift by now"):
            self.undo(swap)

    def test_not_into_a_leave(self):
        swap = self.agree()
        self.make_leave(self.bea, "temporary", "2026-12-05", "2027-02-06")
        with self.assertRaisesRegex(UserError, "Bea Deux is on leave by now"):
            self.undo(swap)

    def test_both_are_told_why(self):
        for member in (self.ada, self.bea):
            member.partner_id.email = f"{member.number}@coop.example"
        swap = self.agree()
        self.undo(swap, "the wrong day was chosen")
        for member in (self.ada, self.bea):
            domain = [("model", "=", "coop.swap"), ("partner_ids", "in", member.partner_id.ids)]
            last = self.env["mail.message"].search(domain, order="id desc", limit=1)
            self.assertIn("the wrong day was chosen", str(last.body))

    def test_only_the_office(self):
        swap = self.agree()
        for user in (self.portal_member, self.checker):
            with self.assertRaises(AccessError):
                swap.with_user(user)._undo_by_office("mine")
        self.assertEqual(swap.state, "done")
