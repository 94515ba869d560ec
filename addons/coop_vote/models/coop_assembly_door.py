from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.sql import escape_psql

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
        if not found and card_code.is_digits(code) and len(code) < 9:
            found = members.search(voters & Domain("number", "=", int(code)))
        name = Domain("name", "ilike", escape_psql(typed.strip()))
        return found or members.search(voters & name, limit=9)

    def _let_in(self, member, mode):
        """One member comes in; what the page at the door tells of it.

        :raise UserError: the assembly is not in session, or the person has no vote
        """
        own = self.env["coop.proxy"].search(
            [
                ("assembly_id", "=", self.id),
                ("giver_id", "=", member.id),
                ("state", "in", ("given", "accepted")),
            ]
        )
        came = self.env["coop.assembly.presence"]._check_in(self, member, mode)
        return {"what": came, "member": member, "mode": mode, "own": own, **self._told_of(member)}

    def _let_out(self, member, mode="left"):
        """One member leaves; what the page at the door tells of it.

        :raise UserError: the assembly is not in session, or the member is not here
        """
        presence = self.env["coop.assembly.presence"]._here(self, member)
        if not presence:
            raise UserError(
                self.env._("%(name)s is not checked in, and so cannot leave.", name=member.name)
            )
        presence.action_leave()
        return {"what": "left", "member": member, "mode": mode, **self._told_of(member)}

    def _told_of(self, member):
        """Whom a member represents, and since when they are on the sheet."""
        held = self.env["coop.proxy"].search(
            [
                ("assembly_id", "=", self.id),
                ("holder_id", "=", member.id),
                ("state", "=", "accepted"),
            ]
        )
        sheet = self.env["coop.assembly.presence"].search(
            [("assembly_id", "=", self.id), ("member_id", "=", member.id)], limit=1
        )
        return {"held": held, "since": sheet.passage_ids[-1:].at or sheet.arrived_at}

    def action_hand_out_pool(self):
        """Hand the proxies that name nobody to those present, the fewest held first, as many as
        the cap allows; say how many wait on. One that cannot be handed out is left where it is and
        told: it keeps no other back.

        :raise UserError: none waits, or nobody present may take one
        """
        self.ensure_one()
        pool = self.proxy_ids.filtered(lambda proxy: proxy.state == "given" and not proxy.holder_id)
        if not pool:
            raise UserError(self.env._("No proxy waits in the pool."))
        holders = self._pool_holders()
        free = sum(max(self.proxy_cap - held, 0) for held in holders.values())
        if not free:
            raise UserError(
                self.env._(
                    "Nobody present may take a proxy: check members in first, or see that each "
                    "holds as many as the rules allow, or gave one."
                )
            )
        given, skipped = 0, []
        for proxy in pool:
            if given == free:
                break
            holder = min(holders, key=lambda member: (holders[member], member.number))
            try:
                with self.env.cr.savepoint():
                    proxy._assign(holder)
            except UserError as error:
                name = proxy.giver_id.name
                skipped.append(str(error) if name in str(error) else f"{name}: {error}")
                continue
            holders[holder] += 1
            given += 1
        return self._told_pool(given, len(pool) - given - len(skipped), skipped)

    def _told_pool(self, given, waiting, skipped):
        """How many proxies of the pool were handed out, how many wait on, and which were left out.

        :param skipped: givers with the reason why
        """
        told = self.env._("Proxies handed out: %(given)s.", given=given)
        if waiting:
            told += " " + self.env._(
                "Still waiting for a member who may take one: %(waiting)s.", waiting=waiting
            )
        if skipped:
            told += " " + self.env._("Left out: %(reasons)s", reasons=" ".join(skipped))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": told,
                "type": "warning" if waiting or skipped else "success",
                "sticky": bool(skipped),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _pool_holders(self):
        """Those present with a vote who gave no proxy, with how many they hold."""
        alive = self.proxy_ids.filtered(lambda proxy: proxy.state in ("given", "accepted"))
        here = self.presence_ids.filtered(lambda row: row.state == "present").member_id
        here = here._coop_able_to_vote(self._voting_day())
        held = alive.filtered(lambda proxy: proxy.state == "accepted").grouped("holder_id")
        return {member: len(held.get(member, ())) for member in here - alive.giver_id}
