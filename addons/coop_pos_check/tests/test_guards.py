from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestGuards(PosCheckCase):
    """What protects the co-op on a point of sale, which every cashier may write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.changes = {
            "coop_check_mode": "off",
            "coop_max_age": 0,
            "coop_offline_unknown": "refuse",
            "coop_pass_product_id": cls.product.id,
        }

    def stored(self, name):
        """What the database has."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.config.read([name], load="")[0][name]

    def test_only_a_manager_changes_them(self):
        roles = {
            "cashier": self.cashier,
            "pos manager": self.make_user("coop.tills", "point_of_sale.group_pos_manager"),
            "office": self.make_user(
                "coop.desk", "coop_membership.group_office,point_of_sale.group_pos_user"
            ),
        }
        for name, value in self.changes.items():
            before = self.stored(name)
            for role, user in roles.items():
                with self.subTest(field=name, role=role):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        self.config.with_user(user).write({name: value})
                    self.assertEqual(self.stored(name), before)

    def test_a_manager_does_and_it_is_in_the_history(self):
        boss = self.make_user(
            "coop.boss", "coop_membership.group_manager,point_of_sale.group_pos_manager"
        )
        for name, value in self.changes.items():
            self.config.with_user(boss).write({name: value})
            self.assertEqual(self.stored(name), value)
        rows = self.env["coop.setting.change"].search([("model", "=", "pos.config")])
        rows = rows.filtered(lambda row: row.user_id == boss)
        self.assertEqual(set(rows.mapped("field")), set(self.changes))
        mode = rows.filtered(lambda row: row.field == "coop_check_mode")
        self.assertEqual((mode.old_value, mode.new_value), ("refuse", "off"))

    def test_the_same_value_is_no_change(self):
        """The till's own form sends back what it read."""
        before = self.env["coop.setting.change"].search_count([])
        values = self.config.read(list(self.changes), load="")[0]
        self.config.with_user(self.cashier).write({n: values[n] for n in self.changes})
        self.assertEqual(self.env["coop.setting.change"].search_count([]), before)

    def test_every_field_of_the_suite_on_a_point_of_sale_is_guarded(self):
        """A new one is named in ``GUARDS``, or fails here."""
        guards = self.config._coop_guards()
        ours = {
            name
            for name, field in self.config._fields.items()
            if name.startswith("coop_") and field.store and not field.readonly
        }
        self.assertEqual(ours - guards.keys(), set())

    def test_a_copy_or_a_new_one_by_others_does_not_check_less(self):
        tills = self.make_user("coop.tills", "point_of_sale.group_pos_manager")
        copied = self.config.with_user(self.env.user).copy()
        self.assertEqual(copied.coop_check_mode, "refuse")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["pos.config"].with_user(tills).create(
                {"name": "Another", "coop_check_mode": "warn"}
            )

    def test_a_cashier_sets_nothing_of_a_till_up(self):
        """Journals, numbers, lists of employees, modules to install: Odoo's own fields too."""
        config = self.config.with_user(self.cashier)
        tried = 0
        for name in sorted(config._fields):
            value = self.another(name)
            if value is None:
                continue
            tried += 1
            with self.subTest(field=name):
                before = self.stored(name)
                #: an AccessError is one; Odoo refuses some fields while a session is open
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    config.write({name: value})
                self.assertEqual(self.stored(name), before)
        self.assertGreater(tried, 60)

    def another(self, name):
        """A value that a field has not got, or None where there is none."""
        field, now = self.config._fields[name], self.config[name]
        if not field.store or field.readonly or name in ("id", "create_uid", "write_uid"):
            return None
        if field.type == "boolean":
            return not now
        if field.type in ("integer", "float", "monetary"):
            return (now or 0) + 1
        if field.type == "selection":
            return next((key for key in field.get_values(self.env) if key != now), None)
        if field.type == "many2one":
            others = self.env[field.comodel_name].search([("id", "!=", now.id)], limit=1)
            return others.id or None
        if field.type in ("many2many", "one2many"):
            others = self.env[field.comodel_name].search([("id", "not in", now.ids)], limit=1)
            return [(4, others.id)] if others else None
        return "another" if field.type in ("char", "text", "html") else None

    def test_a_session_and_its_sales_stay_at_their_till(self):
        """Another till may not ask anybody who they are."""
        other = self.config.copy()
        self.config.with_user(self.cashier).open_ui()
        session = self.config.current_session_id.with_user(self.cashier)
        with self.assertRaises(AccessError):
            session.write({"config_id": other.id})
        other.open_ui()
        vals = {"session_id": session.id, "company_id": self.env.company.id, "amount_tax": 0}
        vals |= {"amount_total": 0, "amount_paid": 0, "amount_return": 0}
        kept_open, paid = self.env["pos.order"].create([vals, {**vals, "state": "paid"}])
        moved = {"session_id": other.current_session_id.id}
        with self.assertRaises(AccessError):
            paid.with_user(self.cashier).write(moved)
        paid.with_user(self.cashier).write({"session_id": session.id})
        kept_open.with_user(self.cashier).write(moved)
        self.assertEqual(kept_open.config_id, other)
