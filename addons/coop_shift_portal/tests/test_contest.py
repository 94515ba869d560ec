"""A member contests an absence or their standing; the office answers; the member reads it."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalCase, PortalHttpCase

WORDS = "I was there, at the till with Ines."


class ContestBuilders:
    def setUp(self):
        super().setUp()
        self.enroll(self.member, self.make_template())
        self.row = self.assign(self.member, self.days(-3))
        self.row.action_absent()
        self.contests = self.env["coop.work.contest"]

    def contest(self, words=WORDS, row=None):
        return self.contests._coop_contest(self.member, words, row)

    def answer(self, contest, decision="refuse", words="We asked the coordinator.", **vals):
        wizard = self.env["coop.work.contest.answer"].with_user(self.office)
        wizard = wizard.create(
            {"contest_id": contest.id, "decision": decision, "words": words, **vals}
        )
        return wizard.action_answer()

    def mails(self):
        return self.env["mail.mail"].search([("recipient_ids", "in", self.member.partner_id.ids)])


@tagged("post_install", "-at_install")
class TestContest(ContestBuilders, PortalCase):
    def test_it_changes_nothing_and_keeps_what_was(self):
        before = self.standings(self.member), self.balance(self.member), self.row.state
        contest = self.contest(row=self.row)
        self.assertEqual(
            (contest.state, contest.attendance, contest.standing), ("open", "absent", "alert")
        )
        self.assertEqual(contest.day, self.row.shift_id.day)
        after = self.standings(self.member), self.balance(self.member), self.row.state
        self.assertEqual(after, before)

    def test_the_office_is_told_without_the_words(self):
        contest = self.contest(row=self.row)
        self.assertTrue(contest.activity_ids.user_id.has_group("coop_membership.group_office"))
        [message] = contest.message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.company.partner_id)
        self.assertNotIn("Ines", f"{message.body}{message.subject}")
        self.assertNotIn(self.member.partner_id, contest.message_partner_ids)
        self.assertFalse(self.row.shift_id.message_ids.filtered(lambda m: "Ines" in (m.body or "")))

    def test_sending_it_twice_contests_once(self):
        self.assertEqual(self.contest(row=self.row), self.contest(f" {WORDS} ", self.row))
        with self.assertRaisesRegex(UserError, "has it already"):
            self.contest("Something else", self.row)

    def test_the_database_takes_one_open_contest(self):
        for row in (self.row, None):
            vals = self.contest(row=row).copy_data()[0]
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self.contests.create(vals).flush_recordset()

    def test_words_are_needed_and_bounded(self):
        for words in ("", "  \n ", None):
            with self.assertRaisesRegex(UserError, "your own words"):
                self.contest(words, self.row)
        with self.assertRaisesRegex(UserError, "2000 characters"):
            self.contest("x" * 2001, self.row)
        self.assertTrue(self.contest("x" * 2000, self.row))

    def test_what_cannot_be_contested(self):
        theirs = self.assign(self.flyer, self.days(-3))
        theirs.action_absent()
        came = self.assign(self.member, self.days(-5))
        came.action_present()
        for row in (theirs, came, self.assign(self.member, self.days(5))):
            with self.assertRaisesRegex(UserError, "Nothing is recorded"):
                self.contest(row=row)
        old = self.assign(self.member, self.days(-400))
        old.action_absent()
        with self.assertRaisesRegex(UserError, "more than a year"):
            self.contest(row=old)
        self.assertNotIn(old, self.member._coop_contestable())
        rested = self.make_member("Rested")
        self.enroll(rested, date_from=self.company._coop_today())
        with self.assertRaisesRegex(UserError, "nothing to contest"):
            self.contests._coop_contest(rested, WORDS)

    def test_accepting_records_what_it_becomes(self):
        contest = self.contest(row=self.row)
        self.row.shift_id.sudo().state = "closed"
        with self.assertRaisesRegex(UserError, "Choose what"):
            self.answer(contest, "accept")
        self.assertEqual(contest.state, "open")
        self.answer(contest, "accept", becomes="present", words="You were there. Sorry!")
        self.assertEqual(
            (contest.state, contest.became, self.row.state), ("accepted", "present", "present")
        )
        self.assertEqual(self.row.recorded_by, self.office)
        self.assertEqual(
            (contest.answered_by, self.member.coop_standing), (self.office, "up_to_date")
        )
        self.assertEqual(contest.attendance, "absent", "what it was is kept")
        self.assertFalse(contest.activity_ids)
        self.assertIn("You were there. Sorry!", self.mails()[:1].body_html)

    def test_refusing_changes_nothing_but_tells(self):
        contest = self.contest(row=self.row)
        self.answer(contest)
        self.assertEqual(
            (contest.state, contest.became, self.row.state), ("refused", False, "absent")
        )
        self.assertIn("We asked the coordinator.", self.mails()[:1].body_html)

    def test_the_answer_is_in_the_members_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.member.lang = "fr_FR"
        module = self.env["ir.module.module"].search([("name", "=", "coop_shift_portal")])
        module._update_translations(["fr_FR"])
        self.answer(self.contest(row=self.row))
        self.assertIn("Bonjour", self.mails()[:1].body_html)

    def test_the_standing_of_today(self):
        contest = self.contest()
        self.assertEqual((contest.kind, contest.standing), ("standing", "alert"))
        self.assertEqual(contest.day, self.row.shift_id.day)
        self.assertFalse(self.member._coop_why_values()["may_contest_standing"])
        for amount in (1, 1):
            with self.assertRaisesRegex(UserError, "still the same"):
                self.answer(contest, "accept", words="You are right.")
            self.env["coop.work.correction"].create(
                {"member_id": self.member.id, "counter": "abcd", "amount": amount, "reason": "Ill"}
            )
        self.answer(contest, "accept", words="We corrected your counter.")
        self.assertEqual((contest.state, self.member.coop_standing), ("accepted", "up_to_date"))

    def test_the_office_gives_more_time_and_sees_why(self):
        self.row.action_present()
        self.assign(self.member, self.days(-60)).action_absent()
        self.assign(self.member, self.days(10))
        self.assertEqual(self.member.coop_standing, "suspended")
        contest = self.contest("I was ill.")
        for user in (self.portal_member, self.checker):
            for name in ("action_coop_more_time", "action_coop_why"):
                with self.assertRaises(AccessError):
                    getattr(contest.with_user(user), name)()
        desk = contest.with_user(self.office)
        self.assertEqual(desk.action_coop_why()["res_id"], self.member.id)
        desk.action_coop_more_time()
        self.member.invalidate_recordset()
        self.assertEqual((self.member.coop_standing, contest.state), ("grace", "open"))

    def test_once_more_with_new_words(self):
        for words in (WORDS, "Ines can tell you."):
            self.answer(self.contest(words, self.row))
            with self.assertRaisesRegex(UserError, "what is new"):
                self.contest(words, self.row)
        with self.assertRaisesRegex(UserError, "answered twice"):
            self.contest("And Omar too.", self.row)

    def test_so_many_a_day(self):
        for number in range(5):
            self.contest(f"No. {number}", self.row)._coop_withdraw()
        with self.assertRaisesRegex(UserError, "much for a day"):
            self.contest(row=self.row)

    def test_taken_back(self):
        contest = self.contest(row=self.row)
        contest._coop_withdraw()
        contest._coop_withdraw()
        self.assertEqual(contest.state, "withdrawn")
        self.assertFalse(contest.activity_ids)
        with self.assertRaisesRegex(UserError, "already"):
            self.answer(contest)
        answered = self.contest("Truly", self.row)
        self.answer(answered)
        with self.assertRaisesRegex(UserError, "answered already"):
            answered._coop_withdraw()
        with self.assertRaisesRegex(UserError, "already"):
            self.answer(answered)

    def test_an_answer_has_words(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.answer(self.contest(row=self.row), words=" ")

    def test_only_the_office_answers_and_nobody_writes(self):
        contest = self.contest(row=self.row)
        for user in (self.portal_member, self.checker):
            with self.assertRaises(AccessError):
                contest.with_user(user)._coop_answer(False, "No")
            with self.assertRaises(AccessError):
                contest.with_user(user).read(["words"])
        for user in (self.office, self.manager):
            self.assertEqual(contest.with_user(user).words, WORDS)
            for write in (
                lambda desk: desk.write({"answer": "Yes"}),
                lambda desk: desk.unlink(),
                lambda desk: desk.copy(),
            ):
                with self.assertRaises(AccessError):
                    write(contest.with_user(user))

    def test_kept_for_a_year_after_the_answer(self):
        contest, waiting = self.contest(row=self.row), self.contest("Me too")
        self.answer(contest)
        contest.answered_on = fields.Datetime.now() - timedelta(days=360)
        self.contests._gc_answered()
        self.assertTrue(contest.exists())
        contest.answered_on = fields.Datetime.now() - timedelta(days=367)
        self.contests._gc_answered()
        self.assertFalse(contest.exists())
        self.assertTrue(waiting.exists(), "it was not answered yet")

    def test_with_the_members_own_data(self):
        self.contest(row=self.row)
        [row] = self.member._coop_export()["contests"]
        self.assertEqual((row["words"], row["state"]), (WORDS, "open"))

    def test_two_files_become_one(self):
        mine, standing = self.contest(row=self.row), self.contest("My standing")
        kept = self.make_member("Kept")
        self.enroll(kept, self.make_template(week=1))
        self.assign(kept, self.days(-2)).action_absent()
        theirs = self.contests._coop_contest(kept, "Mine too")
        self.portal_member.active = False
        self.member._coop_merge_into(kept)
        self.assertEqual((mine | standing | theirs).member_id, kept)
        self.assertEqual((mine.state, standing.state, theirs.state), ("open", "withdrawn", "open"))
        self.answer(mine, "accept", words="Corrected by hand.")
        self.assertEqual(self.row.state, "absent", "its file is closed")

    def test_a_former_member_contests_nothing(self):
        contest = self.contest(row=self.row)
        self.member.left_on = self.days(0)
        with self.assertRaisesRegex(UserError, "for members"):
            self.contest("Again", self.row)
        self.answer(contest)
        self.assertEqual(contest.state, "refused", "what waits is answered all the same")


@tagged("post_install", "-at_install")
class TestContestPages(ContestBuilders, PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.login(self.portal_member)

    def found(self):
        return self.contests.search([("member_id", "=", self.member.id)])

    def test_from_the_page_to_the_answer(self):
        form = self.url_open(f"/my/shifts/{self.row.id}/contest").text
        self.assertIn('name="words"', form)
        page = self.post(f"/my/shifts/{self.row.id}/contest", words=WORDS)
        self.assertTrue(page.url.endswith("/my/shifts/why"))
        self.assertIn(WORDS, page.text)
        self.assertIn("has it", page.text)
        self.answer(self.found(), words="We believe the sheet.")
        page = self.url_open("/my/shifts/why").text
        self.assertIn("We believe the sheet.", page)
        self.assertIn("Not accepted", page)

    def test_an_empty_text_is_asked_again(self):
        page = self.post(f"/my/shifts/{self.row.id}/contest", words="  ")
        self.assertEqual(page.status_code, 200)
        self.assertIn('aria-invalid="true"', page.text)
        page = self.post("/my/shifts/why/contest", words="y" * 2001)
        self.assertIn("yyy", page.text, "nothing is lost")
        self.assertFalse(self.found())

    def test_the_standing_and_taking_it_back(self):
        self.assertIn("Alert", self.url_open("/my/shifts/why/contest").text)
        self.post("/my/shifts/why/contest", words=WORDS)
        contest = self.found()
        page = self.post("/my/shifts/why/contest", words="More of it")
        self.assertIn("has it already", page.text)
        self.assertIn("More of it", page.text, "nothing is lost")
        page = self.post(f"/my/shifts/why/{contest.id}/withdraw")
        self.assertIn("Taken back", page.text)
        contest.invalidate_recordset()
        self.assertEqual(contest.state, "withdrawn")

    def test_what_is_answered_twice_is_refused_nicely(self):
        self.row.action_present()
        page = self.url_open(f"/my/shifts/{self.row.id}/contest")
        self.assertTrue(page.url.endswith("/my/shifts/why"))
        self.assertIn("Nothing is recorded there", page.text)
        self.assertIn("nothing to contest", self.url_open("/my/shifts/why/contest").text)

    @mute_logger("odoo.http")
    def test_of_somebody_else(self):
        contest = self.contest(row=self.row)
        self.login(self.flyer_user)
        for url in (f"/my/shifts/{self.row.id}/contest", f"/my/shifts/why/{contest.id}/withdraw"):
            self.assertEqual(self.post(url, words=WORDS).status_code, 404, url)
        self.assertEqual(self.url_open(f"/my/shifts/{self.row.id}/contest").status_code, 404)
        self.assertNotIn("Ines", self.url_open("/my/shifts/why").text)
        contest.invalidate_recordset()
        self.assertEqual((contest.state, len(self.found())), ("open", 1))
