"""Members' stories in a browser."""

from odoo.tests import tagged

from .common import PortalHttpCase

PHONE = "390x844"


class StoryCase(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.early = self.make_open_shift(self.days(5), seats=2)
        self.assign(self.member, self.early, "booking", role_id=self.till.id, seat=1)
        self.late = self.make_open_shift(self.days(9), seats=4)

    def booked(self):
        return self.env["coop.assignment"].search(
            [("member_id", "=", self.flyer.id), ("state", "=", "expected")]
        )


@tagged("post_install", "-at_install")
class TestMemberStory(StoryCase):
    browser_size = PHONE

    def test_a_member_books_cancels_and_asks_for_leave(self):
        """In French, on a phone."""
        self.env["res.lang"]._activate_lang("fr_FR")
        modules = ("coop_membership", "coop_shift", "coop_shift_portal", "portal", "web")
        self.env["ir.module.module"].search([("name", "in", modules)])._update_translations(
            ["fr_FR"]
        )
        self.flyer_user.lang = "fr_FR"
        self.start_tour(
            "/fr/my/shifts", "coop_shift_portal_member", login="coop.flyer", timeout=120
        )
        self.assertFalse(self.booked())
        leave = self.env["coop.leave"].search([("member_id", "=", self.flyer.id)])
        self.assertEqual((leave.state, leave.type_code), ("draft", "exemption"))


@tagged("post_install", "-at_install")
class TestKeyboard(StoryCase):
    def test_booking_with_the_keyboard_only(self):
        self.start_tour("/my/shifts", "coop_shift_portal_keyboard", login="coop.flyer", timeout=90)
        self.assertEqual(self.booked().shift_id, self.late, "the shift that lacks people most")


@tagged("post_install", "-at_install")
class TestContestStory(PortalHttpCase):
    browser_size = PHONE

    def test_a_member_contests_and_reads_the_answer(self):
        self.enroll(self.member, self.make_template())
        row = self.assign(self.member, self.days(-3))
        row.action_absent()
        who = self.portal_member.login
        self.start_tour("/my/shifts", "coop_shift_portal_contest", login=who, timeout=90)
        self.assertEqual(row.state, "absent", "nothing changes until it is answered")
        self.browser_size = "1366x768"
        tour = "coop_shift_portal_contest_answer"
        self.start_tour("/odoo/coop-contests", tour, login=self.office.login, timeout=90)
        self.browser_size = PHONE
        self.start_tour("/my/shifts/why", "coop_shift_portal_contest_read", login=who, timeout=90)
        self.assertEqual((row.state, self.member.coop_standing), ("present", "up_to_date"))
