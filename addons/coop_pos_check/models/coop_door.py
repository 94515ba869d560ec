import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.coop_membership.rules.token import is_token

#: What one movement adds to the number of people inside.
WEIGHTS = {"in": 1, "out": -1, "undo_in": -1, "undo_out": 1}


class CoopDoor(models.Model):
    """A tablet at a door of the shop, opened by a link that can be revoked."""

    _name = "coop.door"
    _description = "Door"
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True, help="An archived door answers nobody.")
    token = fields.Char(
        default=lambda self: secrets.token_urlsafe(32),
        copy=False,
        groups="coop_membership.group_manager",
    )
    url = fields.Char(
        "Link for the tablet", compute="_compute_url", groups="coop_membership.group_manager"
    )
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    max_age = fields.Integer(
        "Oldest list (hours)", default=24, help="An older list says so on the screen."
    )

    _token_unique = models.Constraint("UNIQUE(token)", "Two doors never share a link.")

    @api.depends("token")
    def _compute_url(self):
        for door in self:
            door.url = f"{door.get_base_url()}/coop/door/{door.token}"

    @api.model_create_multi
    def create(self, vals_list):
        doors = super().create(vals_list)
        doors.company_id._coop_new_epoch()
        return doors

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.company_id._coop_new_epoch()
        return result

    def action_new_link(self):
        """Revoke the link: tablets that use it are shut out at once, the new one opens."""
        for door in self:
            door.token = secrets.token_urlsafe(32)

    @api.model
    def _find(self, token):
        """The door of a token, as a superuser's record; empty for a wrong or revoked one."""
        if not is_token(token, 43):
            # sudo: an empty record lends nothing; it has the type of the answer below.
            return self.sudo().browse()
        # sudo: lends whoever holds the secret link the door that it opens, and nothing else.
        door = self.sudo().search([("token", "=", token)], limit=1)
        return door.with_company(door.company_id).with_context(lang=door.lang) if door else door

    def _inside(self):
        """People inside the shop now, from today's movements at all doors of the co-op."""
        company = self.company_id
        today = company._coop_today()
        weights = SQL(" ").join(
            SQL("WHEN %s THEN %s", movement, weight) for movement, weight in WEIGHTS.items()
        )
        [[inside]] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(sum(CASE movement %s END), 0) FROM coop_check
                 WHERE company_id = %s AND movement IS NOT NULL AND at >= %s AND at < %s
                """,
                weights,
                company.id,
                company._coop_midnight(today),
                company._coop_midnight(today + timedelta(days=1)),
            )
        )
        return max(0, int(inside))
