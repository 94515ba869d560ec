"""Who may do what: role × model × operation, and the portal tried by others."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.coop_membership.tests.common import RoleTable, desk

from .common import ShiftBuilders, ShiftCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, ShiftCase):
    ADDON = "coop_shift"
    RIGHTS = {
        "coop.work.policy": desk("r", "rwcu"),
        "coop.work.policy.version": desk("r", "rwcu"),
        "coop.skill": desk("rwc", "rwcu"),
        "coop.shift.role": desk("r", "rwcu"),
        "coop.shift.template": desk("r", "rwcu"),
        "coop.shift.seat": desk("rwcu"),
        "coop.shift": desk("rwc", "rwcu"),
        "coop.enrollment": desk("rwc", "rwcu"),
        "coop.assignment": desk("rwc"),
        "coop.work.entry": desk("r"),
        "coop.work.account": desk("", "r"),
        "coop.registration.past": desk("r"),
        "coop.work.correction": desk("r", "rwc"),
        "coop.debit.request": desk("rwcu"),
        "coop.leave.type": desk("r", "rwc"),
        "coop.leave": desk("rwc"),
        "coop.grace": desk("r", "rwcu"),
        "coop.shop.holiday": desk("r", "rwcu"),
        "coop.standing": desk("r"),
        "coop.waiting": desk("rwcu"),
        "coop.correction.wizard": desk("", "rwcu"),
        "coop.standing.check": desk("", "rwcu"),
        "coop.template.wizard": desk("", "rwcu"),
    }

    def test_another_co_op_is_out_of_sight(self):
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        template = self.make_template(company_id=stranger.id)
        found = self.env["coop.shift.template"].with_user(self.office).search([])
        self.assertNotIn(template, found)
        with self.assertRaises(AccessError):
            template.with_user(self.office).read(["name"])

    def test_office_records_attendance_and_ledger_follows(self):
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        assignment = self.assign(self.member, "2026-11-23")
        assignment.with_user(self.office).action_absent()
        self.assertEqual(self.balance(self.member), -2)
        self.assertEqual(assignment.recorded_by, self.office)


@tagged("post_install", "-at_install")
class TestPortal(ShiftBuilders, HttpCase):
    def setUp(self):
        super().setUp()
        today = self.company._coop_today()
        self.enroll(self.member, self.make_template())
        assignment = self.assign(self.member, today)
        assignment.action_absent()
        self.assign(self.member, self.days(7))
        other = self.make_member("Autre Personne")
        self.assign(other, self.days(5), note="secret")

    def test_my_page_shows_my_standing_and_my_ledger_only(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        page = self.url_open("/my/shifts")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Make-up due", page.text)
        self.assertIn("Absent", page.text)
        self.assertNotIn("Autre Personne", page.text)
        self.assertEqual(page.text.count('<li class="list-group-item'), 1)

    def test_the_public_is_sent_to_the_login(self):
        page = self.url_open("/my/shifts", allow_redirects=False)
        self.assertEqual(page.status_code, 303)
        self.assertIn("/web/login", page.headers["Location"])

    def test_a_person_who_is_no_member(self):
        self.make_user("coop.nobody", "base.group_portal")
        self.authenticate("coop.nobody", "coop.nobodycoop.nobody")
        page = self.url_open("/my/shifts")
        self.assertEqual(page.status_code, 200)
        self.assertIn("You are not a member yet", page.text)
        self.assertNotIn("Absent", page.text)

    @mute_logger("odoo.http")
    def test_a_member_cannot_read_the_models_by_rpc(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        for model in TestRoles.RIGHTS:
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/search_read",
                json={
                    "jsonrpc": "2.0",
                    "params": {
                        "model": model,
                        "method": "search_read",
                        "args": [[]],
                        "kwargs": {"fields": ["id"]},
                    },
                },
            ).json()
            with self.subTest(model=model):
                self.assertIn("AccessError", str(answer.get("error", {}).get("data", {})))

    def test_pages_beyond_the_end(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertEqual(self.url_open("/my/shifts/page/999999").status_code, 200)
        self.assertLess(self.url_open("/my/shifts/page/-1").status_code, 500)

    def test_tile_leads_to_my_shifts(self):
        self.start_tour("/my/coop", "coop_shift_my_shifts", login="coop.member")
