import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestLocalList(PosCheckCase):
    """What a till keeps in its browser, and how it hears of changes."""

    def pull(self, cursor=None, ids=None):
        self.env.cr.flush()
        return self.till.coop_persons(cursor, ids)

    def forget_changes(self):
        self.env["coop.person.change"].sudo().search([]).unlink()

    def code(self, row):
        """What the timeline of a row says today."""
        today = str(self.company._coop_today())
        return [code for day, code in row["line"] if day <= today][-1]

    def persons(self, answer):
        names = ("id", "name", "number", "codes", "revoked", "line", "of", "messages", "photo")
        rows = [dict(zip(names, row, strict=True)) for row in answer["persons"]]
        return {row["id"]: {**row, "line": answer["timelines"][row["line"]]} for row in rows}

    def test_everybody_who_may_present_a_card(self):
        answer = self.pull()
        persons = self.persons(answer)
        ok = persons[self.up_to_date.partner_id.id]
        self.assertTrue(answer["full"])
        self.assertEqual((ok["name"], ok["number"]), ("Zoé Àjour", 910001))
        self.assertEqual((ok["codes"], ok["revoked"]), (["0420000000013"], ["0420000000044"]))
        self.assertEqual(ok["line"], (("", "ok"),))
        self.assertIn(self.supplier.id, persons)
        self.assertNotIn(self.stranger.id, persons)

    def test_a_card_is_revoked_from_its_day_on(self):
        partner = self.up_to_date.partner_id
        for days, place in ((0, "revoked"), (1, "codes")):
            self.make_card(partner, f"LOST{days}", revoked_on=self.days(days))
            person = self.persons(self.pull())[partner.id]
            found = [name for name in ("codes", "revoked") if f"LOST{days}" in person[name]]
            self.assertEqual(found, [place])

    def test_refusals_say_since_when_and_until_when(self):
        stopped = self.persons(self.pull())[self.stopped.partner_id.id]
        self.assertEqual(
            stopped["line"],
            ((str(self.days(-3)), "blocked"), (str(self.days(31)), "ok")),
        )
        [[_from, _to, message]] = stopped["messages"]
        self.assertEqual(message, "Ask for Claire at the office.")

    def test_household_says_whose_standing(self):
        lodger = self.persons(self.pull())[self.lodger.partner_id.id]
        self.assertEqual(lodger["of"], self.stopped.partner_id.id)
        self.assertEqual(lodger["line"][0][1], "blocked")

    def test_same_answer_as_the_one_function(self):
        """The list evaluated on a day says what for_person says."""
        persons = self.persons(self.pull())
        for partner_id, row in persons.items():
            verdict = self.env["coop.verdict"].for_person(partner_id, None, self.company)
            self.assertEqual(self.code(row), verdict.code)

    def test_least_personal_data(self):
        """No address, no mail, no telephone, no reason of a block."""
        partner = self.stopped.partner_id
        partner.write({"email": "bruno@coop.example", "phone": "0601020304", "street": "1 rue X"})
        self.stopped.partner_id.coop_block_ids.reason = "A private matter"
        sent = json.dumps(self.pull())
        for secret in ("bruno@coop.example", "0601020304", "rue X", "A private matter"):
            self.assertNotIn(secret, sent)

    def test_delta_tells_what_changed(self):
        cursor = self.pull()["cursor"]
        self.forget_changes()
        self.assertFalse(self.pull(cursor)["persons"])
        self.make_block(self.up_to_date.partner_id, self.days(0))
        answer = self.pull(cursor)
        self.assertFalse(answer["full"])
        self.assertEqual(self.code(self.persons(answer)[self.up_to_date.partner_id.id]), "blocked")

    def test_member_changes_household_follows(self):
        cursor = self.pull()["cursor"]
        self.forget_changes()
        self.stopped.sudo().left_on = self.days(0)
        self.assertEqual(
            set(self.persons(self.pull(cursor))),
            {self.stopped.partner_id.id, self.lodger.partner_id.id},
        )

    def test_every_fact_is_heard(self):
        partner = self.up_to_date.partner_id
        card = partner.coop_card_ids[0]
        changes = {
            "card": lambda: card.write({"revoked_on": self.days(0)}),
            "pass": lambda: self.make_pass(partner, self.days(0)),
            "name": lambda: partner.write({"name": "Zoé Renommée"}),
            "member": lambda: self.up_to_date.sudo().write({"left_on": self.days(5)}),
        }
        for name, change in changes.items():
            with self.subTest(fact=name):
                cursor = self.pull()["cursor"]
                self.forget_changes()
                change()
                self.assertIn(partner.id, self.persons(self.pull(cursor)))

    def test_removed_from_a_household(self):
        cursor = self.pull()["cursor"]
        partner = self.lodger.partner_id
        partner.coop_card_ids.sudo().unlink()
        self.lodger.sudo().unlink()
        self.assertIn(partner.id, self.pull(cursor)["gone"])

    def test_old_or_foreign_cursor_loads_everything(self):
        self.freeze(f"{self.days(-1)} 10:00:00")
        old = self.pull()["cursor"]
        self.freeze(f"{self.days(1)} 10:00:00")
        for cursor in (old, "nonsense", 5, "other|2026-01-01 00:00:00", ""):
            with self.subTest(cursor=cursor):
                self.assertTrue(self.pull(cursor)["full"])

    def test_check_switched_on_starts_new_lists(self):
        cursor = self.pull()["cursor"]
        self.config.coop_check_mode = "off"
        self.config.coop_check_mode = "warn"
        self.assertTrue(self.pull(cursor)["full"])

    def test_asked_by_name(self):
        cursor = self.pull()["cursor"]
        self.forget_changes()
        answer = self.pull(cursor, [self.late.partner_id.id, self.stranger.id, "x"])
        self.assertEqual(set(self.persons(answer)), {self.late.partner_id.id})
        self.assertEqual(answer["gone"], [self.stranger.id])

    def test_other_company_stays_out(self):
        other = self.env["res.company"].create({"name": "Other co-op"})
        member = (
            self.env["coop.member"]
            .sudo()
            .create(
                {
                    "name": "Elsewhere",
                    "number": 1,
                    "joined_on": "2020-01-01",
                    "company_id": other.id,
                }
            )
        )
        self.assertNotIn(member.partner_id.id, self.persons(self.pull()))

    def test_only_who_may_use_the_till(self):
        clerk = self.make_user("coop.clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.config.with_user(clerk).coop_persons()
        with self.assertRaises(AccessError):
            self.config.with_user(self.portal_member).coop_persons()

    def test_nobody_checks_nothing_is_written(self):
        self.env["pos.config"].search([]).coop_check_mode = "off"
        self.env.cr.flush()
        self.forget_changes()
        self.make_block(self.up_to_date.partner_id, self.days(0))
        self.env.cr.flush()
        self.assertFalse(self.env["coop.person.change"].search([]))

    def test_more_persons_same_queries(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.till.coop_persons()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(40):
            member = self.make_member(f"Member {number}", card=f"CARD-{number}")
            self.make_household(member, f"Child {number}", "child")
        self.assertEqual(count(), few)
        self.assertLess(few, 30)
