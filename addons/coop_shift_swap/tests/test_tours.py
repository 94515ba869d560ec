"""The stories, in a browser."""

from odoo.tests import tagged

from .test_portal import PortalCase


@tagged("post_install", "-at_install")
class TestTours(PortalCase):
    """On a desk."""

    def test_a_member_offers_and_another_takes_it(self):
        self.start_tour("/my/shifts", "coop_shift_swap_offer", login="coop.member")
        self.start_tour("/my/shifts", "coop_shift_swap_propose", login="coop.other")
        self.start_tour("/my/shifts/swap", "coop_shift_swap_accept", login="coop.member")
        self.env.invalidate_all()
        self.assertEqual(self.due(self.member), [str(self.days(9))])
        self.assertEqual(self.due(self.other), [str(self.days(5))])

    def test_a_stand_in_who_was_asked(self):
        self.offer(kind="stand_in", to_member=self.third)
        self.start_tour("/my/shifts/swap", "coop_shift_swap_stand_in", login="coop.third")
        self.env.invalidate_all()
        self.assertEqual(self.mine.replaced_by_id, self.third)


@tagged("post_install", "-at_install")
class TestToursOnThePhone(PortalCase):
    browser_size = "390x844"

    def test_moving_to_a_free_seat(self):
        self.make_place(self.days(7))
        self.start_tour("/my/shifts", "coop_shift_swap_move", login="coop.member")
        self.env.invalidate_all()
        self.assertEqual(self.due(self.member), [str(self.days(7))])
