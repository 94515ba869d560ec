"""Who may do what: role × model × operation, and every route tried by others."""

import re

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers import booking, calendar, leave, portal, team, waiting, why
from .common import PortalCase, PortalHttpCase

LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}
#: model: (office, manager); the letters are the operations allowed.
TABLE = {
    "coop.calendar.link": ("", "r"),
    "coop.work.contest": ("r", "r"),
    "coop.work.contest.answer": ("rwcu", "rwcu"),
}
PAGES = (
    "/my/shifts",
    "/my/shifts/book",
    "/my/shifts/book/page/1",
    "/my/shifts/leave",
    "/my/shifts/leave/preview",
    "/my/shifts/waiting",
    "/my/shifts/team",
    "/my/shifts/why",
    "/my/shifts/settings",
)
#: What changes something; {row} is an assignment, {leave} a leave, {wait} a place in a queue,
#: {contest} a contest.
POSTS = (
    "/my/shifts/book/{shift}/{role}",
    "/my/shifts/{row}/cancel",
    "/my/shifts/{row}/cannot-come",
    "/my/shifts/leave/ask",
    "/my/shifts/leave/{leave}/withdraw",
    "/my/shifts/waiting/ask",
    "/my/shifts/waiting/{wait}/accept",
    "/my/shifts/waiting/{wait}/leave",
    "/my/shifts/{row}/contest",
    "/my/shifts/why/contest",
    "/my/shifts/why/{contest}/withdraw",
    "/my/shifts/settings/sharing",
    "/my/shifts/calendar/new",
    "/my/shifts/calendar/revoke",
)


@tagged("post_install", "-at_install")
class TestRoles(PortalCase):
    def test_role_table(self):
        for model, (office, manager) in TABLE.items():
            wanted = {
                self.checker: "",
                self.portal_member: "",
                self.office: office,
                self.manager: manager,
            }
            for user, letters in wanted.items():
                for operation, letter in LETTERS.items():
                    with self.subTest(model=model, user=user.login, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in letters)

    def test_every_model_is_in_the_table(self):
        stored = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "coop_shift_portal" and not model._abstract
        }
        self.assertEqual(set(TABLE), stored)


