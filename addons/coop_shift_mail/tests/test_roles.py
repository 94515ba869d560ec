"""Who may do what with mails."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable, desk

from .common import MailCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, MailCase):
    ADDON = "coop_shift_mail"
    RIGHTS = {
        "coop.mail.log": desk("r"),
        "coop.mail.opt.out": desk("rwcu"),
        "coop.seat.alert": desk("rwcu"),
    }

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
