"""Leaves: the preview tells the truth, asking asks once, the answer is seen."""

from datetime import date

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalCase, PortalHttpCase


@tagged("post_install", "-at_install")
class TestPreview(PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        self.company.coop_planning_start = "2026-11-23"
        self.env["coop.planning"]._plan(self.company)

    def vals(self, code, first, last=False):
        kind = self.env["coop.leave.type"].search([("code", "=", code)])
        return {
            "member_id": self.member.id,
            "type_id": kind.id,
            "date_from": fields.Date.to_date(first),
            "date_to": fields.Date.to_date(last) if last else False,
            "asked_on": self.company._coop_today(),
        }

    def preview(self, *args):
        return self.env["coop.leave"]._coop_preview(self.vals(*args))

    def confirmed(self, *args):
        leave = self.env["coop.leave"].create(self.vals(*args))
        leave.action_confirm()
        return leave

    def test_what_was_shown_is_what_happens(self):
        span = ("temporary", "2026-12-01", "2027-02-28")
        refusals, change = self.preview(*span)
        self.assertFalse(refusals)
        self.assertFalse(self.env["coop.leave"].search([("member_id", "=", self.member.id)]))
        self.confirmed(*span)
        waiting = self.member.assignment_ids.filtered(lambda row: row.state == "waiting")
        planned = [day for day in change.waiting if day <= max(waiting.shift_id.mapped("day"))]
        self.assertEqual(sorted(waiting.shift_id.mapped("day")), planned)
        for first, last, standing, may in change.standings:
            for day in filter(None, (first, last)):
                self.assertIn(
                    (str(day), may), [(str(day), self.verdict(self.member, day).allowed)], standing
                )

    def test_what_is_taken_off_is_what_the_ledger_says(self):
        self.env["coop.work.correction"].create(
            {
                "member_id": self.member.id,
                "date": "2026-11-20",
                "counter": "flying",
                "amount": 3,
                "reason": "Extra work",
            }
        )
        span = ("anticipated", "2026-12-01", "2027-03-20")
        refusals, change = self.preview(*span)
        self.assertFalse(refusals)
        self.assertEqual(change.debited, {"flying": -len(change.waiting)})
        self.confirmed(*span)
        self.freeze("2026-12-02")
        self.assertEqual(self.balance(self.member, "flying"), 3 + change.debited["flying"])

    def test_a_booked_shift_waits_too(self):
        self.start_flying()
        self.member = self.flyer
        shift = self.make_open_shift("2026-12-10")
        row = self.assign(self.flyer, shift, "booking")
        span = ("temporary", "2026-12-01", "2027-02-28")
        _refusals, change = self.preview(*span)
        self.assertEqual(change.waiting, (date(2026, 12, 10),))
        self.confirmed(*span)
        self.assertEqual(row.state, "waiting")

    def test_giving_the_place_back(self):
        refusals, change = self.preview("open_ended", "2026-12-01")
        self.assertFalse(refusals)
        self.assertEqual(change.seat_ends, date(2026, 11, 30))
        self.confirmed("open_ended", "2026-12-01")
        self.assertEqual(self.member.enrollment_ids.date_to, change.seat_ends)

    def test_an_exemption_lets_one_shop(self):
        _refusals, change = self.preview("exemption", "2026-12-01", "2026-12-31")
        self.assertEqual(change.standings[0][2:], ("exempted", True))

    def test_a_certificate(self):
        _refusals, change = self.preview("incapacity", "2026-12-01", "2026-12-31")
        self.assertEqual(change.certificate, date(2026, 12, 23))

    def test_what_the_rules_refuse(self):
        refusals, change = self.preview("temporary", "2026-12-01", "2026-12-20")
        self.assertEqual(refusals, ["It is shorter than the rules ask."])
        self.assertTrue(change, "the member still sees what it would change")

    def test_an_overlap_is_seen_before(self):
        self.confirmed("temporary", "2026-12-01", "2027-02-28")
        refusals, _change = self.preview("exemption", "2027-02-28", "2027-03-20")
        self.assertEqual(refusals, ["Another leave covers some of these days."])

    def test_rules_in_words(self):
        words = dict(self.env["coop.leave"]._coop_types(self.company))
        kind = self.env["coop.leave.type"].search([("code", "=", "temporary")])
        self.assertIn("At least 8 weeks.", words[kind])
        self.assertIn("Neither you nor your household shop during it.", words[kind])


@tagged("post_install", "-at_install")
class TestAsking(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.enroll(self.member, self.make_template())
        self.kind = self.env["coop.leave.type"].search([("code", "=", "temporary")])
        self.form = {
            "type_id": str(self.kind.id),
            "date_from": str(self.days(10)),
            "date_to": str(self.days(100)),
            "note": "Abroad",
        }
        self.login(self.portal_member)

    def asked(self):
        return self.env["coop.leave"].search([("member_id", "=", self.member.id)])

    def preview(self, **changes):
        query = "&".join(f"{k}={v}" for k, v in {**self.form, **changes}.items())
        return self.url_open(f"/my/shifts/leave/preview?{query}")

    def test_preview_then_ask_then_take_back(self):
        page = self.preview().text
        self.assertIn("Ask for this leave", page)
        self.assertIn("On leave", page)
        self.assertFalse(self.asked(), "a preview writes nothing")
        self.assertIn(
            "with the members&#39; office", self.post("/my/shifts/leave/ask", **self.form).text
        )
        self.assertEqual((self.asked().state, self.asked().note), ("draft", "Abroad"))
        told = self.asked().message_ids.filtered("partner_ids")
        self.assertEqual(told.partner_ids, self.company.partner_id)
        for _click in range(2):
            answer = self.post(f"/my/shifts/leave/{self.asked().id}/withdraw")
            self.assertIn("taken back", answer.text)
        self.assertEqual(self.asked().state, "cancelled")

    def test_two_clicks_ask_once(self):
        for _click in range(2):
            self.post("/my/shifts/leave/ask", **self.form)
        self.assertEqual(len(self.asked()), 1)

    def test_the_answer_is_seen_and_no_longer_taken_back(self):
        self.post("/my/shifts/leave/ask", **self.form)
        self.asked().action_confirm()
        self.assertIn("Confirmed", self.url_open("/my/shifts/leave").text)
        answer = self.post(f"/my/shifts/leave/{self.asked().id}/withdraw")
        self.assertIn("answered already", answer.text)
        self.assertEqual(self.asked().state, "confirmed")

    def test_what_the_rules_refuse_cannot_be_asked(self):
        short = {**self.form, "date_to": str(self.days(20))}
        self.assertNotIn("Ask for this leave", self.preview(date_to=short["date_to"]).text)
        answer = self.post("/my/shifts/leave/ask", **short)
        self.assertIn("shorter than the rules", answer.text)
        self.assertFalse(self.asked())

    def test_bad_input_is_explained_and_kept(self):
        for changes in (
            {"date_from": "soon"},
            {"type_id": "0"},
            {"type_id": "9" * 30},
            {"date_to": "never"},
            {"date_to": str(self.days(5))},
        ):
            with self.subTest(changes=changes):
                page = self.preview(**changes)
                self.assertEqual(page.status_code, 200)
                self.assertIn("Please", page.text)
                self.assertIn("Abroad", page.text)

    @mute_logger("odoo.http")
    def test_somebody_elses_leave(self):
        leave = self.make_leave(self.flyer, "temporary", self.days(10), state="draft")
        self.assertEqual(self.post(f"/my/shifts/leave/{leave.id}/withdraw").status_code, 404)
        self.assertEqual(leave.state, "draft")
        self.post("/my/shifts/leave/ask", **self.form, member_id=self.flyer.id)
        self.assertEqual(self.asked().member_id, self.member)
