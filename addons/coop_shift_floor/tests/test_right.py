"""The right to one's own shifts: by template, by substitution, by role; no other."""

from psycopg2.errors import ExclusionViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FloorCase


@tagged("post_install", "-at_install")
class TestRight(FloorCase):
    def own(self, member):
        return self.env["coop.shift"]._floor_own(member)

    def test_by_template_between_two_days(self):
        self.assertEqual(self.own(self.member), self.shift)
        line = self.member.coordinator_line_ids
        line.date_from = self.days(1)
        self.assertFalse(self.own(self.member))
        line.write({"date_from": self.days(-9), "date_to": self.days(0)})
        self.assertEqual(self.own(self.member), self.shift)
        line.date_to = self.days(-1)
        self.assertFalse(self.own(self.member))

    def test_by_substitution_on_one_shift(self):
        member = self.bob.member_id
        other = self.make_shift(self.days(1))
        self.assertFalse(self.own(member))
        other.substitute_ids |= member
        self.assertEqual(self.own(member), other)

    def test_by_a_coordinating_role(self):
        member = self.bob.member_id
        self.bob.role_id = self.make_role("Coordination", coordinates=True)
        self.assertEqual(self.own(member), self.shift)
        self.bob.write({"state": "cancelled"})
        self.assertFalse(self.own(member))

    def test_being_on_the_shift_gives_no_right(self):
        self.assertFalse(self.own(self.ana.member_id))

    def test_only_shifts_that_are_near(self):
        shifts = {day: self.make_shift(self.days(day)) for day in (-8, -7, 7, 8)}
        for shift in shifts.values():
            shift.substitute_ids |= self.member
        found = self.own(self.member)
        self.assertEqual(found, shifts[-7] | self.shift | shifts[7])
        self.assertEqual(found._floor_current(), self.shift)

    def test_whoever_left_has_no_right(self):
        self.member.left_on = self.days(0)
        self.assertFalse(self.own(self.member))
        self.assertFalse(self.own(self.env["coop.member"]))

    def test_coordinators_are_told(self):
        self.shift.substitute_ids |= self.bob.member_id
        partners = self.shift.with_user(self.office)._coop_coordinator_partners()
        self.assertIn(self.member.partner_id, partners)
        self.assertIn(self.bob.member_id.partner_id, partners)
        self.assertIn(self.company.partner_id, partners)

    def test_one_span_at_a_time(self):
        with (
            self.assertRaises(ExclusionViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.make_coordinator(self.template, self.member, "2026-01-01")

    def test_a_member_registered_twice(self):
        twice = self.make_member("Inès Bis")
        self.make_coordinator(self.make_template(week=1), twice)
        twice._coop_merge_into(self.member)
        self.assertEqual(len(self.member.coordinator_line_ids), 2)
        self.assertEqual(twice.coordinator_line_ids.date_to, self.days(-1))

    def test_the_member_sees_what_is_kept(self):
        self.ana.floor_note = "Hurt her hand"
        export = self.ana.member_id._coop_export()
        self.assertEqual(export["coordinators_notes"][0]["floor_note"], "Hurt her hand")
        self.assertEqual(len(self.member._coop_export()["coordinates"]), 1)
