"""One thing done to many: preview, all or those who can, in steps, once each."""

from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..models import coop_mass_action
from .common import OfficeCase

DAY = "2026-12-14"


@tagged("post_install", "-at_install")
class TestMassMove(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.team = self.make_team(4, self.monday)

    def move(self, members, **vals):
        target = {"template_id": self.tuesday.id, "role_id": self.till.id, "date": DAY}
        return self.mass("move", members, **{**target, **vals})

    def apply(self, action):
        for _step in range(20):
            if not action.apply_next()["left"]:
                return
        self.fail("It does not come to an end.")

    def test_preview_then_apply(self):
        action = self.move(self.team)
        action.action_preview()
        self.assertEqual((action.possible_count, action.refused_count), (4, 0))
        self.assertEqual(self.place(self.team[0], DAY).template_id, self.monday)
        self.apply(action)
        self.assertEqual(action.state, "done")
        for member in self.team:
            self.assertEqual(self.place(member, DAY).template_id, self.tuesday)
        seats = [self.place(member, DAY).seat for member in self.team]
        self.assertEqual(sorted(seats), [1, 2, 3, 4])

    def test_those_who_cannot_are_told_why(self):
        self.enroll(self.member, self.tuesday, role_id=self.till.id)
        lost = self.make_member("No place")
        action = self.move(self.team | lost)
        action.action_preview()
        found = self.outcomes(action)
        self.assertEqual(found["No place"][0], "refused")
        self.assertIn("no place to move", found["No place"][1])
        self.assertEqual(found["Member 4"][0], "refused")
        self.assertIn("No free seat", found["Member 4"][1])
        self.apply(action)
        self.assertEqual(action.done_count, 3)
        self.assertEqual(self.place(self.team[3], DAY).template_id, self.monday)

    def test_everyone_or_nobody(self):
        action = self.move(self.team | self.make_member("No place"), everyone=True)
        action.action_preview()
        with self.assertRaisesRegex(UserError, "everyone or nobody"):
            action.apply_next()
        self.assertEqual(self.place(self.team[0], DAY).template_id, self.monday)
        action.line_ids.filtered(lambda line: line.state == "refused").unlink()
        self.apply(action)
        self.assertEqual(action.done_count, 4)

    def test_in_steps_that_can_be_taken_up_again(self):
        action = self.move(self.team)
        action.action_preview()
        with patch.object(coop_mass_action, "STEP", 3):
            self.assertEqual(action.apply_next(), {"done": 3, "left": 1, "refused": 0})
            self.assertEqual(action.state, "running")
            self.assertEqual(action.apply_next(), {"done": 4, "left": 0, "refused": 0})
            self.assertEqual(action.apply_next(), {"done": 4, "left": 0, "refused": 0})
        places = self.env["coop.enrollment"].search([("member_id", "in", self.team.ids)])
        self.assertEqual(len(places), 8)

    def test_what_changed_since_the_preview(self):
        action = self.move(self.team)
        action.action_preview()
        for name in ("Quick", "Quicker"):
            self.enroll(self.make_member(name), self.tuesday, role_id=self.till.id)
        self.apply(action)
        self.assertEqual((action.done_count, action.refused_count), (2, 2))

    def test_a_preview_is_needed_and_forgotten(self):
        action = self.move(self.team)
        with self.assertRaisesRegex(UserError, "preview first"):
            action.apply_next()
        action.action_preview()
        action.date = "2026-12-28"
        self.assertEqual(action.state, "draft")
        self.assertEqual(set(action.line_ids.mapped("state")), {"chosen"})

    def test_a_choice_is_not_changed_under_way(self):
        action = self.move(self.team)
        action.action_preview()
        self.apply(action)
        with self.assertRaisesRegex(UserError, "begun already"):
            action.kind = "end"

    def test_incomplete(self):
        with self.assertRaisesRegex(UserError, "Fill in first"):
            self.move(self.team, template_id=False).action_preview()

    def test_past_day(self):
        with self.assertRaisesRegex(UserError, "past"):
            self.move(self.team, date="2026-11-23").action_preview()

    def test_places_chosen_in_the_list_of_enrollments(self):
        double = self.team[0]
        self.enroll(double, self.make_template(week=1))
        action = self.move(double)
        action.action_preview()
        self.assertIn("several places", self.outcomes(action)[double.name][1])
        place = self.place(double).filtered(lambda row: row.template_id == self.monday)
        action = self.mass(
            "move", places=place, template_id=self.tuesday.id, role_id=self.till.id, date=DAY
        )
        action.action_preview()
        self.apply(action)
        self.assertEqual(str(place.date_to), "2026-12-13")

    def test_another_co_op(self):
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        other = self.make_template(company_id=stranger.id)
        with self.assertRaises(ValidationError):
            self.move(self.team).sudo().template_id = other

    def test_nobody_chosen(self):
        with self.assertRaisesRegex(UserError, "Choose members"):
            self.env["coop.member"].action_coop_mass()


@tagged("post_install", "-at_install")
class TestOtherKinds(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.team = self.make_team(3, self.monday)

    def done(self, action):
        action.action_preview()
        action.apply_next()
        return action

    def test_end(self):
        action = self.done(self.mass("end", self.team, date=DAY, reason="The shop moves"))
        self.assertEqual(action.done_count, 3)
        place = self.env["coop.enrollment"].search([("member_id", "=", self.team[0].id)])
        self.assertEqual((str(place.date_to), place.end_reason), ("2026-12-13", "The shop moves"))
        self.assertEqual(self.standings(self.team[0])[-1], (DAY, "unsubscribed"))

    def test_end_without_a_place(self):
        action = self.mass("end", self.make_member("No place"), date=DAY, reason="x")
        action.action_preview()
        self.assertEqual(action.refused_count, 1)

    def test_enroll(self):
        lost = self.make_team(3)
        action = self.done(
            self.mass(
                "enroll",
                lost | self.team[0],
                date=DAY,
                template_id=self.tuesday.id,
                role_id=self.floor.id,
            )
        )
        self.assertEqual((action.done_count, action.refused_count), (2, 2))
        self.assertEqual(self.place(lost[0], DAY).role_id, self.floor)
        self.assertFalse(self.place(lost[2], DAY))

    def test_extension(self):
        late = self.team[0]
        self.assign(late, "2026-10-05").action_absent()
        self.assign(late, "2026-12-14")
        action = self.done(self.mass("extension", self.team, reason="Strike"))
        found = self.outcomes(action)
        self.assertEqual(found["Member 1"][0], "done")
        self.assertIn("not late", found["Member 2"][1])
        self.assertEqual((str(late.grace_ids.date_to), late.grace_ids.reason), (DAY, "Strike"))

    def test_leave(self):
        leave_type = self.env["coop.leave.type"].search([("code", "=", "temporary")])
        vals = {"leave_type_id": leave_type.id, "date": "2026-12-01", "date_to": "2027-02-28"}
        self.make_leave(self.team[1], "temporary", "2026-12-20", "2027-04-20")
        action = self.done(self.mass("leave", self.team, **vals))
        found = self.outcomes(action)
        self.assertEqual(found["Member 1"][0], "done")
        self.assertIn("May not shop", found["Member 1"][1])
        self.assertIn("Another leave", found["Member 2"][1])
        self.assertEqual(self.team[0].leave_ids.state, "confirmed")
        self.assertIn(("2026-12-01", "on_leave"), self.standings(self.team[0]))

    def test_leave_that_gives_the_seat_back(self):
        leave_type = self.env["coop.leave.type"].search([("code", "=", "open_ended")])
        self.assertTrue(leave_type)
        action = self.done(self.mass("leave", self.team, leave_type_id=leave_type.id, date=DAY))
        self.assertIn("seat is given back", self.outcomes(action)["Member 1"][1])
        place = self.env["coop.enrollment"].search([("member_id", "=", self.team[0].id)])
        self.assertEqual(str(place.date_to), "2026-12-13")

    def test_correction_is_for_managers(self):
        vals = {"date": "2026-11-23", "counter": "abcd", "amount": -1, "reason": "Census"}
        with self.assertRaisesRegex(UserError, "Only a manager"):
            self.mass("correction", self.team, **vals).action_preview()
        action = self.done(self.mass("correction", self.team, user=self.manager, **vals))
        self.assertEqual(action.done_count, 3)
        self.assertEqual(self.balance(self.team[0]), -1)
        self.assertIn("0 → -1", self.outcomes(action)["Member 1"][1])

    def test_a_member_listed_twice_is_corrected_once(self):
        double = self.team[0]
        self.enroll(double, self.make_template(week=1))
        places = self.place(double)
        self.assertEqual(len(places), 2)
        vals = {"date": "2026-11-23", "counter": "abcd", "amount": -1, "reason": "Census"}
        action = self.done(self.mass("correction", places=places, user=self.manager, **vals))
        self.assertEqual((action.done_count, action.refused_count), (1, 1))
        self.assertEqual(self.balance(double), -1)

    def test_waiting_list_in_order(self):
        lost = self.make_team(2)
        vals = {"template_id": self.monday.id, "role_id": self.till.id}
        action = self.done(self.mass("waiting", lost | self.team[0], **vals))
        self.assertEqual((action.done_count, action.refused_count), (2, 1))
        rows = self.env["coop.waiting"].search([("template_id", "=", self.monday.id)])
        self.assertEqual(rows.member_id, lost)
        again = self.mass("waiting", lost, **vals)
        again.action_preview()
        self.assertEqual(again.refused_count, 2)
