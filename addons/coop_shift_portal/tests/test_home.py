"""/my/shifts: what to do, what happened, in plain words."""

from datetime import date

from odoo.tests import tagged

from .common import PortalCase, PortalHttpCase


@tagged("post_install", "-at_install")
class TestStory(PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-12")
        self.enroll(self.member, self.make_template())

    def told(self):
        return self.member._coop_tell(self.member._coop_story())

    def test_an_absence_says_how_many_make_ups_and_until_when(self):
        self.assign(self.member, "2026-11-12").action_absent()
        self.assertEqual(self.told(), ["12 Nov: absent, two make-ups to do before 10 Dec"])

    def test_a_corrected_absence_owes_nothing(self):
        row = self.assign(self.member, "2026-11-12")
        row.action_absent()
        row.action_present()
        self.assertEqual(self.told(), ["12 Nov: absent, corrected, nothing to make up"])

    def test_make_ups_in_time_settle_it(self):
        self.assign(self.member, "2026-11-12").action_absent()
        for day in ("2026-11-16", "2026-11-18"):
            self.freeze(day)
            self.assign(self.member, day, "make_up").action_present()
        self.assertEqual(
            self.told(),
            [
                "18 Nov: make-up worked, one make-up less to do",
                "16 Nov: make-up worked, one make-up less to do",
                "12 Nov: absent, two make-ups to do, done on 18 Nov",
            ],
        )

    def test_a_flying_member_reads_of_shifts_on_the_counter(self):
        self.start_flying()
        self.assign(self.flyer, "2026-11-12", "booking").action_present()
        told = self.flyer._coop_tell(self.flyer._coop_story())
        self.assertEqual(told[0], "12 Nov: shift worked, one shift more on your counter")

    def test_what_to_do_next(self):
        self.assertEqual(self.member._coop_steps(), [("Nothing to do at the moment.", "")])
        self.assign(self.member, "2026-11-12").action_absent()
        [(text, link)] = self.member._coop_steps()
        self.assertEqual(text, "Do two make-ups before Thursday 10 December to go on shopping.")
        self.assertEqual(link, "book")

    def test_a_count_of_their_own_is_told_by_its_own_day(self):
        flyer = self.make_member("Own count")
        self.enroll(flyer, date_from="2026-11-02", count_day="2026-11-25")
        [(text, _link)] = flyer._coop_steps()
        self.assertIn("Book a shift before Wednesday 25 November", text)
        self.freeze("2026-11-26")
        self.assertEqual(flyer._coop_situation().cycle_day, date(2026, 12, 23))

    def test_a_certificate_is_asked_for(self):
        self.make_leave(self.member, "incapacity", "2026-11-12", "2027-01-31")
        texts = [text for text, _link in self.member._coop_steps()]
        self.assertEqual(texts[0], "Your leave is granted until Sunday 31 January.")
        self.assertIn("certificate by Thursday 3 December", texts[1])

    def test_what_to_do_after_the_deadline(self):
        self.assign(self.member, "2026-11-12").action_absent()
        self.freeze("2026-12-20")
        self.assertEqual(self.member.coop_standing, "suspended")
        self.assertEqual(self.member._coop_steps(), [("Do two make-ups.", "book")])

    def test_without_a_shift(self):
        person = self.make_member("Sans Place")
        self.assertEqual(person._coop_steps()[0][1], "waiting")


@tagged("post_install", "-at_install")
class TestHome(PortalHttpCase):
    def test_home_shows_steps_story_and_buttons(self):
        self.enroll(self.member, self.make_template())
        self.assign(self.member, self.days(-3)).action_absent()
        coming = self.assign(self.member, self.days(5))
        self.login(self.portal_member)
        page = self.url_open("/my/shifts").text
        self.assertIn("two make-ups to do before", page)
        self.assertIn("to go on shopping", page)
        self.assertRegex(page, r"<td>Absent</td>", "the lines of the ledger are behind it")
        self.assertNotIn("$0", page)
        self.assertIn(f"/my/shifts/{coming.id}/cannot-come", page)
        self.assertNotIn(f"/my/shifts/{coming.id}/cancel", page, "an own shift is not cancelled")

    def test_a_booked_shift_can_be_cancelled(self):
        coming = self.assign(self.flyer, self.days(5), "booking")
        self.login(self.flyer_user)
        page = self.url_open("/my/shifts").text
        self.assertIn(f'action="/my/shifts/{coming.id}/cancel"', page)

    def test_history_page_by_page(self):
        self.enroll(self.member, self.make_template())
        for number in range(25):
            self.assign(self.member, self.days(-60 + number)).action_excused()
        self.login(self.portal_member)
        first, second = self.url_open("/my/shifts").text, self.url_open("/my/shifts/page/2").text
        self.assertEqual(first.count("one make-up to do"), 20)
        self.assertEqual(second.count("one make-up to do"), 5)

    def test_a_person_who_is_no_member_sees_no_links(self):
        nobody = self.make_user("coop.nobody", "base.group_portal")
        self.login(nobody)
        page = self.url_open("/my/shifts")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("o_coop_shifts_nav", page.text)
        self.assertEqual(self.url_open("/my/shifts/book").status_code, 403)
