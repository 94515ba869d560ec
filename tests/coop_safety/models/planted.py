"""Unsafe models, one fault each, for the tests that find them. Nobody has rows of them."""

from odoo import fields, models


class PlantedNote(models.Model):
    _name = "planted.note"
    _description = "A note of somebody's"

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    seen = fields.Integer()

    def words(self):
        """Answers anybody with the words of anybody's note."""
        # sudo: the fault that is planted here.
        return self.sudo().mapped("name")

    def take(self):
        """Lets anybody make anybody's note their own."""
        # sudo: the fault that is planted here.
        self.sudo().partner_id = self.env.user.partner_id
        return True


class PlantedWizard(models.TransientModel):
    _name = "planted.wizard"
    _description = "A wizard that writes as the system"

    note_id = fields.Many2one("planted.note", ondelete="cascade")

    def action_apply(self):
        # sudo: the fault that is planted here.
        self.sudo().note_id.name = "Overwritten"
        return True
