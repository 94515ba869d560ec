"""Faults planted on purpose: a walk that does not find them proves nothing."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tools import SQL

from .client import load_action


class Planted:
    """Mixin: one fault of each kind, and the walk that finds it."""

    def screen_of(self, role, action):
        """The screen of one action, opened by a role."""
        env = self.as_role(role)
        return self.open_action(load_action(env, self.env.ref(action).id), env)

    def extend(self, view, arch):
        """Change a view as an addon does."""
        parent = self.env.ref(view)
        self.env["ir.ui.view"].create(
            {
                "name": "planted",
                "model": parent.model,
                "inherit_id": parent.id,
                "type": parent.type,
                "arch": arch,
            }
        )

    def presses(self, role, action):
        """What is wrong with the buttons of one screen."""
        self.outcomes, self.pressed, self.refusals = {}, {}, {}
        return self.walk_buttons(role, [self.screen_of(role, action)])

    def assertFinds(self, words, faults):
        self.assertEqual(len([fault for fault in faults if words in fault]), 1, faults)

    def test_planted_menu_of_a_model_that_the_role_may_not_read(self):
        action = self.env["ir.actions.act_window"].create(
            {"name": "Sessions", "res_model": "pos.session", "view_mode": "list"}
        )
        menu = {"x": {"actionID": action.id}}
        _screens, faults = self.walk_menus("office", menu)
        self.assertFinds("AccessError", faults)

    def test_planted_field_that_the_role_may_not_read(self):
        name = "coop_membership.menu_member"
        menus = {name: self.menus("office")[name]}
        self.assertEqual(self.walk_menus("office", menus)[1], [])
        members = self.registry["coop.member"]

        def refuse(rows):
            raise AccessError("Not for you")

        with patch.object(members, "_compute_verdict", refuse):
            _screens, faults = self.walk_menus("office", menus)
        self.assertFinds("AccessError: Not for you", faults)

    def test_planted_button_that_raises(self):
        action = "coop_shift.coop_grace_action"

        def action_undo(rows):
            raise ValueError("not here")

        with patch.object(self.registry["coop.grace"], "action_undo", action_undo):
            self.assertTrue(any("ValueError" in one for one in self.presses("office", action)))

    def test_planted_button_that_does_nothing(self):
        action, key = "coop_shift.coop_grace_action", ("coop.grace", "action_undo")
        with patch.object(self.registry["coop.grace"], "action_undo", lambda rows: None):
            self.presses("office", action)
        self.assertEqual(self.dead_buttons()[key], "does nothing")
        self.presses("office", action)
        self.assertNotIn(key, self.dead_buttons())

    def test_planted_button_without_a_method(self):
        view = self.env.ref("coop_shift.coop_grace_view_list")
        query = (
            "UPDATE ir_ui_view SET arch_db = "
            "replace(arch_db::text, 'action_undo', 'action_undone')::jsonb WHERE id = %s"
        )
        self.env.execute_query(SQL(query + " RETURNING id", view.id))
        self.env.registry.clear_cache("templates")
        self.env.invalidate_all()
        faults = self.presses("office", "coop_shift.coop_grace_action")
        self.assertTrue(any("action_undone" in fault for fault in faults), faults)

    def test_planted_form_without_a_field_that_is_required(self):
        action, view = "coop_shift_mail.coop_seat_alert_action", "coop_seat_alert_view_list"
        self.assertEqual(self.forms(action), [])
        self.extend(f"coop_shift_mail.{view}", "<field name='minimum' position='replace'/>")
        self.assertEqual(self.forms(action), [])
        self.extend(f"coop_shift_mail.{view}", "<field name='email' position='replace'/>")
        self.assertFinds("email", self.forms(action))

    def forms(self, action):
        return self.walk_forms("office", [self.screen_of("office", action)])[1]

    def test_planted_search_that_crashes_on_a_word(self):
        node = "<field name='token' filter_domain=\"[('max_age', '=', self)]\"/>"
        self.extend(
            "coop_pos_check.coop_door_view_search",
            f"<search position='inside'>{node}</search>",
        )
        screen = self.screen_of("manager", "coop_pos_check.coop_door_action")
        self.assertFinds("field token", self.walk_searches("manager", [screen]))

    def test_planted_filter_of_what_the_role_may_not_read(self):
        domain = "[('invoice_id.line_ids', 'any', [('reconciled', '=', False)])]"
        self.extend(
            "coop_membership.coop_subscription_view_search",
            f'<filter name="overdue" position="attributes">'
            f'<attribute name="domain">{domain}</attribute></filter>',
        )
        screen = self.screen_of("office", "coop_membership.coop_subscription_action")
        self.assertFinds("filter overdue: AccessError", self.walk_searches("office", [screen]))

    def test_planted_report_that_raises(self):
        self.extend(
            "coop_membership.cards",
            "<xpath expr='//t[1]' position='inside'><t t-out='1/0'/></xpath>",
        )
        card = self.member.partner_id.coop_card_ids[:1]
        action = {"report_name": "coop_membership.cards", "context": {"active_ids": card.ids}}
        env = self.as_role("office")
        _result, fault = self.attempt("x", lambda: self.print_report(action, env))
        self.assertIn("ZeroDivisionError", fault)

    def test_planted_address_of_no_page(self):
        action = {"type": "ir.actions.act_url", "url": "/coop/nowhere"}
        _result, fault = self.attempt("x", lambda: self.open_action(action, self.env))
        self.assertIn("NotFound", fault)
