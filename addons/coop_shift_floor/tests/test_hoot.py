from odoo.tests import HttpCase, tagged

from odoo.addons.coop_membership.tests.hoot import Hoot


@tagged("post_install", "-at_install")
class TestHoot(Hoot, HttpCase):
    """The JavaScript unit tests of this addon."""

    hoot_filter = "@coop_shift_floor"
