from odoo.tests import HttpCase, tagged

SUITE = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter=%22%40coop_%22"


@tagged("post_install", "-at_install")
class TestHoot(HttpCase):
    """The JavaScript unit tests of all addons in one page, as the whole suite runs them."""

    def test_unit_tests(self):
        self.browser_js(
            SUITE, "", "", login="admin", success_signal="[HOOT] Test suite succeeded", timeout=600
        )
