"""The week board: what it shows, and what a move does."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase

MONDAY = "2026-11-30"  # of week C


@tagged("post_install", "-at_install")
class TestBoard(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for template in (cls.monday, cls.tuesday):
            template.week = 2
        cls.ana, cls.ben = cls.make_team(2, cls.monday)

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.board = self.env["coop.shift.board"].with_user(self.office)

    def card(self, data, template):
        """The roles of a template's card, the till first."""
        card = next(card for card in data["templates"] if card["id"] == template.id)
        roles = {role["id"]: role for role in card["roles"]}
        return roles[self.till.id], roles[self.floor.id]

    def test_a_week_with_its_gaps(self):
        data = self.board.week(MONDAY)
        self.assertEqual((data["letter"], data["monday"]), ("C", MONDAY))
        self.assertEqual([week["letter"] for week in data["weeks"]], ["A", "B", "C", "D"])
        till, floor = self.card(data, self.monday)
        self.assertEqual((till["seats"], len(till["places"])), (4, 2))
        self.assertEqual((floor["seats"], floor["places"]), (2, []))
        self.assertEqual(data["people"][self.ana.id][1], "Member 1")

    def test_any_day_of_the_week_shows_the_week(self):
        self.assertEqual(self.board.week("2026-12-03")["monday"], MONDAY)

    def test_weeks_lead_to_their_own_letter(self):
        for week in self.board.week(MONDAY)["weeks"]:
            self.assertEqual(self.board.week(week["monday"])["letter"], week["letter"])

    def test_a_place_that_ended_leaves_a_gap(self):
        place = self.place(self.ana)
        place.date_to = "2026-11-29"
        till = self.card(self.board.week(MONDAY), self.monday)[0]
        self.assertEqual([p[1] for p in till["places"]], [self.ben.id])

    def test_a_place_that_ends_later_says_when(self):
        self.place(self.ana).date_to = "2026-12-31"
        till = self.card(self.board.week(MONDAY), self.monday)[0]
        self.assertIn("12/31/2026", [p[3] for p in till["places"]])

    def test_who_waits_is_counted(self):
        self.env["coop.waiting"].create(
            {
                "member_id": self.member.id,
                "template_id": self.monday.id,
                "role_id": self.till.id,
            }
        )
        self.assertEqual(self.card(self.board.week(MONDAY), self.monday)[0]["waiting"], 1)

    def test_another_co_op_is_not_shown(self):
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        other = self.make_template(company_id=stranger.id, week=2)
        shown = [card["id"] for card in self.board.week(MONDAY)["templates"]]
        self.assertNotIn(other.id, shown)

    def test_no_policy_says_what_to_do(self):
        empty = self.env["res.company"].create({"name": "No rules yet"})
        with self.assertRaisesRegex(UserError, "work policy"):
            self.env["coop.shift.board"].with_company(empty).week()

    # ------------------------------------------------------------------ moving

    def look(self, member, template, role, day="2026-12-01"):
        place = self.place(member)
        return self.board.preview_move(place.id, template.id, role.id, day)

    def test_preview_says_what_changes_and_changes_nothing(self):
        preview = self.look(self.ana, self.tuesday, self.floor)
        self.assertTrue(preview["possible"])
        self.assertIn("Tuesday", preview["lines"][0])
        self.assertIn("12/01/2026", preview["lines"][1])
        self.assertIn("(Till): 3.", " ".join(preview["lines"]))
        self.assertEqual(self.place(self.ana).template_id, self.monday)

    def test_move_keeps_the_past(self):
        before = self.place(self.ana)
        self.board.move(before.id, self.tuesday.id, self.floor.id, "2026-12-01")
        self.assertEqual(str(before.date_to), "2026-11-30")
        after = self.place(self.ana, "2026-12-01")
        self.assertEqual((after.template_id, after.role_id), (self.tuesday, self.floor))
        self.assertEqual(self.standings(self.ana)[-1][1], "up_to_date")

    def test_move_to_another_role_of_the_same_shift(self):
        self.board.move(self.place(self.ana).id, self.monday.id, self.floor.id, "2026-12-01")
        self.assertEqual(self.place(self.ana, "2026-12-01").role_id, self.floor)

    def test_planned_shifts_follow(self):
        self.company.coop_planning_start = "2026-11-23"
        self.env["coop.planning"]._plan(self.company)
        place = self.place(self.ana)
        self.assertTrue(place._coop_coming(self.company._coop_today()))
        self.board.move(place.id, self.tuesday.id, self.till.id, "2026-11-24")
        coming = self.env["coop.assignment"].search([("member_id", "=", self.ana.id)])
        self.assertEqual(coming.shift_id.template_id, self.tuesday)

    def test_twice_moves_once(self):
        place = self.place(self.ana)
        self.board.move(place.id, self.tuesday.id, self.till.id, "2026-12-01")
        with self.assertRaises(UserError):
            self.board.move(place.id, self.tuesday.id, self.till.id, "2026-12-01")
        self.assertEqual(len(self.place(self.ana, "2026-12-02")), 1)

    def test_the_past_is_not_rewritten(self):
        self.assertFalse(self.look(self.ana, self.tuesday, self.till, "2026-11-23")["possible"])
        with self.assertRaisesRegex(UserError, "past"):
            self.board.move(self.place(self.ana).id, self.tuesday.id, self.till.id, "2026-11-23")

    def test_a_full_role(self):
        self.tuesday.seat_ids.filtered(lambda line: line.role_id == self.floor).seats = 1
        self.enroll(self.member, self.tuesday, role_id=self.floor.id)
        preview = self.look(self.ana, self.tuesday, self.floor)
        self.assertFalse(preview["possible"])
        self.assertIn("No free seat", preview["lines"][0])

    def test_where_they_are_already(self):
        self.assertIn("already", self.look(self.ana, self.monday, self.till)["lines"][0])

    def test_a_place_to_come_moves_as_a_whole(self):
        later = self.make_member("Later")
        place = self.enroll(later, self.monday, date_from="2026-12-28")
        self.board.move(place.id, self.tuesday.id, self.till.id, "2026-12-01")
        self.assertFalse(place.exists())
        self.assertEqual(str(self.place(later, "2026-12-28").date_from), "2026-12-28")

    def test_a_skill_that_is_missing_is_said(self):
        self.floor.skill_ids = self.env["coop.skill"].create({"name": "Cheese"})
        lines = self.look(self.ana, self.tuesday, self.floor)["lines"]
        self.assertIn("Cheese", " ".join(lines))

    def test_what_has_gone_meanwhile(self):
        with self.assertRaisesRegex(UserError, "Load it again"):
            self.board.preview_move(0, self.tuesday.id, self.till.id, "2026-12-01")

    def test_targets_count_free_seats(self):
        target = next(t for t in self.board.targets(2, "2026-12-01") if t["id"] == self.monday.id)
        self.assertEqual([role["free"] for role in target["roles"]], [2, 2])

    def test_only_the_office(self):
        for user in (self.checker, self.portal_member):
            board = self.env["coop.shift.board"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                board.week(MONDAY)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                board.targets(2, "2026-12-01")
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                board.preview_move(
                    self.place(self.ana).id, self.tuesday.id, self.till.id, "2026-12-01"
                )
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                board.move(self.place(self.ana).id, self.tuesday.id, self.till.id, "2026-12-01")
