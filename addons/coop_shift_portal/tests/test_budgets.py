"""What a page costs: a constant number of queries, and few bytes."""

import gzip
import re
from datetime import timedelta

from odoo.tests import tagged
from odoo.tests.common import warmup

from .common import PortalCase, PortalHttpCase

PAGES = (
    "/my/shifts",
    "/my/shifts/book",
    "/my/shifts/leave",
    "/my/shifts/waiting",
    "/my/shifts/team",
    "/my/shifts/why",
    "/my/shifts/settings",
)
#: Bytes of the HTML of our pages as they travel, compressed.
HTML_BYTES = 30_000


class BusyBuilders:
    """Eight weeks of a big shop: forty shifts a week, five roles each."""

    def make_roles(self):
        return [self.make_role(f"Role {number}") for number in range(5)]

    def make_weeks(self, weeks, roles):
        first = self.company._coop_today() + timedelta(days=1)
        lines = [(0, 0, {"role_id": role.id, "seats": 4}) for role in roles]
        values = []
        for number in range(weeks * 40):
            start = f"{first + timedelta(days=number * 7 // 40)} {6 + number % 6 * 2:02}:00:00"
            stop = start.replace(":00:00", ":59:00")
            values.append({"company_id": self.company.id, "start": start, "stop": stop})
        shifts = self.env["coop.shift"].create(values)
        shifts.write({"seat_ids": lines})
        return shifts


@tagged("post_install", "-at_install")
class TestQueries(BusyBuilders, PortalCase):
    def setUp(self):
        super().setUp()
        self.start_flying()

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def same(self, action, more):
        action()
        few = self.statements(action)
        more()
        action()
        many = self.statements(action)
        self.assertEqual(few, many)
        return many

    def look(self):
        board = self.env["coop.booking.board"]
        places = board._places(self.flyer)
        policy, _books = board._rules_of(self.flyer)
        for place in places:
            place.shift.hours, place.role.name, board._why_not(place, policy)
        return places

    def test_the_calendar_of_eight_weeks(self):
        roles = self.make_roles()
        self.make_weeks(1, roles)
        self.make_open_shift(self.days(45))  # too far ahead: the reason is written out
        count = self.same(self.look, lambda: self.make_weeks(7, roles))
        self.assertLessEqual(count, 20)
        self.assertGreater(len(self.look()), 1000)

    def test_my_shifts(self):
        def home():
            coming = self.flyer.assignment_ids.filtered(lambda row: row.state == "expected")
            self.flyer._coop_steps(), self.flyer._coop_tell(self.flyer._coop_story())
            coming._coop_choices()
            coming.shift_id.mapped("hours")

        def more():
            for number in range(3, 15):
                self.assign(self.flyer, self.days(number), "booking")
                self.assign(self.flyer, self.days(-number), "booking").action_excused()

        for number in (1, -1):
            self.assign(self.flyer, self.days(number), "booking")
        count = self.same(home, more)
        self.assertLessEqual(count, 18)

    def test_where_there_is_a_place(self):
        waiting = self.env["coop.waiting"]

        def look():
            for template, seats in waiting._coop_overview(self.company, "0"):
                template.display_name, [role.name for role, _free, _waiting in seats]

        self.make_template()
        count = self.same(look, lambda: [self.make_template(week=n % 4) for n in range(12)])
        self.assertLessEqual(count, 10)

    @warmup
    def test_my_team(self):
        template = self.make_template(seats=40)
        self.enroll(self.member, template)
        for number in range(30):
            self.enroll(self.make_member(f"Member {number}"), template)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            [(_place, team)] = self.member._coop_team()
        self.assertEqual(len(team), 30)


@tagged("post_install", "-at_install")
class TestWeight(BusyBuilders, PortalHttpCase):
    def test_what_our_pages_weigh(self):
        self.make_weeks(8, self.make_roles())
        self.login(self.flyer_user)
        for url in PAGES:
            page = self.url_open(url)
            with self.subTest(url=url, bytes=size(page.content)):
                self.assertEqual(page.status_code, 200)
                self.assertLess(size(page.content), HTML_BYTES)

    def test_our_pages_load_nothing_of_their_own(self):
        """Scripts and styles are those of any page of Odoo's portal, kept by the browser."""
        self.login(self.flyer_user)
        usual = self.assets("/my/home")
        for url in PAGES:
            self.assertEqual(self.assets(url), usual, url)

    def assets(self, url):
        """The names of the scripts and styles of a page."""
        text = self.url_open(url).text
        return set(re.findall(r'(?:src|href)="/web/assets/\w+/([^"]+)"', text))


def size(content):
    return len(gzip.compress(content, 6))
