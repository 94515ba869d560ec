from odoo import models


class CoopHouseholdPerson(models.Model):
    _name = "coop.household.person"
    _inherit = ["coop.household.person", "coop.fact.mixin"]
