from odoo import api, fields, models


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

    @api.model_create_multi
    def create(self, vals_list):
        points = super().create(vals_list)
        points.assembly_id._check_not_signed()
        points._adopt_documents()
        return points

    def write(self, vals):
        self.assembly_id._check_not_signed()
        done = super().write(vals)
        if "attachment_ids" in vals:
            self._adopt_documents()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_before_signing(self):
        self.assembly_id._check_not_signed()

    def _adopt_documents(self):
        """A document belongs to its point: who may read the one may read the other."""
        for point in self:
            # sudo: lends the assembly office the documents that it has just laid to its own point
            # and that belong to nothing else.
            loose = point.attachment_ids.sudo().filtered(lambda document: not document.res_id)
            loose.write({"res_model": self._name, "res_id": point.id})
