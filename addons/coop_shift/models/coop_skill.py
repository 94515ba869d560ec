from odoo import fields, models


class CoopSkill(models.Model):
    """What a role may ask for: opening the shop, the cheese counter, first aid…"""

    _name = "coop.skill"
    _description = "Skill"
    _inherit = ["coop.in.use"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    member_ids = fields.Many2many("coop.member", string="Members who have it")
