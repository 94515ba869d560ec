"""Who may do what with mails."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MailCase

OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}
#: model: operations of the office and of managers; checkers and members may do nothing.
TABLE = {"coop.mail.log": "r", "coop.mail.opt.out": "rwcu", "coop.seat.alert": "rwcu"}


@tagged("post_install", "-at_install")
class TestRoles(MailCase):
    def test_role_table(self):
        for model, letters in TABLE.items():
            wanted = {
                self.checker: "",
                self.portal_member: "",
                self.office: letters,
                self.manager: letters,
            }
            for user, allowed in wanted.items():
                for operation, letter in OPERATIONS.items():
                    with self.subTest(model=model, user=user.login, operation=operation):
                        access = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(access, letter in allowed)

    def test_every_model_is_in_the_table(self):
        stored = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "coop_shift_mail" and not model._abstract
        }
        self.assertEqual(set(TABLE), stored)

    def test_the_link_is_not_shown_to_the_till(self):
        with self.assertRaises(AccessError):
            self.ana.with_user(self.checker).read(["coop_mail_url"])

    def test_another_co_op_is_out_of_sight(self):
        self.freeze("2026-11-23 12:00:00")
        self.assign(self.ana, "2026-11-24")
        self.run_job()
        rows = self.log("reminder")
        self.assertTrue(rows.with_user(self.office).search([("id", "in", rows.ids)]))
        other = self.env["res.company"].create({"name": "Another"})
        vals = {"login": "stranger", "company_id": other.id, "company_ids": [(6, 0, other.ids)]}
        stranger = self.office.copy(vals)
        theirs = rows.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(theirs.search([("id", "in", rows.ids)]))
