from odoo import api, fields, models
from odoo.exceptions import AccessDenied


class CoopAuthorisation(models.Model):
    """Somebody who may lift refusals signed in at a till, for one check of one person."""

    _name = "coop.authorisation"
    _description = "Authorisation at a till"
    _order = "id desc"
    _rec_name = "check_uuid"

    check_uuid = fields.Char("Check", required=True, help="The check that it proves, and no other.")
    partner_id = fields.Many2one("res.partner", "Person", required=True, ondelete="cascade")
    config_id = fields.Many2one("pos.config", "Point of sale", required=True, ondelete="restrict")
    company_id = fields.Many2one(related="config_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Given by", required=True, ondelete="restrict")
    reason = fields.Char(help="As whoever signed in gave it.")
    day_pass = fields.Boolean("For the whole day")

    _check_unique = models.Constraint("UNIQUE(check_uuid)", "This check was authorised already.")
    _partner_index = models.Index("(partner_id)")

    @api.model
    def _give(self, config, login, password, vals):
        """Authorise one check after signing in.

        :param vals: of the authorisation: the check, the person, the reason, whether for the day
        :return: the user who gave it; an empty record when login, password or right are wrong
        """
        users = self.env["res.users"]
        try:
            # Odoo's own sign-in: it counts wrong attempts and makes the next ones wait.
            found = users._login(
                {"type": "password", "login": login, "password": password}, {"interactive": True}
            )
        except AccessDenied:
            return users.browse()
        # sudo: whether the person who has just signed in may lift refusals, and their name.
        user = users.sudo().browse(found["uid"])
        if not config._coop_may_lift(user) or config.company_id not in user.company_ids:
            return users.browse()
        # sudo: writes the proof that this sign-in is, for a cashier who may write none.
        proofs = self.sudo()
        if not proofs.search_count([("check_uuid", "=", vals["check_uuid"])]):
            proofs.create({**vals, "config_id": config.id, "user_id": user.id})
        return user

    @api.model
    def _of_check(self, vals):
        """The authorisation that proves a check, given as its values; empty: there is none."""
        # sudo: what was proven about a check, for the till that sends it.
        proof = self.sudo().search([("check_uuid", "=", vals["uuid"])], limit=1)
        is_this = proof.partner_id.id == vals["partner_id"] and (
            proof.config_id.id == vals.get("config_id")
        )
        return proof if is_this else proof.browse()
