"""Every menu, form, button, search and report of the suite, as each role that sees it.

The server alone: what the web client asks for, without a browser. ``test_pages`` opens the same
screens in one. ``setup/test tests/coop_screens -s -k screens`` prints how many there were.
"""

from collections import defaultdict

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.coop_safety.tests.routes import ROUTES

from .hints import Hints
from .labels import Labels
from .pages import Crawl
from .planted import Planted
from .presses import GOOD, PressWalk
from .searches import SearchWalk
from .walk import IS_LONG
from .world import NO_ROW, World

MOMENT = "2026-11-23 12:00:00"
BELOW = {"manager": "office"}
#: Roles whose screens are Odoo's own, or those of the others together.
ONLY_LONG = ("cashier", "tills", "system", "everything")
#: Buttons that do not work in the co-op of these tests, with the reason.
NOT_WORKING = {
    ("coop.assignment", "action_half_excused"): "not in La Louve's rules: coop_shift_floor",
    ("coop.work.account", "action_put_right"): "nothing differs from the facts: coop_shift",
    ("coop.vote", "action_purge"): "ballots are kept for three months: coop_vote",
}
#: Views that no menu and no button opens, with the reason.
NOT_OPENED = {}
#: Reports that no menu and no button prints, with the reason.
NOT_PRINTED = {"coop_vote.report_proxy_form": "by the member: test_pages"}
#: Pages to which no link leads a member or somebody of the office here, with the reason.
NOT_FOLLOWED = dict.fromkeys(
    ("/coop/door", "/coop/door/<string:token>", "/coop/door/photo/<int:partner_id>"),
    "a door's own tablet: coop_pos_check",
)
NOT_FOLLOWED |= dict.fromkeys(
    ("/coop/assembly/tablet", "/coop/assembly/tablet/<string:key>"),
    "a link that a button shows, for a tablet: coop_vote",
)
NOT_FOLLOWED |= dict.fromkeys(
    ("/coop/door/worker.js", "/my/shift/worker.js"), "a program that its page asks for"
)
NOT_FOLLOWED |= dict.fromkeys(
    ("/join/you", "/join/charter", "/join/done", "/my/shifts/leave/preview"),
    "the answer to a form: coop_campaign, coop_shift_portal",
)
NOT_FOLLOWED |= dict.fromkeys(
    ("/my/shifts/page/<int:page>", "/my/shifts/book/page/<int:page>"),
    "more shifts than this co-op has: coop_shift, coop_shift_portal",
)
NOT_FOLLOWED |= dict.fromkeys(
    ("/campaign/<string:slug>/picture.png", "/my/shift/<int:shift_id>/photo/<int:assignment_id>"),
    "a picture that a program asks for: coop_campaign, coop_shift_floor",
)
NOT_FOLLOWED["/my/votes/<int:vote_id>/ballots.tsv"] = "too few voted to show ballots: coop_vote"
NOT_FOLLOWED["/coop/sale_proof/<int:proof_id>.xlsx"] = "of a dialogue: coop_pos_check"


