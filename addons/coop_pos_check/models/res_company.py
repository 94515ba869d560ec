import secrets

from odoo import api, fields, models, tools


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_list_epoch = fields.Char(
        "Epoch of the local lists",
        default=lambda self: secrets.token_hex(4),
        copy=False,
        help="Lists of persons kept by tills and doors from another epoch are loaded anew.",
    )

    coop_till_months = fields.Integer(
        "Names in the checks of tills (months)",
        default=24,
        required=True,
        help="Afterwards the check no longer says who it was; the sale itself does.",
    )
    coop_door_months = fields.Integer(
        "Names in the log of the door (months)", default=3, required=True
    )

    _coop_months_positive = models.Constraint(
        "CHECK(coop_till_months > 0 AND coop_door_months > 0)",
        "Names are kept for at least a month.",
    )

    def _coop_months_kept(self):
        """For how many months a check says who it was, by the channel it came from."""
        return {"till": self.coop_till_months, "door": self.coop_door_months}

    @api.model
    @tools.ormcache()
    def _coop_checking_companies(self):
        """Ids of the companies in which somebody checks: elsewhere nobody keeps a local list."""
        return tuple(self._coop_find_checking_companies())

    @api.model
    def _coop_find_checking_companies(self):
        # sudo: a fact of the database, the same for every asker; only company ids come out.
        configs = self.env["pos.config"].sudo()
        domain = [("coop_check_mode", "!=", "off")]
        # sudo: the same.
        doors = self.env["coop.door"].sudo()
        groups = configs._read_group(domain, ["company_id"]) + doors._read_group([], ["company_id"])
        return {company.id for (company,) in groups}

    def _coop_new_epoch(self):
        """Every till and door of these companies loads its whole list at the next pull."""
        self.env.registry.clear_cache()
        for company in self:
            # sudo: whoever switches a check on may make the local lists start again.
            company.sudo().coop_list_epoch = secrets.token_hex(4)
