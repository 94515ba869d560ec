"""A link that lets somebody in is read by nobody but the person to whom it was sent."""

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import EveryRole

#: What every such link of Odoo's holds.
WAY_IN = "/web/signup"


@tagged("post_install", "-at_install")
class TestSecrets(EveryRole, TransactionCase):
    def setUp(self):
        super().setUp()
        before = self.env["mail.message"].search([])
        person = self.make_person("Invited", email="invited@coop.example")
        wizard = self.env["portal.wizard"].with_context(active_ids=person.ids).create({})
        wizard.user_ids.action_grant_access()
        self.sent = self.env["mail.message"].search([("id", "not in", before.ids)])
        self.sent = self.sent.filtered(lambda message: WAY_IN in message.body)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_nobody_else_reads_it(self):
        self.assertTrue(self.sent)
        everything = [("body", "ilike", WAY_IN)]
        for role, user in self.roles.items():
            with self.subTest(role=role):
                messages = self.env["mail.message"].with_user(user)
                try:
                    found = messages.search(everything)
                except AccessError:
                    found = messages
                self.assertFalse(found)
                for message in self.sent.with_user(user):
                    with self.assertRaises(AccessError):
                        message.read(["body"])