@tagged("post_install", "-at_install")
class TestScreens(Hints, Labels, Planted, Crawl, PressWalk, SearchWalk, World, HttpCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        with freeze_time(MOMENT):
            super().setUpClass()
        cls.faults, cls.opened, cls.filled = defaultdict(list), {}, {}

    def setUp(self):
        super().setUp()
        if "browser" not in self._testMethodName:
            self.freeze(MOMENT)

    @classmethod
    def tearDownClass(cls):
        numbers = ", ".join(f"{count} {what}" for what, count in sorted(cls.counts.items()))
        print(f"\n{'All roles' if IS_LONG else 'Short run'}: {numbers}")
        super().tearDownClass()

    def walk(self):
        """Walk through everything once for all tests, and return what was wrong."""
        if not self.opened:
            for role in self.inside():
                if IS_LONG or role not in ONLY_LONG:
                    self.walk_as(role, None if IS_LONG else BELOW.get(role))
            self.counts["roles"] = len(self.opened)
            self.counts["buttons"] = len(self.outcomes)
        return self.faults

    def walk_as(self, role, below):
        """Walk as a role; what another one sees too only for the buttons."""
        menus = self.menus(role)
        self.opened[role] = set(menus)
        known = {name: menu for name, menu in menus.items() if name in self.opened.get(below, ())}
        own = {name: menu for name, menu in menus.items() if name not in known}
        screens, faults = self.walk_menus(role, own)
        self.faults["menus"] += faults
        shared, faults = self.walk_menus(role, known, read=False)
        self.faults["menus"] += faults
        done = self.filled.get(below, set())
        self.filled[role], faults = self.walk_forms(role, screens + shared, done)
        self.faults["forms"] += faults
        self.faults["buttons"] += self.walk_buttons(role, screens + shared)
        self.faults["searches"] += self.walk_searches(role, screens)

    def is_done(self, role, button):
        below = not IS_LONG and self.pressed.get((BELOW.get(role), *button.key))
        return super().is_done(role, button) or bool(below and GOOD & set(below))

    def test_every_menu_opens(self):
        self.assertEqual(self.walk()["menus"], [])
        self.assertGreater(len(self.opened["office"]), 60)

    def test_every_form_is_filled_in_and_saved(self):
        self.assertEqual(self.walk()["forms"], [])
        self.assertGreater(self.counts["forms saved"], 60)

    def test_every_button_works_or_refuses_in_words(self):
        self.assertEqual(self.walk()["buttons"], [])
        self.assertGreater(len(self.outcomes), 100)

    not_working = NOT_WORKING

    def test_no_button_is_dead(self):
        self.walk()
        self.assertEqual(set(self.dead_buttons()), set(self.not_working), self.dead_buttons())

    def test_every_search_takes_what_people_type(self):
        self.assertEqual(self.walk()["searches"], [])
        self.assertGreater(self.counts["texts searched for"], 150)

    def test_every_view_is_opened_by_something(self):
        """A view that nothing opens is a screen that nobody sees."""
        self.walk()
        views = self.env["ir.ui.view"].search([("type", "!=", "qweb"), ("inherit_id", "=", False)])
        ours = views.filtered(lambda view: (view.xml_id or "").startswith("coop_"))
        unseen = ours.filtered(lambda view: view.id not in self.seen_views)
        self.assertEqual(set(unseen.mapped("xml_id")), set(NOT_OPENED))

    def test_every_report_is_printed(self):
        self.walk()
        reports = self.env["ir.actions.report"].search([("report_name", "=like", "coop_%")])
        unseen = set(reports.mapped("report_name")) - self.printed
        self.assertEqual(unseen, set(NOT_PRINTED))

    def test_every_model_has_a_row(self):
        """What these screens show of an empty table proves nothing."""
        empty = {
            name
            for name, model in self.registry.items()
            if model._original_module.startswith("coop_")
            and model._original_module not in self.TESTS_OWN
            and not (model._abstract or model._transient)
            and not self.env[name].sudo().with_context(active_test=False).search_count([], limit=1)
        }
        self.assertEqual(empty, set(NO_ROW))

    def test_every_page_opens(self):
        """Each link from a member's pages on, and each page that a button of the office opens."""
        votes = [f"/my/votes/{vote.id}" for vote in (self.election, self.at_home)]
        own = [*votes, f"/my/shift/{self.shift.id}", "/campaign/own-shop"]
        starts = ["/my/home", "/my/coop", "/join", *own]
        routes, faults = self.crawl(self.portal_member, starts)
        for user, urls in self.pages_of_the_desk().items():
            more, wrong = self.crawl(user, urls)
            routes, faults = routes | more, faults + wrong
        self.assertEqual(faults, [])
        read = {route for route, told in ROUTES.items() if told.endswith("http *")}
        self.assertEqual(read - routes, set(NOT_FOLLOWED))

    def pages_of_the_desk(self):
        """``{user: addresses}`` of the pages that buttons opened, of rows that are still there."""
        self.walk()
        found = {}
        for user, url in sorted(self.addresses, key=str):
            if not url.startswith("/coop/sale_proof/"):
                found.setdefault(user, []).append(url)
        return found

    def test_in_the_browser(self):
        """Odoo's own robot clicks on the app; a message of error on the console fails."""
        # It finds no way back from a page outside of the web client; the links are followed above.
        self.env.ref("coop_campaign.menu_paper").active = False
        for role in ("office", "manager", "assembly", "everything") if IS_LONG else ("office",):
            with self.subTest(role):
                self.click("coop_membership.menu_root", self.roles[role], light=not IS_LONG)

    def click(self, menu, user, light):
        """Click on an app as somebody: on its first menu, or on everything in it."""
        robot = "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
        self.browser_js(
            "/odoo",
            f"{robot}.startClickEverywhere('{menu}', {str(light).lower()});",
            "odoo.isReady === true",
            login=user.login,
            timeout=60 if light else 1200,
            success_signal="clickbot test succeeded",
        )


@tagged("post_install", "-at_install")
class TestScreensAsEverybody(TestScreens):
    """The same with every role on every screen, every button in each state, and the robot's walk
    through everything: ``setup/test --long``."""

    long_depends = (
        "addons/coop_campaign/views",
        "addons/coop_committee/views",
        "addons/coop_committee_project/views",
        "addons/coop_membership/views",
        "addons/coop_pos_check/views",
        "addons/coop_shift/views",
        "addons/coop_shift_floor/views",
        "addons/coop_shift_mail/views",
        "addons/coop_shift_office/views",
        "addons/coop_shift_portal/views",
        "addons/coop_shift_swap/views",
        "addons/coop_vote/views",
    )
    not_working = NOT_WORKING | {
        ("coop.member.merge", "action_merge"): "every file here has an account: coop_membership",
    }

    def test_planted_error_in_the_browser(self):
        action = self.env["ir.actions.client"].create({"name": "Planted", "tag": "coop_nothing"})
        menu = self.env["ir.ui.menu"].create(
            {"name": "Planted", "action": f"ir.actions.client,{action.id}"}
        )
        self.env["ir.model.data"].create(
            {"module": "coop_screens", "name": "planted", "model": menu._name, "res_id": menu.id}
        )
        with self.assertRaisesRegex(AssertionError, "coop_nothing"):
            self.click("coop_screens.planted", self.office, light=True)
