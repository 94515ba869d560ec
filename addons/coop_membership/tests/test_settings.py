from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CoopCase

#: Another value for a setting that is no number, yes or no, or a choice.
OTHER_THAN = {"coop_tz": "America/New_York"}


@tagged("post_install", "-at_install")
class TestSettings(CoopCase):
    """The suite's settings are the co-op's managers', who are no administrators of Odoo."""

    def settings(self, user):
        return self.env["coop.settings"].with_user(user).with_company(self.company)

    def another(self, name):
        """Another value than the present one, for a setting that is no link to a record."""
        field, value = self.company._fields[name], self.company[name]
        if field.type == "boolean":
            return not value
        if field.type in ("integer", "monetary"):
            return value + 1
        if name in OTHER_THAN:
            return OTHER_THAN[name]
        return next(key for key in field.get_values(self.env) if key != value)

    def names(self):
        names = self.env["coop.settings"]._coop_names()
        return sorted(name for name in names if self.company._fields[name].type != "many2one")

    def test_a_manager_sees_and_changes_each(self):
        self.assertFalse(self.manager.has_group("base.group_system"))
        for name in self.names():
            with self.subTest(name):
                wanted = self.another(name)
                shown = self.settings(self.manager).default_get([name, "company_id"])
                self.assertEqual(shown["company_id"], self.company.id)
                form = self.settings(self.manager).create({name: wanted})
                self.assertEqual(self.company[name], wanted)
                self.assertEqual(form[name], wanted)
                change = self.env["coop.setting.change"].search(
                    [("model", "=", "res.company"), ("field", "=", name)], limit=1
                )
                self.assertEqual(change.user_id, self.manager)

    def test_the_form_opens_for_a_manager_and_shows_what_is_set(self):
        self.company.coop_household_max = 7
        form = self.settings(self.manager)
        form.get_view(view_type="form")
        shown = form.onchange({}, [], {"coop_household_max": {}, "company_id": {}})["value"]
        self.assertEqual(shown["coop_household_max"], 7)

    def test_nobody_else_does(self):
        others = (self.office, self.checker, self.make_user("coop.clerk", "base.group_user"))
        mine = self.settings(self.manager).create({})
        for name in self.names():
            before = self.company[name]
            for user in others:
                with self.subTest(setting=name, user=user.login):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        self.settings(user).create({name: self.another(name)})
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        mine.with_user(user).write({name: self.another(name)})
                    self.assertEqual(self.company[name], before)

    def test_it_is_the_present_company_s_and_no_other(self):
        other = self.env["res.company"].create({"name": "Another co-op"})
        self.settings(self.manager).create({"company_id": other.id, "coop_household_max": 9})
        self.assertEqual(self.company.coop_household_max, 9)
        self.assertFalse(other.coop_household_max)

    def test_nothing_of_odoo_s_administration_comes_with_it(self):
        with self.assertRaises(AccessError):
            self.env["res.config.settings"].with_user(self.manager).create({})
        with self.assertRaises(AccessError):
            self.company.with_user(self.manager).name = "Mine"

    def test_no_manager_changes_the_settings_of_another_co_op(self):
        """A form is the co-op's in which it was opened, whoever has its id."""
        other = self.env["res.company"].create({"name": "Another co-op"})
        theirs = self.make_user("coop.other.manager", "coop_membership.group_manager")
        theirs.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        both = self.make_user("coop.both.managers", "coop_membership.group_manager")
        both.write({"company_ids": [(6, 0, (other | self.company).ids)]})
        mine = self.settings(self.manager).create({})
        before = self.company.coop_household_max
        for user in (theirs, both):
            form = mine.with_user(user).with_context(allowed_company_ids=other.ids)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    form.write({"coop_household_max": before + 5})
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    form.action_coop_french_capital()
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    form.read(["coop_household_max"])
        self.assertEqual(self.company.coop_household_max, before)
