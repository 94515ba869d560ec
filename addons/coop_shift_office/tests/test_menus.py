"""One menu for the office, with what is used every day on top."""

from odoo.tests import tagged

from .common import OfficeCase

TOP = ["menu_board", "menu_close", "menu_risk", "menu_leaves_to_answer"]


@tagged("post_install", "-at_install")
class TestMenus(OfficeCase):
    def seen(self, user):
        menus = self.env["ir.ui.menu"].with_user(user)
        return menus.browse(menus._visible_menu_ids())

    def test_what_is_used_every_day_is_on_top(self):
        work = self.env.ref("coop_shift.menu_work")
        first = self.env["ir.ui.menu"].search([("parent_id", "=", work.id)])[: len(TOP)]
        wanted = [self.env.ref(f"coop_shift_office.{name}") for name in TOP]
        self.assertEqual(list(first), wanted)

    def test_the_office_sees_them_and_the_door_does_not(self):
        board = self.env.ref("coop_shift_office.menu_board")
        self.assertIn(board, self.seen(self.office))
        self.assertIn(board.parent_id, self.seen(self.office))
        self.assertNotIn(board.parent_id, self.seen(self.checker))

    def test_every_action_opens(self):
        for name in (
            "coop_shift_close_action",
            "coop_member_risk_action",
            "coop_leave_answer_list_action",
            "coop_mass_action_action",
            "coop_presence_stat_action",
            "coop_gap_stat_action",
            "coop_make_up_stat_action",
            "coop_place_event_action",
            "coop_office_print_action",
        ):
            action = self.env.ref(f"coop_shift_office.{name}")
            model = self.env[action.res_model].with_user(self.office)
            with self.subTest(action=name):
                views = model.get_views(action.views)
                self.assertEqual(set(views["views"]), set(action.view_mode.split(",")))
