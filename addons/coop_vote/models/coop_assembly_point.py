from odoo import fields, models


class CoopAssemblyPoint(models.Model):
    """A point of the agenda, with its documents and its votes."""

    _name = "coop.assembly.point"
    _description = "Point of the agenda"
    _order = "assembly_id, sequence, id"

    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("Point", required=True, translate=True)
    description = fields.Html(translate=True)
    minutes = fields.Text("What was said", copy=False)
    attachment_ids = fields.Many2many("ir.attachment", string="Documents")
    vote_ids = fields.One2many("coop.vote", "point_id", string="Votes")