@tagged("post_install", "-at_install")
class TestRoutes(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.shift = self.make_open_shift(self.days(5))
        self.row = self.assign(self.flyer, self.shift, "booking", role_id=self.till.id, seat=1)
        self.template = self.make_template()
        self.leave = self.make_leave(self.flyer, "exemption", self.days(50), state="draft")
        self.wait = self.env["coop.waiting"].create(
            {
                "member_id": self.flyer.id,
                "template_id": self.template.id,
                "role_id": self.till.id,
            }
        )
        missed = self.assign(self.flyer, self.days(-3), "booking")
        missed.action_absent()
        self.contest = self.env["coop.work.contest"]._coop_contest(self.flyer, "No", missed)
        self.ids = {
            "contest": self.contest.id,
            "shift": self.shift.id,
            "role": self.till.id,
            "row": self.row.id,
            "leave": self.leave.id,
            "wait": self.wait.id,
        }

    def state(self):
        """Everything that a stranger could have changed."""
        self.env.invalidate_all()
        return (
            self.row.state,
            self.row.warned_on,
            self.leave.state,
            self.wait.exists().id,
            self.contest.state,
            self.env["coop.work.contest"].search_count([]),
            self.flyer.coop_share_name,
            self.env["coop.assignment"].search_count([("shift_id", "=", self.shift.id)]),
            self.env["coop.calendar.link"].search_count([]),
            self.env["coop.enrollment"].search_count([]),
            self.env["coop.waiting"].search_count([]),
        )

    def urls(self):
        return [url.format(**self.ids) for url in POSTS]

    def test_every_route_of_this_addon_is_tried_here(self):
        modules = (portal, booking, leave, waiting, team, calendar, why)
        views = [
            view
            for module in modules
            for cls in vars(module).values()
            if isinstance(cls, type) and cls.__module__ == module.__name__
            for view in vars(cls).values()
        ]
        ours = {
            shape(url)
            for view in views
            for url in getattr(view, "original_routing", {}).get("routes") or ()
            if not url.endswith(".ics")
        }
        self.assertGreater(len(ours), 15)
        self.assertLessEqual(ours, {shape(url) for url in (*PAGES, *POSTS)})

    def test_the_public_is_sent_to_the_login(self):
        before = self.state()
        for url in (*PAGES, f"/my/shifts/{self.row.id}/cannot-come"):
            page = self.url_open(url, allow_redirects=False)
            self.assertEqual(page.status_code, 303, url)
            self.assertIn("/web/login", page.headers["Location"])
        self.authenticate(None, None)
        for url in self.urls():
            token = http.Request.csrf_token(self)
            page = self.url_open(url, data={"csrf_token": token}, allow_redirects=False)
            self.assertEqual(page.status_code, 303, url)
            self.assertIn("/web/login", page.headers["Location"])
        self.assertEqual(self.state(), before)

    @mute_logger("odoo.http")
    def test_without_the_token_of_the_session(self):
        self.login(self.flyer_user)
        before = self.state()
        for url in self.urls():
            for data in ({"x": "1"}, {"csrf_token": "forged"}):
                self.assertEqual(self.url_open(url, data=data).status_code, 400, url)
        self.assertEqual(self.state(), before)

    @mute_logger("odoo.http")
    def test_nothing_changes_by_opening_an_address(self):
        self.login(self.flyer_user)
        before = self.state()
        for url in self.urls():
            if not url.endswith(("cannot-come", "contest")):
                self.assertIn(self.url_open(url).status_code, (404, 405), url)
        self.assertEqual(self.state(), before)

    @mute_logger("odoo.http")
    def test_another_members_ids(self):
        self.login(self.portal_member)
        before = self.state()
        for url in self.urls():
            if "{" in POSTS[self.urls().index(url)] and "book" not in url:
                answer = self.post(url)
                gone = "not on this list any more" in answer.text
                self.assertTrue(answer.status_code == 404 or gone, url)
        self.assertEqual(self.url_open(f"/my/shifts/{self.row.id}/cannot-come").status_code, 404)
        self.assertEqual(self.state(), before)

    @mute_logger("odoo.http")
    def test_forged_ids(self):
        self.login(self.flyer_user)
        before = self.state()
        self.ids = dict.fromkeys(self.ids, 2147483000)
        for url in self.urls():
            if "{" in POSTS[self.urls().index(url)]:
                self.assertLess(self.post(url).status_code, 500, url)
        for forged in ("0", "-1", "x", "9" * 40, "1 OR 1=1"):
            answer = self.post("/my/shifts/waiting/ask", template_id=forged, role_id=forged)
            self.assertEqual(answer.status_code, 404, forged)
        self.ids["row"] = 99999999999999999999
        self.assertLess(self.post(self.urls()[1]).status_code, 500)
        self.assertEqual(self.state(), before)

    @mute_logger("odoo.http")
    def test_a_shift_of_another_co_op(self):
        other = self.env["res.company"].create({"name": "Another co-op"})
        shift = self.make_open_shift(self.days(6), company_id=other.id)
        self.login(self.flyer_user)
        answer = self.post(f"/my/shifts/book/{shift.id}/{self.till.id}")
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.mine(self.flyer, shift))

    @mute_logger("odoo.http")
    def test_a_user_who_is_no_member(self):
        self.make_user("coop.nobody", "base.group_portal")
        self.authenticate("coop.nobody", "coop.nobodycoop.nobody")
        before = self.state()
        for url in PAGES[1:]:
            self.assertEqual(self.url_open(url).status_code, 403, url)
        for url in self.urls():
            self.assertEqual(self.post(url).status_code, 403, url)
        self.assertEqual(self.state(), before)

    def test_names_of_other_members_are_on_no_page(self):
        self.make_member("Zénobie Secrète", email="zenobie@coop.example")
        self.login(self.flyer_user)
        for url in PAGES:
            text = self.url_open(url).text
            self.assertNotIn("Secrète", text, url)
            self.assertNotIn("zenobie", text, url)


def shape(url):
    """An address with every variable part written alike.

    >>> shape("/a/<int:x>/b"), shape("/a/{row}/b")
    ('/a/*/b', '/a/*/b')
    """
    url = re.sub(r"<[^>]+>|\{\w+\}", "*", url)
    return re.sub(r"(?<=/page/)1|(?<=/waiting/\*/)(leave|accept)", "*", url)
