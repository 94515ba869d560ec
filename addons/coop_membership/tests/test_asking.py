from odoo.tests import BaseCase, tagged

from ..controllers import asking
from .common import forget_askers


@tagged("post_install", "-at_install")
class TestAsking(BaseCase):
    """How often somebody may ask a public page."""

    def setUp(self):
        super().setUp()
        forget_askers()
        self.addCleanup(forget_askers)

    def test_so_many_in_so_many_seconds(self):
        asked = [asking.too_many("key", 2, now) for now in (0, 1, 2, 61.5, 62.5)]
        self.assertEqual(asked, [False, False, True, False, False])
        asked = [asking.too_many("other", 1, now, seconds=600) for now in (0, 599, 601)]
        self.assertEqual(asked, [False, True, False])

    def test_ever_new_addresses_fill_no_memory(self):
        self.patch(asking, "MOST_ASKERS", 3)
        for n in range(10):
            asking.too_many(n, 1, now=0)
        self.assertEqual(list(asking._asked), [7, 8, 9])
