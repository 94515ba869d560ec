"""What follows from an event is not written by hand: not by the office, not by a manager, neither
one row at a time nor by Odoo's own import, nor by copying. The step that checks it stays open."""

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.coop_shift.tests.common import ShiftBuilders

from .common import EveryRole


@tagged("post_install", "-at_install")
class TestPlainWrites(EveryRole, ShiftBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = (cls.office, cls.manager)
        cls.anna = cls.make_member("Anna")
        cls.gone = cls.make_member("Gil", left_on="2025-01-01")
        cls.file = cls.env["coop.member"].create(
            {"name": "Nobody yet", "company_id": cls.company.id}
        )
        cls.card = cls.make_card(cls.anna.partner_id, "ANNA-1")
        cls.enroll(cls.anna)
        cls.leave = cls.make_leave(cls.anna, "temporary", "2031-01-01", "2031-06-01", state="draft")
        cls.granted = cls.make_leave(cls.anna, "temporary", "2032-01-01", "2032-06-01")
        cls.shift = cls.make_shift("2031-11-03")
        cls.held = cls.make_shift("2020-11-02")
        cls.row = cls.assign(cls.anna, cls.shift, origin="booking")
        cls.beside = cls.make_shift("2031-11-03", hour=10)
        cls.done = cls.assign(cls.anna, cls.held, origin="booking", state="present")
        closed = cls.make_shift("2020-12-07")
        cls.closed_row = cls.assign(cls.anna, closed, origin="booking", state="absent")
        closed.action_close()
        cls.elsewhere = cls.make_shift("2031-12-01")
        cls.assign(cls.anna, cls.elsewhere, origin="booking")
        cls.stock = cls.make_role("Stock")
        cls.other_type = cls.env["coop.leave.type"].search([("code", "=", "exemption")], limit=1)
        cls.draft = cls.make_subscription(cls.file.partner_id)
        cls.called = cls.make_subscription(cls.make_person("Otto"))
        cls.called.state = "confirmed"
        cls.line = {"subscription_id": cls.called.id, "type_id": cls.type_b.id, "quantity": 10}
        cls.cheap = {"type_id": cls.type_a.id, "quantity": 10, "value": 0.01}

    @classmethod
    def make_subscription(cls, person):
        line = {"type_id": cls.type_a.id, "quantity": 10}
        return cls.env["coop.subscription"].create(
            {"partner_id": person.id, "company_id": cls.company.id, "line_ids": [(0, 0, line)]}
        )

    def writes(self):
        """``[(record, values)]``, none of which anybody writes by hand."""
        return [*self.writes_of_people(), *self.writes_of_work()]

    def writes_of_people(self):
        other = self.make_person("Somebody else")
        return [
            (self.file, {"joined_on": "2020-01-01"}),
            (self.file, {"number": 77}),
            (self.anna, {"left_on": "2026-01-01"}),
            (self.anna, {"leave_reason": "excluded"}),
            (self.anna, {"partner_id": other.id}),
            (self.anna, {"active": False}),
            (self.anna.partner_id, {"active": False}),
            (self.anna, {"share_entry_ids": [(0, 0, self.share())]}),
            (self.anna, {"merged_into_id": self.gone.id}),
            (self.gone, {"left_on": False}),
            (
                self.gone,
                {"period_ids": [(0, 0, {"joined_on": "2000-01-01", "left_on": "2001-01-01"})]},
            ),
            (self.card, {"partner_id": other.id}),
            (self.card, {"code": "OTTO-1"}),
            (self.draft, {"state": "paid"}),
            (self.draft.line_ids, {"value": 0.01}),
            (self.called, {"state": "paid"}),
            (self.called, {"state": "draft"}),
            (self.called, {"partner_id": other.id}),
            (self.called, {"line_ids": [(1, self.called.line_ids.id, {"quantity": 1})]}),
            (self.called.line_ids, {"quantity": 1}),
        ]

    def writes_of_work(self):
        return [
            (self.leave, {"state": "confirmed"}),
            (self.granted, {"state": "draft"}),
            (self.granted, {"date_from": "2030-01-01"}),
            (self.granted, {"asked_on": "2020-01-01"}),
            (self.granted, {"type_id": self.other_type.id}),
            (self.granted, {"missed": 0 if self.granted.missed else 3}),
            (self.shift, {"state": "closed"}),
            (self.held, {"state": "cancelled"}),
            (self.held, {"start": "2031-11-03 09:00:00", "stop": "2031-11-03 12:00:00"}),
            (self.elsewhere, {"start": "2031-11-03 09:00:00", "stop": "2031-11-03 12:00:00"}),
            (self.row, {"state": "present"}),
            (self.row, {"state": "absent"}),
            (self.row, {"state": "replaced"}),
            (self.row, {"state": "waiting"}),
            (self.row, {"favour": True}),
            (self.row, {"recorded_on": "2026-01-01 00:00:00"}),
            (self.done, {"shift_id": self.shift.id}),
            (self.done, {"stands_for_id": self.row.id}),
            (self.closed_row, {"state": "expected"}),
            (self.anna.enrollment_ids, {"regime": "abcd"}),
            (self.leave, {"member_id": self.gone.id}),
            (self.row, {"shift_id": self.held.id}),
            (self.row, {"member_id": self.gone.id}),
            (self.anna.enrollment_ids, {"member_id": self.gone.id}),
            (self.anna.enrollment_ids, {"dropped_on": "2025-01-01"}),
        ]

    def share(self):
        return {
            "type_id": self.type_a.id,
            "date": "2026-01-01",
            "quantity": 10,
            "amount": 100,
            "kind": "subscription",
            "key": "by hand",
        }

    def creates(self):
        """``[(model, values)]``, none of which anybody writes by hand."""
        member = {"company_id": self.company.id, "name": "Made up"}
        leave = {"member_id": self.anna.id, "type_id": self.leave.type_id.id}
        leave |= {"date_from": "2033-01-01", "date_to": "2033-06-01"}
        there = {"member_id": self.gone.id, "shift_id": self.shift.id, "origin": "make_up"}
        paid = {"partner_id": self.gone.partner_id.id, "company_id": self.company.id}
        return [
            ("coop.member", {**member, "joined_on": "2020-01-01"}),
            ("coop.member", {**member, "number": 78}),
            ("coop.share.entry", {**self.share(), "member_id": self.anna.id}),
            (
                "coop.member.period",
                {"member_id": self.gone.id, "joined_on": "2000-01-01", "left_on": "2001-01-01"},
            ),
            ("coop.leave", {**leave, "state": "confirmed"}),
            ("coop.leave", {**leave, "member_id": self.gone.id}),
            ("coop.enrollment", {"member_id": self.anna.id, "regime": "abcd"}),
            ("coop.assignment", {**there, "state": "present"}),
            ("coop.assignment", {**there, "favour": True}),
            *self.assignments_that_cannot_be(),
            ("coop.assignment", {"member_id": self.anna.id, "shift_id": self.beside.id}),
            ("coop.assignment", {"member_id": self.file.id, "shift_id": self.shift.id}),
            (
                "coop.shift",
                {
                    "company_id": self.company.id,
                    "start": "2031-01-01 09:00:00",
                    "stop": "2031-01-01 12:00:00",
                    "state": "cancelled",
                },
            ),
            ("coop.subscription", {**paid, "state": "paid"}),
            ("coop.subscription", {**paid, "line_ids": [(0, 0, self.cheap)]}),
            ("coop.subscription.line", self.line),
            ("coop.work.entry", {"member_id": self.anna.id}),
            ("coop.standing", {"member_id": self.anna.id}),
        ]

    def assignments_that_cannot_be(self):
        """On a shift that is closed, and on seats that a shift has not."""
        ben = self.make_member("Ben")
        over = {"member_id": ben.id, "shift_id": self.closed_row.shift_id.id, "state": "present"}
        seat = {"member_id": ben.id, "shift_id": self.shift.id, "role_id": self.till.id}
        rows = (
            over,
            {**over, "origin": "make_up", "state": "expected"},
            {**seat, "seat": 99},
            {**seat, "role_id": self.stock.id, "seat": 1},
        )
        return [("coop.assignment", row) for row in rows]

    def refuses(self, step, label):
        before = self.env["coop.member"].search([]).mapped("verdict_code")
        with self.subTest(label), mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_model"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                step()
                self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.env["coop.member"].search([]).mapped("verdict_code"), before)

    def test_a_plain_write(self):
        for user in self.people:
            for record, vals in self.writes():
                label = f"{user.login} {record._name} {vals}"
                self.refuses(lambda r=record, v=vals, u=user: r.with_user(u).write(v), label)

    def test_a_plain_creation(self):
        for user in self.people:
            for model, vals in self.creates():
                label = f"{user.login} {model} {vals}"
                self.refuses(
                    lambda m=model, v=vals, u=user: self.env[m].with_user(u).create(v), label
                )

    def test_the_office_gives_no_extra_time_by_hand(self):
        vals = {"member_id": self.anna.id, "date_from": "2026-01-01", "date_to": "2036-01-01"}
        model = self.env["coop.grace"].with_user(self.office)
        self.refuses(lambda: model.create(vals), "coop.grace")

    def test_only_a_manager_grants_a_leave_against_the_rules(self):
        self.leave.date_to = "2031-01-02"
        self.refuses(self.leave.with_user(self.office).action_confirm, "by the rules")
        self.refuses(self.leave.with_user(self.office).action_confirm_anyway, "against them")
        self.leave.with_user(self.manager).action_confirm_anyway()
        self.assertEqual(self.leave.state, "confirmed")

    @mute_logger("odoo.sql_db", "odoo.models")
    def test_the_import_of_odoo(self):
        """Rows of a spreadsheet, new ones and changes of known ones: none is taken."""
        tables = [
            ("coop.member", [".id", "joined_on"], [self.file.id, "2020-01-01"]),
            ("coop.member", ["name", "joined_on"], ["Made up", "2020-01-01"]),
            ("coop.member", [".id", "left_on"], [self.gone.id, ""]),
            ("coop.subscription", [".id", "state"], [self.draft.id, "paid"]),
            ("coop.assignment", [".id", "state"], [self.row.id, "present"]),
            (
                "coop.assignment",
                ["member_id/.id", "shift_id/.id", "origin", "state"],
                [self.gone.id, self.shift.id, "make_up", "present"],
            ),
            ("coop.leave", [".id", "state"], [self.leave.id, "confirmed"]),
        ]
        for user in self.people:
            for model, header, row in tables:
                with self.subTest(user=user.login, model=model, header=header):
                    made = self.env[model].with_user(user).load(header, [[str(c) for c in row]])
                    self.assertFalse(made["ids"])
                    self.assertTrue(made["messages"][0]["message"])

    def test_a_copy_is_a_beginning(self):
        """Of what can be copied, the copy is no member, not granted, not held."""
        clerk = self.manager
        leave = self.granted.with_user(clerk).copy(
            {"date_from": "2034-01-01", "date_to": "2034-06-01"}
        )
        self.assertEqual(leave.state, "draft")
        self.shift.state = "closed"
        copy = self.shift.with_user(clerk).copy(
            {"start": "2031-01-06 09:00:00", "stop": "2031-01-06 12:00:00"}
        )
        self.assertEqual(copy.state, "planned")
        vals = {"partner_id": self.make_person("Copied").id}
        member = self.anna.with_user(clerk).copy(vals)
        self.assertFalse(member.joined_on or member.number or member.share_count)

    def test_what_is_there_already_is_no_change(self):
        """A form or an import that sends a row back as it was is not refused."""
        self.anna.with_user(self.office).write(
            {"joined_on": "2020-01-01", "left_on": False, "partner_id": self.anna.partner_id.id}
        )
        self.called.with_user(self.office).write({"state": "confirmed", "origin": "meeting"})
        self.leave.with_user(self.office).write({"state": "draft", "note": "Asked on the phone"})
        self.assertEqual((self.called.origin, self.leave.note), ("meeting", "Asked on the phone"))

    def test_a_place_of_before_without_a_shift_can_be_ended(self):
        place = self.env["coop.enrollment"].create(
            {
                "member_id": self.gone.id,
                "regime": "abcd",
                "date_from": "2020-01-01",
                "date_to": "2024-12-31",
            }
        )
        place.with_user(self.office).write({"date_to": "2024-06-30"})
        self.assertEqual(str(place.date_to), "2024-06-30")
