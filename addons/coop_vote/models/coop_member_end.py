from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .coop_proxy import ALIVE

#: Assemblies in which something can still be done.
TO_COME = ("draft", "convened", "open")


class CoopMember(models.Model):
    """What an end of membership means for assemblies and votes.

    The membership is asked for at the moment of use (`_coop_able_sql`); what is ended here is what
    others rely on, so that they are told in time. A ballot cast by somebody who was a member then
    stays; a right not used by the last day is not used any more.
    """

    _inherit = "coop.member"

    def _coop_able_sql(self, member_id, day):
        """SQL: whether one member has a vote on a day; the same as ``_coop_holder_domain`` says of
        many, for statements about one line of a roll.

        :param member_id: SQL of the member's id
        """
        self.flush_model(["joined_on", "left_on"])
        self.env["coop.member.period"].flush_model()
        self.env["coop.share.entry"].flush_model(["member_id", "type_id", "date", "quantity"])
        self.env["coop.share.type"].flush_model(["has_vote"])
        return SQL(
            """((EXISTS (SELECT 1 FROM coop_member able
                          WHERE able.id = %(member)s AND able.joined_on <= %(day)s
                            AND (able.left_on IS NULL OR able.left_on > %(day)s))
              OR EXISTS (SELECT 1 FROM coop_member_period earlier
                          WHERE earlier.member_id = %(member)s AND earlier.joined_on <= %(day)s
                            AND earlier.left_on > %(day)s))
             AND (SELECT COALESCE(SUM(entry.quantity), 0) > 0
                    FROM coop_share_entry entry
                    JOIN coop_share_type kind ON kind.id = entry.type_id AND kind.has_vote
                   WHERE entry.member_id = %(member)s AND entry.date <= %(day)s))""",
            member=member_id,
            day=day,
        )

    def _coop_able_to_vote(self, day):
        """Those of these members who have a vote on a day."""
        if not self.ids:
            return self
        able = self._coop_able_sql(SQL("member.id"), day)
        query = SQL(
            "SELECT member.id FROM coop_member member WHERE member.id IN %s AND %s",
            tuple(self.ids),
            able,
        )
        found = {number for (number,) in self.env.execute_query(query)}
        return self.filtered(lambda member: member.id in found)

    # ------------------------------------------------------------------ carried through

    def _coop_carry_end(self):
        done = super()._coop_carry_end()
        for member in self.filtered("left_on"):
            # sudo: lends whoever enters an end of membership what it ends in assemblies; bounded
            # to the rows of this member in assemblies that are not over.
            gone = member.sudo()
            assemblies = gone._coop_assemblies_after_end()
            gone.env["coop.proxy"]._end_for(gone, assemblies)
            gone.env["coop.assembly.convocation"]._keep_back(gone, assemblies)
            gone.env["coop.assembly.support"]._end_for(gone, assemblies)
            gone.env["coop.assembly.presence"]._end_for(gone, assemblies)
        return done

    def _coop_assemblies_after_end(self):
        """The assemblies not yet over that fall on the first day without membership or later; once
        that day has come, all of them."""
        ours = Domain("company_id", "=", self.company_id.id) & Domain("state", "in", TO_COME)
        assemblies = self.env["coop.assembly"].search(ours)
        if self.left_on <= self.company_id._coop_today():
            return assemblies
        local = self.company_id._coop_local_day
        return assemblies.filtered(lambda one: local(one.starts_at) >= self.left_on)


class CoopProxy(models.Model):
    _inherit = "coop.proxy"

    state = fields.Selection(
        selection_add=[("ended", "Ended: the giver or the holder is no longer a member")],
        ondelete={"ended": "cascade"},
    )

    def _end_for(self, member, assemblies):
        """The proxies that a member gives or holds there end; the other of the two is told."""
        party = Domain("giver_id", "=", member.id) | Domain("holder_id", "=", member.id)
        alive = Domain("assembly_id", "in", assemblies.ids) & Domain("state", "in", ALIVE)
        for proxy in self.search(party & alive):
            proxy._lock(*ALIVE)
            proxy._move("ended")
            proxy._tell_end(member)

    def _tell_end(self, gone):
        """Tell the giver what to do next, or the holder that there is one ballot less."""
        other = self.giver_id if gone == self.holder_id else self.holder_id
        values = {"gone": gone, "giver": other == self.giver_id}
        self._tell(other, "coop_vote.proxy_ended_mail", values)


class CoopAssembly(models.Model):
    _inherit = "coop.assembly"

    def write(self, vals):
        done = super().write(vals)
        if "starts_at" in vals:
            self._end_proxies_of_leavers()
        return done

    def _end_proxies_of_leavers(self):
        """Of an assembly that is moved: whose membership ends before the new day, gives and holds
        no proxy for it."""
        for assembly in self.filtered(lambda one: one.state in ("convened", "open")):
            # sudo: lends whoever moves an assembly the end of proxies; bounded to this assembly and
            # to members whose membership ends before it.
            proxies = assembly.sudo().proxy_ids.filtered(lambda proxy: proxy.state in ALIVE)
            for member in (proxies.giver_id | proxies.holder_id).filtered(assembly._ends_before):
                proxies._end_for(member, assembly)


class CoopAssemblyConvocation(models.Model):
    _inherit = "coop.assembly.convocation"

    way = fields.Selection(
        selection_add=[("kept_back", "Not sent: no longer a member")],
        ondelete={"kept_back": "cascade"},
    )

    def _keep_back(self, member, assemblies):
        """A letter that is not written yet is not written."""
        waiting = Domain("way", "=", "paper") | Domain("queued_at", "=", False)
        mine = Domain("member_id", "=", member.id) & Domain("assembly_id", "in", assemblies.ids)
        self.search(mine & waiting & Domain("way", "!=", "kept_back")).write({"way": "kept_back"})


class CoopAssemblySupport(models.Model):
    _inherit = "coop.assembly.support"

    def _end_for(self, member, assemblies):
        """A point that is not on the agenda yet loses this supporter."""
        drafts = assemblies.filtered(lambda one: one.state == "draft")
        mine = Domain("member_id", "=", member.id) & Domain("proposal_id.point_id", "=", False)
        self.search(mine & Domain("proposal_id.assembly_id", "in", drafts.ids)).unlink()


class CoopAssemblyPresence(models.Model):
    _inherit = "coop.assembly.presence"

    def _end_for(self, member, assemblies):
        """Who is a member no longer does not count as present; the sheet keeps that they came."""
        if member.left_on > member.company_id._coop_today():
            return
        here = Domain("member_id", "=", member.id) & Domain("state", "!=", "left")
        for presence in self.search(here & Domain("assembly_id", "in", assemblies.ids)):
            if presence.assembly_id.state == "open":
                presence.action_leave()
