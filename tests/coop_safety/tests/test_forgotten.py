"""A former member who asked to be forgotten: the whole database is searched for what they said."""

from uuid import uuid4

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.coop_shift.tests.common import ShiftBuilders

#: A word that is in the person's name, and in all that was ever written by or about them.
WORD = "Quetzalcoatl"
OTHER = "Huitzilopochtli"
#: The log of checks is never edited: words in it go when they are old enough.
BY_AGE = ["coop_check.override_reason"]


@tagged("post_install", "-at_install")
class TestForgotten(ShiftBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gone = cls.make_member(
            WORD,
            email=f"{WORD}@coop.example",
            street=f"1 rue {WORD}",
            comment=WORD,
            function=WORD,
        )
        cls.partner = cls.gone.partner_id

    def test_nothing_they_said_is_left_anywhere(self):
        self.said_at_work()
        self.said_at_the_till()
        self.said_at_large()
        self.said_by_the_platform()
        self.make_entry(self.gone, -10, date="2025-01-01", kind="refund")
        self.gone.write({"left_on": "2025-01-01"})
        self.env.flush_all()
        self.assertGreater(len(self.places()), 15, "the test finds what is written")
        self.gone.with_user(self.manager).action_anonymise()
        # What mail.thread writes when the transaction commits is written too.
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.flush_all()
        self.assertEqual(self.places(), BY_AGE)

    def test_nothing_is_left_of_a_household_person(self):
        row = self.make_household(self.member, OTHER, date_to="2024-01-01")
        row.partner_id.write({"email": f"{OTHER}@coop.example", "street": OTHER})
        self.made_known(row.partner_id, OTHER)
        row.with_user(self.manager).action_anonymise()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.flush_all()
        self.assertEqual(self.places(OTHER), [])

    def test_nothing_is_left_of_a_file_that_was_merged(self):
        twin = self.make_member(WORD, shares=0, email=f"twin{WORD}@coop.example")
        self.made_known(twin.partner_id)
        twin._coop_merge_into(self.gone)
        self.make_entry(self.gone, -10, date="2025-01-01", kind="refund")
        self.gone.write({"left_on": "2025-01-01"})
        self.gone.with_user(self.manager).action_anonymise()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.flush_all()
        self.assertEqual(self.places(), [])

    def made_known(self, partner, word=WORD):
        """Changes of the person, noted when the transaction committed."""
        partner.write({"phone": f"01 {word}", "name": f"{word} the first"})
        self.env.flush_all()
        self.env.cr.precommit.run()
        partner.write({"phone": f"02 {word}", "name": word})

    # ------------------------------------------------------------------ what was said

    def said_at_work(self):
        leave = self.make_leave(self.gone, "incapacity", "2024-01-01", "2024-03-01", note=WORD)
        leave.message_post(body=f"{WORD} is ill")
        self.env["ir.attachment"].create(
            {"name": f"{WORD}.pdf", "raw": b"x", "res_model": leave._name, "res_id": leave.id}
        )
        row = self.assign(self.gone, "2024-06-03")
        texts = {"note": WORD, "floor_note": WORD, "warned_note": WORD}
        row.write({name: text for name, text in texts.items() if name in row._fields})
        self.enroll(self.gone, self.make_template(), end_reason=WORD)
        self.env["coop.grace"].create(
            {
                "member_id": self.gone.id,
                "date_from": "2024-07-01",
                "date_to": "2024-07-08",
                "reason": WORD,
            }
        )
        correction = {"member_id": self.gone.id, "counter": "abcd", "amount": 1, "reason": WORD}
        self.env["coop.work.correction"].create(correction)
        self.said_in_a_swap(row)
        self.said_in_a_contest(row)

    def said_in_a_contest(self, row):
        answer = {"answer": WORD, "answered_by": self.office.id, "answered_on": "2024-07-01"}
        contest = self.env["coop.work.contest"].create(
            {
                "member_id": self.gone.id,
                "kind": "attendance",
                "assignment_id": row.id,
                "day": row.shift_id.day,
                "attendance": "absent",
                "words": WORD,
                "state": "refused",
                **answer,
            }
        )
        contest.message_post(body=WORD)

    def said_in_a_swap(self, row):
        swap = self.env["coop.swap"].create(
            {
                "company_id": self.company.id,
                "member_id": self.gone.id,
                "assignment_id": row.id,
                "shift_id": row.shift_id.id,
                "state": "cancelled",
                "note": WORD,
            }
        )
        swap.message_post(body=WORD)

    def said_at_the_till(self):
        self.make_block(self.partner, "2024-01-01", "2024-02-01", reason=WORD, message=WORD)
        self.env["coop.day.pass"].create(
            {"partner_id": self.partner.id, "company_id": self.company.id, "reason": WORD}
        )
        self.env["coop.served.person"].create(
            {
                "partner_id": self.partner.id,
                "company_id": self.company.id,
                "reason": WORD,
                "date_from": "2024-01-01",
                "date_to": "2024-02-01",
            }
        )
        check = {"uuid": str(uuid4()), "partner_id": self.partner.id, "override_reason": WORD}
        base = {"channel": "till", "company_id": self.company.id}
        self.env["coop.check"]._record(base, [check])

    def said_at_large(self):
        self.make_card(self.partner, "GONE-1", fee_waived=WORD, reason=WORD)
        self.gone.message_post(body=WORD)
        self.partner.message_post(body=WORD)
        mail = {"subject": WORD, "body_html": WORD, "recipient_ids": [(4, self.partner.id)]}
        self.env["mail.mail"].create(mail)
        self.env["ir.attachment"].create(
            {"name": WORD, "raw": b"x", "res_model": "coop.member", "res_id": self.gone.id}
        )
        tag = self.env["res.partner.category"].create({"name": "Difficult"})
        self.partner.category_id = tag
        self.env["res.partner"].create(
            {"name": WORD, "type": "delivery", "parent_id": self.partner.id, "street": WORD}
        )

    def said_by_the_platform(self):
        """What Odoo writes itself: changes, activities, followers, an account's login."""
        self.made_known(self.partner)
        self.partner.message_subscribe(self.partner.ids)
        todo = "mail.mail_activity_data_todo"
        self.partner.activity_schedule(todo, summary=WORD, note=WORD)
        subscription = self.env["coop.subscription"].create(
            {"partner_id": self.partner.id, "company_id": self.company.id}
        )
        subscription.activity_schedule(todo, summary=WORD)
        subscription.message_post(body=WORD)
        account = self.env["res.users"].create(
            {
                "login": f"{WORD}@login.example",
                "partner_id": self.partner.id,
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        account.active = False
        self.member.partner_id.message_post(
            body="Hello", author_id=self.partner.id, email_from=f"{WORD} <{WORD}@coop.example>"
        )
        self.env["mail.mail"].create(
            {"subject": WORD, "body_html": WORD, "email_to": self.partner.email}
        )

    # ------------------------------------------------------------------ where it is found

    def places(self, word=WORD):
        """``table.column`` of every text in the database that holds the word."""
        found = []
        for table, column in self.texts():
            query = SQL(
                "SELECT 1 FROM %s WHERE %s::text ILIKE %s LIMIT 1",
                SQL.identifier(table),
                SQL.identifier(column),
                f"%{word}%",
            )
            if self.env.execute_query(query):
                found.append(f"{table}.{column}")
        return found

    def texts(self):
        return self.env.execute_query(
            SQL(
                """SELECT c.table_name, c.column_name
                     FROM information_schema.columns c
                     JOIN information_schema.tables t USING (table_schema, table_name)
                    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
                      AND c.data_type IN ('text', 'character varying', 'jsonb', 'json')
                 ORDER BY 1, 2"""
            )
        )
