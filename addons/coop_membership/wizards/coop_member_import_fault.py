from odoo import fields, models


class CoopMemberImportFault(models.TransientModel):
    """One thing to correct in a file, with its line and column."""

    _name = "coop.member.import.fault"
    _description = "Fault in an import"
    _order = "line, id"

    import_id = fields.Many2one("coop.member.import", required=True, index=True, ondelete="cascade")
    line = fields.Integer(readonly=True)
    column = fields.Char(readonly=True)
    value = fields.Char("What is written", readonly=True)
    message = fields.Char("What is wrong", readonly=True)
