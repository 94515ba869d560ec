from odoo import fields, models
from odoo.exceptions import UserError

from ..rules import sheet_code


class CoopSheetWizard(models.TransientModel):
    """A paper sheet comes back: its code opens the fast entry screen of its shift."""

    _name = "coop.sheet.wizard"
    _description = "Enter a paper sheet"

    code = fields.Char(
        "Code of the sheet", required=True, help="At the top of the sheet, for example S123-0."
    )

    def action_open(self):
        """:raise UserError: when no sheet of this co-op has the code"""
        shift_id = sheet_code.shift_id(self.code)
        shift = self.env["coop.shift"].search([("id", "=", shift_id or 0)])
        if not shift:
            raise UserError(
                self.env._("No sheet has the code %s. Please check each figure.", self.code)
            )
        return shift.action_fast_entry()
