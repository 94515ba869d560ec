from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    coop_member_ids = fields.One2many("coop.member", "partner_id", string="Memberships")
    coop_card_ids = fields.One2many("coop.card", "partner_id", string="Cards")
    coop_household_ids = fields.One2many(
        "coop.household.person", "partner_id", string="Shops on the standing of"
    )
    coop_block_ids = fields.One2many("coop.block", "partner_id", string="Blocks")
    coop_pass_ids = fields.One2many("coop.day.pass", "partner_id", string="Day passes")
