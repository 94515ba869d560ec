"""Waiting for a place: the queue, and offers that expire without any job."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PortalCase, PortalHttpCase


class QueueBuilders:
    """Three people who wait for the only seat of a template."""

    def make_queue(self):
        self.template = self.make_template(seats=1)
        self.holder = self.make_member("Holder")
        self.place = self.enroll(self.holder, self.template)
        self.people = [self.make_member(f"Person {n}", email=f"p{n}@coop.example") for n in "abc"]
        self.rows = [
            self.env["coop.waiting"].create(
                {
                    "member_id": person.id,
                    "template_id": self.template.id,
                    "role_id": self.till.id,
                    "asked_at": f"2026-11-0{n} 09:00:00",
                }
            )
            for n, person in enumerate(self.people, 1)
        ]

    def mails(self, person):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", person.partner_id.ids), ("subject", "like", "A place")]
        )


@tagged("post_install", "-at_install")
class TestQueue(QueueBuilders, PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-10")
        self.start_flying()
        self.make_queue()

    def end_the_place(self):
        self.place.date_to = "2026-11-09"

    def test_nobody_is_told_while_the_seat_is_taken(self):
        self.env["coop.waiting"]._cron_offers()
        self.assertFalse(self.rows[0].offered_on)
        self.assertEqual([row.rank for row in self.rows], [1, 2, 3])

    def test_the_first_is_told_when_the_seat_becomes_free(self):
        self.end_the_place()
        first, second, _third = self.rows
        self.assertEqual(str(first.offered_to), "2026-11-13")
        self.assertEqual(len(self.mails(first.member_id)), 1)
        self.assertFalse(second.offered_on)

    def test_telling_twice_tells_once(self):
        self.end_the_place()
        for _time in range(3):
            self.env["coop.waiting"]._cron_offers()
        self.assertEqual(len(self.mails(self.people[0])), 1)
        self.assertFalse(self.mails(self.people[1]))

    def test_an_expired_offer_passes_to_the_next_without_a_job(self):
        self.end_the_place()
        first, second, third = self.rows
        self.freeze("2026-11-13")
        self.assertEqual(first._coop_turns(), {first.id}, "its last day is included")
        with self.assertRaises(UserError):
            second._coop_accept()
        self.freeze("2026-11-14")
        with self.assertRaises(UserError):
            first._coop_accept()
        self.assertEqual((second.rank, third.rank), (1, 2))
        place = second._coop_accept()
        self.assertEqual(
            (place.member_id, place.template_id, str(place.date_from)),
            (self.people[1], self.template, "2026-11-14"),
        )
        with self.assertRaises(UserError):
            third._coop_accept()

    def test_the_job_tells_the_next_and_their_days_begin_then(self):
        self.end_the_place()
        self.freeze("2026-11-20")
        self.env["coop.waiting"]._cron_offers()
        self.assertEqual(str(self.rows[1].offered_to), "2026-11-23")
        self.assertEqual(len(self.mails(self.people[1])), 1)

    def test_declining_tells_the_next_at_once(self):
        self.end_the_place()
        self.rows[0]._coop_leave_list()
        self.assertTrue(self.rows[1].offered_on)
        self.assertEqual(len(self.mails(self.people[1])), 1)

    def test_taking_it_ends_the_former_place_the_day_before(self):
        other = self.make_template(seats=1, weekday="3")
        former = self.enroll(self.people[0], other)
        self.end_the_place()
        self.rows[0]._coop_accept()
        self.assertEqual(str(former.date_to), "2026-11-09")
        self.assertEqual(self.people[0].coop_standing, "up_to_date")

    def test_a_flying_member_takes_a_place(self):
        row = self.env["coop.waiting"]._coop_ask(self.flyer, self.make_template(), self.till)
        self.assertTrue(row.offered_on, "a seat is free at once")
        row._coop_accept()
        self.assertEqual(self.flyer._coop_regime(self.company._coop_today()), "abcd")

    def take_a_place(self, member, template=None):
        """Ask for a free seat and take it, as the portal does."""
        template = template or self.make_template(weekday="4")
        return self.env["coop.waiting"]._coop_ask(member, template, self.till)._coop_accept()

    def test_a_debt_goes_along(self):
        """Suspended as a flying member, suspended with a place; the make-ups that are worked pay
        it back, and then nothing is due."""
        self.flyer.enrollment_ids.date_from = "2026-08-25"
        self.assertEqual(self.flyer.coop_standing, "suspended")
        self.take_a_place(self.flyer)
        self.assertEqual(self.flyer._coop_regime(self.company._coop_today()), "abcd")
        self.assertEqual(self.flyer.coop_standing, "suspended")
        owed = -self.balance(self.flyer, "flying")
        self.assertEqual(self.flyer._coop_situation().due, owed)
        for n in range(int(owed)):
            shift = self.make_shift("2026-11-09", hour=6 + 4 * n)
            self.assign(self.flyer, shift, origin="make_up").action_present()
        self.assertEqual(self.flyer._coop_situation().due, 0)
        self.assertEqual(self.flyer.coop_standing, "up_to_date")

    def hold(self, person, day):
        """A place, and its shift of a day from 09:00 to 12:00 in Paris."""
        template = self.make_template(weekday="1")
        place = self.enroll(person, template)
        shift = self.make_shift(day, hour=8, template_id=template.id, occurrence=day)
        return place, self.assign(person, shift, enrollment_id=place.id)

    def test_a_shift_that_has_begun_stays_due(self):
        place, mine = self.hold(self.people[0], "2026-11-10")
        self.freeze("2026-11-10 08:30:00")
        new = self.take_a_place(self.people[0])
        self.assertEqual((str(place.date_to), str(new.date_from)), ("2026-11-10", "2026-11-11"))
        mine.action_absent()
        self.assertEqual(self.people[0].coop_standing, "alert")

    def test_so_does_one_that_it_is_too_late_to_give_up(self):
        place, mine = self.hold(self.people[0], "2026-11-11")
        self.freeze("2026-11-10 08:00:01")
        new = self.take_a_place(self.people[0])
        self.assertEqual((str(place.date_to), str(new.date_from)), ("2026-11-11", "2026-11-12"))
        self.assertTrue(mine.exists())

    def test_with_a_day_to_go_it_is_given_up(self):
        place, mine = self.hold(self.people[0], "2026-11-11")
        self.freeze("2026-11-10 08:00:00")
        new = self.take_a_place(self.people[0])
        self.assertEqual((str(place.date_to), str(new.date_from)), ("2026-11-09", "2026-11-10"))
        self.assertEqual((mine.state, mine.seat), ("cancelled", 0))

    def test_one_change_a_day(self):
        self.take_a_place(self.flyer)
        with self.assertRaisesRegex(UserError, "chose a place today"):
            self.take_a_place(self.flyer, self.make_template(weekday="5"))
        self.freeze("2026-11-11")
        self.take_a_place(self.flyer, self.make_template(weekday="5"))

    def test_asking_again_after_letting_an_offer_pass_goes_to_the_end(self):
        self.end_the_place()
        self.freeze("2026-11-14")
        waiting = self.env["coop.waiting"]
        again = waiting._coop_ask(self.people[0], self.template, self.till)
        self.assertEqual(again.rank, 3)
        same = waiting._coop_ask(self.people[0], self.template, self.till)
        self.assertEqual(same, again)

    def test_who_cannot_ask(self):
        waiting = self.env["coop.waiting"]
        with self.assertRaisesRegex(UserError, "already"):
            waiting._coop_ask(self.holder, self.template, self.till)
        with self.assertRaisesRegex(UserError, "no such role"):
            waiting._coop_ask(self.flyer, self.template, self.make_role("Cheese"))
        nobody = self.make_member("Sans Part", shares=0)
        with self.assertRaisesRegex(UserError, "members' office"):
            waiting._coop_ask(nobody, self.template, self.till)

    def test_the_mail_speaks_the_members_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        module = self.env["ir.module.module"].search([("name", "=", "coop_shift_portal")])
        module._update_translations(["fr_FR"])
        self.people[0].lang = "fr_FR"
        self.end_the_place()
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.people[0].partner_id.ids)], limit=1
        )
        self.assertIn("Une place se libère pour vous", mail.subject)


@tagged("post_install", "-at_install")
class TestWaitingPage(QueueBuilders, PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.make_queue()
        self.login(self.portal_member)

    def ask(self, template=None):
        template = template or self.template
        return self.post("/my/shifts/waiting/ask", template_id=template.id, role_id=self.till.id)

    def mine_waiting(self):
        return self.env["coop.waiting"].search([("member_id", "=", self.member.id)])

    def test_ask_and_see_my_place_in_the_queue(self):
        for _click in range(2):
            self.assertIn("number 4 in the queue", self.ask().text)
        self.assertEqual(len(self.mine_waiting()), 1)
        page = self.url_open("/my/shifts/waiting").text
        for person in self.people:
            self.assertNotIn(person.name, page)

    def test_take_what_is_offered(self):
        free = self.make_template(seats=1, weekday="2")
        page = self.ask(free).text
        self.assertIn("A place is free for you", page)
        row = self.mine_waiting()
        answer = self.post(f"/my/shifts/waiting/{row.id}/accept")
        self.assertIn("The place is yours", answer.text)
        self.assertEqual(self.member._coop_places().template_id, free)
        again = self.post(f"/my/shifts/waiting/{row.id}/accept")
        self.assertIn("not on this list any more", again.text)

    def test_leave_the_list(self):
        self.ask()
        self.post(f"/my/shifts/waiting/{self.mine_waiting().id}/leave")
        self.assertFalse(self.mine_waiting())

    def test_somebody_elses_turn_is_not_mine(self):
        other = self.rows[0]
        for answer in ("accept", "leave"):
            self.post(f"/my/shifts/waiting/{other.id}/{answer}")
        self.assertTrue(other.exists())
        self.assertFalse(self.people[0]._coop_places())

    def test_out_of_turn(self):
        self.ask()
        answer = self.post(f"/my/shifts/waiting/{self.mine_waiting().id}/accept")
        self.assertIn("not free for you any more", answer.text)
        self.assertFalse(self.member._coop_places())
