"""Everything a coordinator does on the phone is done at the desk too."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import FloorCase


@tagged("post_install", "-at_install")
class TestDesk(FloorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.office)
        cls.desk_shift = cls.shift.with_env(cls.env)
        cls.desk_ana = cls.ana.with_env(cls.env)

    def test_one_click_each(self):
        clicks = {
            "action_present": "present",
            "action_late": "late",
            "action_absent": "absent",
            "action_excused": "excused",
            "action_replaced": "replaced",
            "action_withdraw": "expected",
        }
        for action, state in clicks.items():
            getattr(self.desk_ana, action)()
            with self.subTest(action=action):
                self.assertEqual(self.ana.state, state)

    def test_half_excused_where_the_rules_have_it(self):
        self.assertFalse(self.desk_ana.may_half_excuse)
        with self.assertRaises(UserError):
            self.desk_ana.action_half_excused()

    def test_replaced_by_whom_on_the_form(self):
        with Form(self.desk_shift) as form, form.assignment_ids.edit(0) as line:
            line.replaced_by_id = self.rita
        self.assertEqual((self.ana | self.bob).filtered("replaced_by_id").state, "replaced")

    def test_a_make_up_by_card_or_number(self):
        wizard = self.env["coop.make.up.wizard"].create(
            {"shift_id": self.shift.id, "code": "0420000000013"}
        )
        wizard.action_add()
        row = self.shift.assignment_ids.filtered(lambda row: row.member_id == self.rita)
        self.assertEqual((row.origin, row.state), ("make_up", "present"))
        row.with_env(self.env).action_take_off()
        self.assertEqual(row.state, "cancelled")
        wizard.code = "4242"
        self.assertIn("Rita", wizard.browse(wizard.action_add_another()["res_id"]).added)
        self.assertEqual(row.state, "present")
        wizard.code = "nobody"
        with self.assertRaises(UserError):
            wizard.action_add()

    def test_only_make_ups_are_taken_off(self):
        self.desk_ana.action_take_off()
        self.assertEqual(self.ana.state, "expected")

    def test_close_and_open_again(self):
        self.desk_shift.action_all_present()
        self.desk_shift.action_close()
        self.assertEqual(self.shift.closed_by_id, self.office)
        with self.assertRaises(UserError):
            self.desk_ana.action_late()
        self.desk_shift.action_reopen()
        self.desk_ana.action_late()
        self.assertEqual(self.ana.state, "late")

    def test_fast_entry_writes_in_the_name_of_the_desk(self):
        board = self.desk_shift.floor_board()
        taps = [self.tap(row=self.ana, state="absent"), self.tap(row=self.bob, state="present")]
        self.desk_shift.floor_take([*taps, self.tap(kind="close")], taps[0]["at"], "desk")
        self.assertEqual([p["state"] for p in board["people"]], ["expected"] * 2)
        self.assertEqual(self.shift.state, "closed")
        self.assertEqual(self.ana.recorded_by, self.office)
        self.assertEqual(self.shift.tap_ids.user_id, self.office)

    def test_coordinators_are_named_on_the_template(self):
        with (
            Form(self.template.with_user(self.manager)) as form,
            form.coordinator_ids.new() as line,
        ):
            line.member_id = self.bob.member_id
        self.assertIn(self.bob.member_id, self.shift.floor_coordinator_ids)
        self.assertIn(self.member, self.shift.floor_coordinator_ids)


@tagged("post_install", "-at_install")
class TestDeskHalfExcused(FloorCase):
    policy_preset = "bees"

    @classmethod
    def enroll(cls, member, template=None, date_from="2020-01-06", **vals):
        return super().enroll(member, template, date_from, regime="irregular", **vals)

    def test_half_excused(self):
        self.assertIn("half_excused", self.shift._floor_board()["states"])
        self.ana.with_user(self.office).action_half_excused()
        self.assertEqual(self.ana.state, "half_excused")
        self.assertEqual(self.mark(self.bob, "half_excused")["result"], "applied")
