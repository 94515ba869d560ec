from odoo import fields, models


class CoopMember(models.Model):
    _inherit = "coop.member"

    vote_right_ids = fields.One2many("coop.vote.right", "member_id", string="Voting rights")
    proxy_given_ids = fields.One2many("coop.proxy", "giver_id", string="Proxies given")
    proxy_held_ids = fields.One2many("coop.proxy", "holder_id", string="Proxies held")
