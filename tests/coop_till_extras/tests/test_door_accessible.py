from odoo.tests import tagged

from odoo.addons.coop_journeys import axe
from odoo.addons.coop_pos_check.tests.common import DoorCase, NetworkCut


@tagged("post_install", "-at_install")
class TestDoorAccessible(NetworkCut, DoorCase):
    """The door's page."""

    def setUp(self):
        super().setUp()
        axe.require()
        self.happenings["/revoke"] = self.revoke

    def test_page(self):
        self.start_tour(f"/coop/door/{self.door.token}", "coop_accessible_door")

    def test_on_a_phone(self):
        self.browser_size = "360x740"
        self.start_tour(f"/coop/door/{self.door.token}", "coop_door_on_a_phone")

    def test_at_200_percent(self):
        self.browser_size = "640x400"
        self.start_tour(f"/coop/door/{self.door.token}", "coop_accessible_door")
