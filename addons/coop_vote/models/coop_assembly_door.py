from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.coop_membership.rules import card_code


class CoopAssembly(models.Model):
    """The door of the room: who is meant by what is scanned or typed, and the pool of proxies."""

    _inherit = "coop.assembly"

    def _find_members(self, typed):
        """The members whom a scanned card, a member number or a part of a name means.

        A card is found by its holder: a household person's card means nobody here.
        """
        # sudo: lends the check-in the members of this co-op with a vote, found one at a time.
        members = self.env["coop.member"].sudo()
        voters = members._coop_holder_domain("has_vote") & Domain(
            "company_id", "=", self.company_id.id
        )
        code = card_code.normalise(typed)
        if not code:
            return members
        today = self.company_id._coop_today()
        valid = Domain("revoked_on", "=", False) | Domain("revoked_on", ">", today)
        card = Domain("code", "=", code) & Domain("company_id", "=", self.company_id.id) & valid
        holders = members.env["coop.card"].search(card).partner_id
        found = members.search(voters & Domain("partner_id", "in", holders.ids))
        if not found and code.isdigit() and len(code) < 9:
            found = members.search(voters & Domain("number", "=", int(code)))
        return found or members.search(voters & Domain("name", "ilike", typed.strip()), limit=9)

    def action_hand_out_pool(self):
        """Hand the proxies that name nobody to those present, the fewest held first."""
        self.ensure_one()
        pool = self.proxy_ids.filtered(lambda proxy: proxy.state == "given" and not proxy.holder_id)
        holders = self._pool_holders()
        for proxy in pool:
            free = [holder for holder, held in holders.items() if held < self.proxy_cap]
            if not free:
                raise UserError(
                    self.env._("Everybody present holds as many proxies as the rules allow.")
                )
            holder = min(free, key=lambda member: (holders[member], member.number))
            proxy._assign(holder)
            holders[holder] += 1

    def _pool_holders(self):
        """Those present who gave no proxy, with how many they hold."""
        alive = self.proxy_ids.filtered(lambda proxy: proxy.state in ("given", "accepted"))
        here = self.presence_ids.filtered(lambda row: row.state == "present").member_id
        held = alive.filtered(lambda proxy: proxy.state == "accepted").grouped("holder_id")
        return {member: len(held.get(member, ())) for member in here - alive.giver_id}
