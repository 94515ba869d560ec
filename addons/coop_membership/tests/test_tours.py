from odoo.tests import HttpCase, tagged

from .common import CoopBuilders


@tagged("post_install", "-at_install")
class TestTours(CoopBuilders, HttpCase):
    """A member's own page, in a browser as small as a phone, in French."""

    browser_size = "390x844"
    touch_enabled = True

    def test_my_coop(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env.ref("base.module_coop_membership")._update_translations(["fr_FR"])
        self.company.currency_id = self.env.ref("base.EUR")
        self.portal_member.lang = "fr_FR"
        self.make_card(self.portal_member.partner_id, "0420000000013")
        self.make_household(self.member, "Lou")
        self.start_tour("/my", "coop_my_coop_fr", login="coop.member")
