from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import DoorCase, NetworkCut

IN, OUT = ("ok", "allowed", "in"), ("ok", "allowed", "out")


@tagged("post_install", "-at_install")
class TestDoorTours(NetworkCut, DoorCase):
    """What a volunteer at the door sees, in a browser."""

    def said(self):
        return [(c.code, c.outcome, c.movement) for c in self.checks()]

    def test_page(self):
        self.start_tour(f"/coop/door/{self.door.token}", "coop_door")
        self.assertEqual(
            self.said(),
            [
                ("ok", "allowed", "in"),
                ("ok", "allowed", "undo_in"),
                ("blocked", "refused", False),
                ("unknown_card", "refused", False),
                ("visitor", "allowed", "in"),
            ],
        )
        self.assertEqual(self.checks()[-1].visitor_name, "Camille, reporter")

    def test_network_cut_and_battery_empty(self):
        """The network goes, the tablet starts again without it, its clock is an hour ahead."""
        self.start_tour(f"/coop/door/{self.door.token}", "coop_door_cut", timeout=120)
        # The moments of different starts are corrected apart: within a second any order is right.
        said = self.said()
        self.assertCountEqual(
            said,
            [
                ("ok", "allowed", "in"),
                ("blocked", "refused", False),
                ("unpaid", "refused", False),
                ("ok", "allowed", "out"),
                ("ok", "allowed", "in"),
            ],
        )
        self.assertEqual([said[0], *said[-2:]], [IN, OUT, IN])
        last = self.checks()[-1]
        self.assertAlmostEqual(last.skew, 3600, delta=60)
        self.assertAlmostEqual(last.at, fields.Datetime.now(), delta=timedelta(minutes=3))
        self.assertEqual(self.door._inside(), 1)

    def test_revoked_while_off(self):
        """A tablet without network cannot know; once it is back it forgets everybody."""
        self.happenings["/revoke"] = self.revoke
        self.start_tour(f"/coop/door/{self.door.token}", "coop_door_revoked_off", timeout=120)
        # What it saw since is kept for the day on which it gets the new link.
        self.assertEqual(self.said(), [IN])

    def test_revoked_while_open(self):
        """The tablet forgets everybody as soon as it hears that its link was revoked."""
        self.happenings["/revoke"] = self.revoke
        self.start_tour(f"/coop/door/{self.door.token}", "coop_door_revoked")
