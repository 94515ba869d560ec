from odoo import fields, models


class CoopMember(models.Model):
    _inherit = "coop.member"

    vote_right_ids = fields.One2many("coop.vote.right", "member_id", string="Voting rights")
