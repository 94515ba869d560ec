from odoo import api, models


class ResCompany(models.Model):
    """The co-op's settings are changed by its managers, and each change is in the history."""

    _name = "res.company"
    _inherit = ["res.company", "coop.guarded.mixin"]

    @api.model
    def _coop_guards(self):
        names = {
            self.env["coop.settings"]._fields[n].related.split(".")[1]
            for n in self.env["coop.settings"]._coop_names()
        }
        groups = "coop_membership.group_manager,base.group_system"
        return super()._coop_guards() | dict.fromkeys(names, groups)
