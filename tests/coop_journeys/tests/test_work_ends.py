"""What hangs on a membership in the work addons, and what becomes of it when it ends."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.coop_shift.tests.common import ShiftBuilders

WORK = ("coop_shift", "coop_committee")
ENDS, STAYS, OTHERS = "ends that day", "stays as history", "is swept by its own addon"
#: Each stored relation of the work addons to a member or a person, with what an end does to it.
FATES = {
    ("coop.assignment", "member_id"): ENDS,
    ("coop.assignment", "replaced_by_id"): ENDS,
    ("coop.calendar.link", "member_id"): "stays, and shows no shift after the end",
    ("coop.committee", "coordinator_ids"): ENDS,
    ("coop.committee.seat", "member_id"): ENDS,
    ("coop.committee.work", "member_id"): STAYS,
    ("coop.debit.request", "member_id"): "stays: no debit falls due after the end",
    ("coop.enrollment", "member_id"): ENDS,
    ("coop.grace", "member_id"): "stays: the verdict says that the membership has ended",
    ("coop.leave", "member_id"): ENDS,
    ("coop.mail.log", "member_id"): "stays: what waits is set aside",
    ("coop.mail.opt.out", "member_id"): "stays: a wish, not a place",
    ("coop.mass.action.line", "member_id"): "stays: what it would do is refused",
    ("coop.registration.past", "member_id"): STAYS,
    ("coop.shift", "substitute_ids"): ENDS,
    ("coop.shift.coordinator", "member_id"): ENDS,
    ("coop.skill", "member_ids"): "stays: what somebody can do",
    ("coop.solidarity.gift", "giver_id"): STAYS,
    ("coop.solidarity.gift", "member_id"): STAYS,
    ("coop.solidarity.gift", "receiver_id"): STAYS,
    ("coop.standing", "member_id"): STAYS,
    ("coop.work.account", "member_id"): STAYS,
    ("coop.swap", "member_id"): OTHERS,
    ("coop.swap", "to_member_id"): OTHERS,
    ("coop.swap", "taken_by_id"): STAYS,
    ("coop.swap.move", "member_id"): STAYS,
    ("coop.swap.proposal", "member_id"): OTHERS,
    ("coop.waiting", "member_id"): ENDS,
    ("coop.work.contest", "member_id"): "stays: what waits for an answer gets one",
    ("coop.work.correction", "member_id"): STAYS,
    ("coop.work.entry", "member_id"): STAYS,
}
PART, GUARDED = "is a part of it", "is refused by coop.in.use while there is one"
#: Each relation of the work addons whose row goes with the other, and why that loses nothing.
CASCADES = {
    ("coop.calendar.link", "member_id"): PART,
    ("coop.floor.tap", "shift_id"): GUARDED,
    ("coop.mail.log", "alert_id"): GUARDED,
    ("coop.mail.log", "member_id"): "members with a history are not deleted",
    ("coop.mail.opt.out", "member_id"): PART,
    ("coop.mass.action", "leave_type_id"): GUARDED,
    ("coop.mass.action", "role_id"): GUARDED,
    ("coop.mass.action", "template_id"): GUARDED,
    ("coop.mass.action.line", "action_id"): PART,
    ("coop.mass.action.line", "member_id"): "members with a history are not deleted",
    ("coop.shift.coordinator", "template_id"): PART,
    ("coop.shift.seat", "shift_id"): PART,
    ("coop.shift.seat", "template_id"): PART,
    ("coop.standing", "member_id"): "is derived",
    ("coop.work.account", "member_id"): "is derived",
    ("coop.work.account", "company_id"): "is derived",
    ("coop.swap.proposal", "swap_id"): "swaps are deleted by nobody",
    ("coop.waiting", "member_id"): PART,
    ("coop.waiting", "template_id"): GUARDED,
}


class EndBuilders(ShiftBuilders):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._coop_today()
        weekday = str((cls.today.weekday() + 1) % 7)
        history = cls.policy._history(cls.company)
        week = history.on(cls.today).cycle.week_number(cls.today + timedelta(days=1))
        start = cls.today - timedelta(days=90)
        cls.template = cls.make_template(week=week, weekday=weekday, date_from=start)
        cls.week, cls.weekday = week, weekday
        cls.full = cls.make_template(week=week, weekday=weekday, hour_from=18, hour_to=21)
        cls.friend = cls.make_member("Frida Friend")
        cls.fill(cls.member)

    @classmethod
    def fill(cls, member):
        """One of everything that is dated, or a place."""
        env, today = cls.env, cls.today
        begin = today - timedelta(days=60)
        cls.place = cls.enroll(member, cls.template, date_from=begin)
        second = cls.make_template(week=cls.week, weekday=cls.weekday, hour_from=6, hour_to=9)
        cls.second = cls.enroll(member, second, date_from=today + timedelta(days=40))
        env["coop.planning"]._plan(cls.company)
        cls.past = cls.assign(member, today - timedelta(days=20))
        cls.past.action_present()
        later = cls.make_shift(today + timedelta(days=9))
        later.seat_ids = [fields.Command.create({"role_id": cls.till.id, "seats": 2})]
        cls.booked = cls.assign(member, later, "booking", role_id=cls.till.id, seat=1)
        other = cls.make_shift(today + timedelta(days=12))
        cls.replaced = cls.assign(cls.friend, other, "booking", role_id=cls.till.id)
        cls.stand_in = cls.assign(member, other, "stand_in", role_id=cls.till.id, seat=1)
        cls.replaced.write({"state": "replaced", "replaced_by_id": member.id})
        cls.vacation = cls.make_leave(
            member, "temporary", today + timedelta(days=60), today + timedelta(days=130)
        )
        cls.waiting = env["coop.waiting"].create(
            {"member_id": member.id, "template_id": cls.full.id, "role_id": cls.till.id}
        )
        cls.line = env["coop.shift.coordinator"].create(
            {"member_id": member.id, "template_id": cls.template.id, "date_from": begin}
        )
        later.substitute_ids = member
        cls.committee = env["coop.committee"].create(
            {"name": "Garden", "company_id": cls.company.id, "coordinator_ids": member.ids}
        )
        cls.seat = env["coop.committee.seat"].create(
            {"member_id": member.id, "committee_id": cls.committee.id, "date_from": begin}
        )
        cls.company.coop_mails = True
        env["coop.mail.due"]._note_all(cls.company)

    def coming(self, first=None):
        rows = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.member.id),
                ("state", "in", ("expected", "waiting")),
                ("shift_id.start", ">=", self.company._coop_midnight(first or self.today)),
            ]
        )
        return rows

    def leave(self, last_day, reason="left"):
        self.company.coop_leave_notice = 60
        wizard = self.env["coop.member.leave"].create(
            {
                "member_id": self.member.id,
                "last_day": last_day,
                "reason": reason,
                "refund": False,
            }
        )
        wizard.action_leave()

    def transfer(self):
        (self.env["coop.share.transfer"].create(
            {
                "member_id": self.member.id,
                "partner_id": self.friend.partner_id.id,
                "quantity": self.member.share_count,
                "reason": "gift",
            }
        )).action_transfer()  # fmt: skip


@tagged("post_install", "-at_install")
class TestWorkEnds(EndBuilders, HttpCase):
    def test_every_relation_has_a_fate(self):
        found = set()
        for name, model in self.env.items():
            if model._transient or not model._auto or model._abstract:
                continue
            for field in model._fields.values():
                if field.comodel_name not in ("coop.member", "res.partner") or not field.store:
                    continue
                ours = any(module.startswith(WORK) for module in field._modules or ())
                if ours and field.type in ("many2one", "many2many"):
                    found.add((name, field.name))
        other_side = {("coop.member", "coop_skill_ids")}
        self.assertEqual(found - other_side - FATES.keys(), set(), "say what an end does to these")

    def test_every_cascade_is_decided(self):
        found = set()
        for name, model in self.env.items():
            if model._transient or not model._auto or model._abstract:
                continue
            for field in model._fields.values():
                ours = any(module.startswith(WORK) for module in field._modules or ())
                if field.type == "many2one" and field.ondelete == "cascade" and ours:
                    found.add((name, field.name))
                    if CASCADES.get((name, field.name)) == GUARDED:
                        other = self.env[field.comodel_name]
                        self.assertIn((name, field.name), other._coop_relations())
        self.assertEqual(found, set(CASCADES), "say what a deletion takes along")

    def assertEnded(self, first):
        """Nothing that presupposes a membership runs on ``first``, the day without it, or later."""
        last = first - timedelta(days=1)
        self.env.invalidate_all()
        self.assertFalse(self.coming(first))
        self.assertNotIn("absent", self.member.assignment_ids.mapped("state"))
        self.assertEqual(self.past.state, "present")
        self.assertEqual(self.place.date_to, last)
        self.assertEqual(self.line.date_to, last)
        self.assertEqual(self.seat.date_to, last)
        self.assertFalse(self.second.exists())
        self.assertEqual(self.leave_row().state, "cancelled")
        self.assertEqual(self.booked.state, "cancelled")
        self.assertIn(1, self.booked.shift_id._free_seat_numbers(self.till))
        self.assertEqual(self.replaced.state, "expected")
        self.assertFalse(self.booked.shift_id.substitute_ids)
        held = self.env["coop.assignment"].search(
            [("member_id", "=", self.member.id), ("seat", ">", 0), ("state", "=", "expected")]
        )
        self.assertFalse(held.filtered(lambda row: row.shift_id.day >= first))

    def leave_row(self):
        return self.env["coop.leave"].search([("member_id", "=", self.member.id)])

    def assertNothingNew(self, first):
        """Neither the plan, run again from scratch, nor the mails know the member any more."""
        self.env["coop.planning"]._plan(self.company, last=first + timedelta(days=200))
        self.env["coop.member"]._coop_ends_reached(self.company)
        self.assertFalse(self.coming(first))
        self.assertFalse(self.waiting.exists())
        self.assertFalse(self.committee.coordinator_ids)
        for shift in self.env["coop.shift"].search([("template_id", "=", self.template.id)]):
            if shift.day >= first:
                self.assertNotIn(self.member, shift.floor_coordinator_ids)
                names = [row["name"] for row in shift._floor_board()["people"]]
                self.assertNotIn(self.member.name, names)
        sent = self.env["coop.mail.log"].search_count(
            [("member_id", "=", self.member.id), ("state", "=", "sent")]
        )
        self.env["coop.mail.due"]._note_all(self.company)
        self.env["coop.mail.log"]._send_waiting(limit=1000)
        logs = self.env["coop.mail.log"].search([("member_id", "=", self.member.id)])
        self.assertEqual(len(logs.filtered(lambda row: row.state == "sent")), sent)
        self.assertFalse(self.env["coop.make.up.stat"].search([("member_id", "=", self.member.id)]))

    def test_each_way_to_end(self):
        self.assertTrue(self.coming())
        yesterday = self.today - timedelta(days=1)
        ways = {
            "left": lambda: self.leave(yesterday),
            "excluded": lambda: self.leave(yesterday, "excluded"),
            "died": lambda: self.leave(yesterday, "died"),
            "written": lambda: self.member.write({"left_on": self.today}),
            "transferred": self.transfer,
        }
        for name, way in ways.items():
            with self.subTest(way=name):
                point = self.env.cr.savepoint(flush=True)
                way()
                self.assertEqual(self.member.left_on, self.today)
                self.assertEnded(self.today)
                self.assertNothingNew(self.today)
                self.member._coop_carry_end()
                self.assertEnded(self.today)
                point.close(rollback=True)
                self.env.invalidate_all()

    def test_the_pages_afterwards(self):
        self.leave(self.today - timedelta(days=1), "left")
        self.env.flush_all()
        self.authenticate(self.portal_member.login, self.portal_member.login * 2)
        for path in ("/my/coop", "/my/committees", "/my/shifts", "/my/coop/shifts"):
            with self.subTest(path=path):
                page = self.url_open(path)
                self.assertLess(page.status_code, 500)
                if path == "/my/committees":
                    self.assertIn("You sit in no committee", page.text)
                    self.assertNotIn("Hours to answer", page.text)
                else:
                    self.assertNotIn("Garden", page.text)

    def test_notice_keeps_what_comes_before_its_last_day(self):
        near = self.coming().filtered(
            lambda row: row.shift_id.day <= self.today + timedelta(days=8)
        )
        self.assertTrue(near)
        last = self.today + timedelta(days=8)
        self.leave(last)
        first = last + timedelta(days=1)
        self.assertEnded(first)
        self.assertEqual(set(near.mapped("state")), {"expected"})
        self.assertTrue(self.waiting.exists(), "until the last day")
        self.assertEqual(self.committee.coordinator_ids, self.member)
        self.freeze(fields.Date.to_string(first + timedelta(days=2)))
        self.assertNothingNew(first)

    def test_nothing_new_after_the_end(self):
        self.leave(self.today + timedelta(days=8))
        shift = self.make_shift(self.today + timedelta(days=9))
        for write in (
            lambda: self.assign(self.member, shift),
            lambda: self.env["coop.assignment"]._book(self.member, shift, self.till),
            lambda: self.booked.write({"state": "expected"}),
            lambda: self.enroll(self.member, date_from=self.today),
            lambda: self.place.write({"date_to": False}),
        ):
            with self.assertRaisesRegex(UserError, "membership"):
                write()
        self.assign(self.member, self.make_shift(self.today + timedelta(days=8), hour=16))

    def test_sql_knows_the_end_by_itself(self):
        """The end stands in the data; no hook has run."""
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM coop_assignment WHERE enrollment_id IN (%s, %s)",
            [self.place.id, self.second.id],
        )
        self.env.cr.execute(
            "UPDATE coop_member SET left_on = %s WHERE id = %s", [self.today, self.member.id]
        )
        self.env.invalidate_all()
        self.env["coop.planning"]._plan(self.company)
        self.assertFalse(self.coming().filtered("enrollment_id"))
        self.env["coop.mail.log"].search([]).unlink()
        self.env["coop.mail.due"]._note_all(self.company)
        self.assertFalse(self.env["coop.mail.log"].search([("member_id", "=", self.member.id)]))

    def snapshot(self):
        self.env.flush_all()
        self.env.invalidate_all()
        own = [("member_id", "=", self.member.id)]
        places = self.env["coop.enrollment"].search(own)
        return {
            "places": sorted(map(str, places.mapped(
                lambda p: (p.regime, p.template_id, p.seat, p.date_from, p.date_to, p.end_reason)
            ))),
            "shifts": sorted((r.shift_id.id, r.state, r.seat or 0) for r in self.coming()),
            "leaves": [(row.state, row.date_from, row.date_to) for row in self.leave_row()],
            "lines": self.line.date_to,
            "seat": self.seat.date_to,
            "leads": self.committee.coordinator_ids,
            "substitutes": self.booked.shift_id.substitute_ids,
        }  # fmt: skip

    def test_a_corrected_end_gives_back(self):
        before = self.snapshot()
        self.leave(self.today - timedelta(days=1))
        self.member.left_on = False
        self.assertEqual(self.snapshot(), before)

    def test_an_end_moved_about(self):
        before = self.snapshot()
        for days in (8, 3, 0, 10, 45, 70):
            self.member.left_on = self.today + timedelta(days=days)
            self.assertEqual(self.place.date_to, self.member.left_on - timedelta(days=1))
            self.assertFalse(self.coming(self.member.left_on))
        self.member.left_on = False
        self.assertEqual(self.snapshot(), before)

    def test_what_is_taken_stays_taken(self):
        self.leave(self.today - timedelta(days=1))
        template = self.template
        for name in ("Nina", "Nora"):
            self.enroll(self.make_member(name), template, date_from=self.today)
        self.member.left_on = False
        self.assertEqual(self.place.date_to, self.today - timedelta(days=1))
        self.assertIn("could not be given back", self.member.message_ids[0].body)
        self.assertEqual(self.booked.state, "expected")

    def test_coming_back_is_a_new_membership(self):
        self.leave(self.today - timedelta(days=1))
        self.member._coop_join(self.today)
        self.assertEqual(self.place.date_to, self.today - timedelta(days=1))
        self.assertFalse(self.member.sudo().coop_carried)

    def test_the_office_may_end_it_without_rights_on_work(self):
        clerk = self.make_user("coop.clerk", "coop_membership.group_office")
        self.member.with_user(clerk)._coop_leave(self.today)
        self.assertEnded(self.today)
