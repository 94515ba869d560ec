from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CoopCase


def day(text):
    return text and date.fromisoformat(text)


@tagged("post_install", "-at_install")
class TestVerdict(CoopCase):
    """Facts written through the ORM, read back as verdicts."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.verdict = self.env["coop.verdict"]

    def code(self, partner, when=None):
        return self.verdict.for_person(partner.id, day(when) if when else None).code

    def test_member_is_ok_from_joining_to_leaving(self):
        member = self.make_member("Anna", joined="2026-01-10", left_on="2026-12-01")
        answers = [
            self.code(member.partner_id, when)
            for when in ("2026-01-09", "2026-01-10", "2026-11-30", "2026-12-01")
        ]
        self.assertEqual(answers, ["not_member", "ok", "ok", "left"])

    def test_stranger_and_unpaid_subscriber_are_not_members(self):
        self.assertEqual(self.code(self.make_person("Nobody")), "not_member")
        self.assertEqual(
            self.code(self.make_member("Soon", joined=False, shares=0).partner_id), "not_member"
        )

    def test_last_day_of_a_block_is_included(self):
        member = self.make_member("Bob")
        self.make_block(member.partner_id, "2026-11-01", "2026-11-10")
        answers = [
            self.code(member.partner_id, when)
            for when in ("2026-10-31", "2026-11-01", "2026-11-10", "2026-11-11")
        ]
        self.assertEqual(answers, ["ok", "blocked", "blocked", "ok"])

    def test_pass_lifts_unpaid_for_one_day_and_never_a_block(self):
        late, blocked = self.make_member("Late"), self.make_member("Blocked")
        self.make_block(late.partner_id, "2026-11-01", kind="unpaid")
        self.make_block(blocked.partner_id, "2026-11-01")
        for member in (late, blocked):
            self.make_pass(member.partner_id, "2026-11-23")
        self.assertEqual(self.code(late.partner_id), "pass")
        self.assertEqual(self.code(late.partner_id, "2026-11-24"), "unpaid")
        self.assertEqual(self.code(blocked.partner_id), "blocked")

    def test_household_follows_the_member(self):
        member = self.make_member("Mum")
        child = self.make_household(member, "Child", "child", date_to="2026-12-24").partner_id
        self.make_block(member.partner_id, "2026-12-01")
        answers = [
            self.code(child, when)
            for when in ("2026-11-23", "2026-12-01", "2026-12-24", "2026-12-25")
        ]
        self.assertEqual(answers, ["ok", "blocked", "blocked", "household_ended"])

    def test_block_of_a_household_person_leaves_the_member_alone(self):
        member = self.make_member("Mum")
        lodger = self.make_household(member, "Lodger").partner_id
        self.make_block(lodger, "2026-11-01")
        self.assertEqual(self.code(lodger), "blocked")
        self.assertEqual(self.code(member.partner_id), "ok")

    def test_two_companies_know_nothing_of_each_other(self):
        member = self.make_member("Anna")
        other = self.env["res.company"].create({"name": "Other co-op"})
        verdict = self.verdict.with_context(allowed_company_ids=[other.id])
        self.assertEqual(verdict.for_person(member.partner_id.id, company=other).code, "not_member")

    def test_the_day_is_the_co_ops_day(self):
        member = self.make_member("Night owl", joined="2026-06-02")
        self.freeze("2026-06-01 21:59:00")
        self.assertEqual(self.code(member.partner_id), "not_member")
        self.freeze("2026-06-01 22:01:00")
        self.assertEqual(self.code(member.partner_id), "ok")

    def test_since_is_the_true_first_day(self):
        member = self.make_member("Old hand", joined="2011-11-08")
        self.assertEqual(self.verdict.for_person(member.partner_id.id).since, date(2011, 11, 8))

    # -------------------------------------------------------------- cards

    def test_card_found_whatever_the_scanner_does(self):
        member = self.make_member("Anna", card="0420000000013")
        for scanned in ("0420000000013", "420000000013", " 0420000000013\r\n"):
            self.assertEqual(self.card_of(scanned).partner_id, member.partner_id)

    def test_unknown_card(self):
        self.assertFalse(self.card_of("4006381333931"))

    def test_only_checkers_ask_about_cards_and_others(self):
        stranger = self.make_person("Stranger")
        as_member = self.verdict.with_user(self.portal_member)
        with self.assertRaises(AccessError):
            as_member.check_may_check()
        with self.assertRaises(AccessError):
            as_member.timelines([stranger.id])
        self.assertEqual(as_member.for_person(self.portal_member.partner_id.id).code, "ok")

    # -------------------------------------------------------------- texts

    def test_every_code_has_its_words_and_a_look(self):
        payload = self.verdict.reasons_payload()
        self.assertEqual(list(payload), [reason.code for reason in self.verdict._reasons()])
        for code, shown in payload.items():
            with self.subTest(code):
                self.assertTrue(all(shown[key] for key in ("title", "to_person", "to_member")))
                self.assertIn(shown["tone"], ("ok", "warn", "stop"))
                self.assertEqual(shown["tone"] == "stop", not shown["allowed"])

    # -------------------------------------------------------------- numbers of queries

    def queries_of(self, count):
        members = [self.make_member(f"M{count}-{i}", card=f"C{count}-{i}") for i in range(count)]
        for member in members[::2]:
            self.make_household(member, f"H of {member.name}")
        persons = [m.partner_id.id for m in members]
        persons += [p.id for m in members for p in m.household_ids.partner_id]
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        lines = self.verdict.with_user(self.checker).timelines(persons)
        self.assertTrue(all(line[0][1] == "ok" for line in lines.values()))
        return self.env.cr.sql_log_count - before

    def test_timelines_cost_the_same_for_few_and_for_many(self):
        self.queries_of(1)  # warms the caches of rights
        self.assertEqual(self.queries_of(5), self.queries_of(100))
