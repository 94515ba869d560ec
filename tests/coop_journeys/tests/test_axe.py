from odoo.tests import HttpCase, tagged

from odoo.addons.coop_journeys.axe import AxeCase


@tagged("post_install", "-at_install")
class TestAxe(AxeCase, HttpCase):
    """The helper itself: it finds what is wrong, and nothing in a page that is right."""

    def test_a_page_without_heading_is_found(self):
        with self.assertRaisesRegex(AssertionError, "320 px: page-has-heading-one"):
            self.assert_accessible(["/coop_journeys/pages"])

    def test_a_right_page_passes(self):
        self.assert_accessible(["/coop/door/nobody"], ready="h1")
