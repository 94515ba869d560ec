"""The feed: secret, revocable, right in every season, cheap to ask again."""

import re

import pytz
import vobject

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.coop_shift.tests.common import utc_hours

from .common import PortalCase, PortalHttpCase


def events(text):
    return list(vobject.readOne(text).vevent_list)


@tagged("post_install", "-at_install")
class TestFeed(PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-10-20")
        self.start_flying()
        secret = self.env["coop.calendar.link"]._coop_renew(self.flyer)
        self.link = self.env["coop.calendar.link"]._coop_find(secret)

    def test_local_hours_stay_over_the_end_of_summer_time(self):
        template = self.make_template(weekday="6")
        for day in ("2026-10-18", "2026-10-25", "2026-11-01"):
            start, stop = utc_hours(template, self.days(0, day))
            shift = self.make_open_shift(day)
            shift.write({"start": start, "stop": stop})
            self.assign(self.flyer, shift, "booking")
        found = events(self.link._coop_feed())
        utc = [event.dtstart.value.strftime("%m-%d %H:%M") for event in found]
        self.assertEqual(utc, ["10-18 08:45", "10-25 09:45", "11-01 09:45"])
        zone = pytz.timezone(self.company.coop_tz)
        local = {event.dtstart.value.astimezone(zone).hour for event in found}
        self.assertEqual(local, {10})

    def test_names_are_stable_and_called_off_shifts_say_so(self):
        one, two = (self.make_open_shift(day) for day in ("2026-10-24", "2026-10-26"))
        rows = self.assign(self.flyer, one, "booking") | self.assign(self.flyer, two, "booking")
        before = [event.uid.value for event in events(self.link._coop_feed())]
        self.assertEqual(len(set(before)), 2)
        one.action_cancel()
        rows[1].write({"state": "cancelled"})
        after = events(self.link._coop_feed())
        self.assertEqual([event.uid.value for event in after], before)
        self.assertEqual({event.status.value for event in after}, {"CANCELLED"})

    def test_a_leave_calls_them_off(self):
        shift = self.make_open_shift("2026-12-02")
        self.assign(self.flyer, shift, "booking")
        self.make_leave(self.flyer, "temporary", "2026-11-30", "2027-02-28")
        [event] = events(self.link._coop_feed())
        self.assertEqual(event.status.value, "CANCELLED")

    def test_the_same_content_twice_is_the_same_text(self):
        self.assign(self.flyer, self.make_open_shift("2026-10-24"), "booking")
        self.assertEqual(self.link._coop_feed(), self.link._coop_feed())

    def test_only_the_members_own_shifts(self):
        self.assign(self.member, self.make_open_shift("2026-10-24"), "booking")
        self.assertNotIn("BEGIN:VEVENT", self.link._coop_feed())

    def test_only_a_digest_is_stored(self):
        secret = self.env["coop.calendar.link"]._coop_renew(self.flyer)
        self.assertRegex(secret, r"^[\w-]{22}$")
        self.env.cr.execute("SELECT * FROM coop_calendar_link")
        self.assertNotIn(secret, str(self.env.cr.fetchall()))


@tagged("post_install", "-at_install")
class TestLink(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.assign(self.flyer, self.make_open_shift(self.days(3)), "booking")
        self.login(self.flyer_user)

    def make_link(self):
        page = self.post("/my/shifts/calendar/new").text
        return re.search(r'value="(http[^"]+\.ics)"', page).group(1).split("/my/")[1]

    def fetch(self, address, **headers):
        self.opener.cookies.clear()
        return self.url_open(f"/my/{address}", headers=headers)

    def test_the_public_reads_it_and_asks_cheaply_again(self):
        answer = self.fetch(self.make_link())
        self.assertEqual(answer.status_code, 200)
        self.assertIn("text/calendar", answer.headers["Content-Type"])
        self.assertEqual(len(events(answer.text)), 1)

    def test_unchanged_is_not_sent_again(self):
        address = self.make_link()
        tag = self.fetch(address).headers["ETag"]
        again = self.fetch(address, **{"If-None-Match": tag})
        self.assertEqual((again.status_code, again.content), (304, b""))
        self.flyer.assignment_ids.write({"state": "cancelled"})
        changed = self.fetch(address, **{"If-None-Match": tag})
        self.assertEqual(changed.status_code, 200)

    def test_it_is_shown_once(self):
        address = self.make_link()
        page = self.url_open("/my/shifts/settings").text
        self.assertNotIn(address, page)
        self.assertIn("You have a link since", page)

    @mute_logger("odoo.http")
    def test_a_new_link_kills_the_former_and_stopping_kills_it(self):
        former = self.make_link()
        new = self.make_link()
        self.assertEqual(self.fetch(former).status_code, 404)
        self.assertEqual(self.fetch(new).status_code, 200)
        self.login(self.flyer_user)
        for _click in range(2):
            self.post("/my/shifts/calendar/revoke")
        self.assertEqual(self.fetch(new).status_code, 404)

    @mute_logger("odoo.http")
    def test_guesses(self):
        for guess in ("x", "a" * 22, "%00", "..%2F..", "é" * 10):
            answer = self.fetch(f"shifts/calendar/{guess}.ics")
            self.assertEqual(answer.status_code, 404, guess)

    @mute_logger("odoo.http")
    def test_it_only_reads(self):
        address = self.make_link()
        self.opener.cookies.clear()
        answer = self.opener.post(f"{self.base_url()}/my/{address}", data={})
        self.assertEqual(answer.status_code, 405)
