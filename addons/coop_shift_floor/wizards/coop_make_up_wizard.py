import time
from uuid import uuid4

from odoo import fields, models
from odoo.exceptions import UserError


class CoopMakeUpWizard(models.TransientModel):
    """At the desk: somebody came for a make-up; by card or member number, as on the phone."""

    _name = "coop.make.up.wizard"
    _description = "Add a make-up"

    shift_id = fields.Many2one("coop.shift", required=True, readonly=True)
    code = fields.Char("Card or member number", required=True)
    added = fields.Char("Just added", readonly=True)

    def action_add(self):
        """:raise UserError: in words, when it is nobody's card, or the shift is closed"""
        self._add()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_add_another(self):
        self.write({"added": self._add(), "code": " "})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a make-up"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _add(self):
        tap = {
            "key": str(uuid4()),
            "kind": "scan",
            "at": time.time() * 1000,
            "code": self.code.strip(),
        }
        taken = self.shift_id.floor_take([tap], tap["at"], "desk")["results"][tap["key"]]
        if taken["result"] == "refused":
            raise UserError(taken["words"])
        return taken["words"]
