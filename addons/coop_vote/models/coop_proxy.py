from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

ALIVE = ("given", "accepted")


class CoopProxy(models.Model):
    """A mandate by which one member votes for another in one assembly.

    given → accepted by the holder → (unused until revoked, given back, or cancelled by the giver's
    own presence or vote). The rules that hold between proxies are kept by `coop.proxy.party`.
    """

    _name = "coop.proxy"
    _description = "Proxy"
    _rec_name = "giver_id"
    _order = "assembly_id, id"

    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="restrict")
    giver_id = fields.Many2one(
        "coop.member", "Given by", required=True, index=True, ondelete="restrict"
    )
    holder_id = fields.Many2one("coop.member", "Held by", index=True, ondelete="restrict")
    state = fields.Selection(
        [
            ("given", "Waits for the holder"),
            ("accepted", "Accepted"),
            ("refused", "Refused by the holder"),
            ("revoked", "Revoked by the giver"),
            ("returned", "Given back by the holder"),
            ("cancelled", "Cancelled: the giver came or voted"),
        ],
        required=True,
        default="given",
        readonly=True,
        copy=False,
    )
    origin = fields.Selection(
        [("portal", "Portal"), ("paper", "Paper")], required=True, default="portal"
    )
    accepted_at = fields.Datetime(readonly=True, copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False)
    party_ids = fields.One2many("coop.proxy.party", "proxy_id")

    _not_oneself = models.Constraint(
        "CHECK(giver_id <> holder_id)", "Nobody gives a proxy to themself."
    )
    _accepted_by_somebody = models.Constraint(
        "CHECK(state <> 'accepted' OR holder_id IS NOT NULL)", "A proxy is accepted by a holder."
    )
    _one_alive = models.UniqueIndex(
        "(assembly_id, giver_id) WHERE state IN ('given', 'accepted')",
        "This member has given a proxy for this assembly already. Revoke it first.",
    )

    def _represented(self, assemblies):
        """How many are represented by an accepted proxy whose holder takes part, by assembly."""
        if not assemblies.ids:
            return {}
        self.flush_model()
        self.env["coop.assembly.presence"].flush_model()
        query = SQL(
            """SELECT proxy.assembly_id, count(*)
                 FROM coop_proxy proxy
                 JOIN coop_assembly_presence presence
                   ON presence.assembly_id = proxy.assembly_id
                  AND presence.member_id = proxy.holder_id
                  AND presence.state IN ('present', 'remote')
                WHERE proxy.state = 'accepted' AND proxy.assembly_id IN %s
             GROUP BY proxy.assembly_id""",
            tuple(assemblies.ids),
        )
        return dict(self.env.execute_query(query))

    # ------------------------------------------------------------------ giving

    @api.model_create_multi
    def create(self, vals_list):
        """Give proxies; one on paper carries the holder's acceptance.

        :raise UserError: no proxies here, too late, no vote, to oneself, in a chain, over the cap
        """
        kept = {"state", "accepted_at", "ended_at", "party_ids"}
        if any(kept & vals.keys() for vals in vals_list):
            raise UserError(self.env._("A proxy is given first, then accepted."))
        with self._explained():
            proxies = super().create(vals_list)
            proxies.flush_recordset()
        for proxy in proxies:
            proxy._check_may_give()
            if proxy.origin == "paper" and proxy.holder_id:
                proxy._take()
            elif proxy.holder_id:
                proxy._tell_step("asked")
        return proxies

    def _assign(self, holder):
        """Hand a proxy of the pool to a present member, who accepts by taking it.

        :raise UserError: see `create`
        """
        self._lock("given")
        # sudo: lends the office the choice of a holder for a proxy of the pool, locked above.
        super(CoopProxy, self.sudo()).write({"holder_id": holder.id})
        self._accept()

    def _check_may_give(self):
        """
        :raise UserError: this proxy is not given, or no longer, by its giver to its holder
        """
        assembly = self.assembly_id
        if assembly.state not in ("convened", "open") or not assembly.proxy_cap:
            raise UserError(self.env._("No proxies can be given for this assembly now."))
        self._check_parties()

    def _check_parties(self):
        """
        :raise UserError: the giver or the holder has no vote, is present, or would be in a chain
        """
        assembly, giver = self.assembly_id, self.giver_id
        assembly._check_may_vote(giver | self.holder_id)
        presence = self.env["coop.assembly.presence"]
        if presence._is_here(assembly, giver):
            raise UserError(self.env._("%(name)s is present and votes in person.", name=giver.name))
        self._check_no_chain()

    def _check_no_chain(self):
        """Who holds a proxy gives none, the pool included, and who gives one holds none.

        The database sees the chains of accepted proxies; here they are seen before.
        """
        here = Domain("assembly_id", "=", self.assembly_id.id)
        held = Domain("holder_id", "=", self.giver_id.id) & Domain("state", "=", "accepted")
        if self.search_count(here & held, limit=1):
            raise UserError(
                self.env._(
                    "No chains: %(name)s holds a proxy, so cannot give one too. Please give back "
                    "the one held first.",
                    name=self.giver_id.name,
                )
            )
        given = Domain("giver_id", "=", self.holder_id.id) & Domain("state", "in", ALIVE)
        if self.holder_id and self.search_count(here & given, limit=1):
            raise UserError(
                self.env._(
                    "No chains: %(name)s has given a proxy, so cannot hold one too. Please take "
                    "back the one given first, or choose another member.",
                    name=self.holder_id.name,
                )
            )

    def _accept(self):
        """The holder accepts, and the giver is told."""
        self._take()
        self._tell_step("accepted")

    def _take(self):
        """The holder has it. The database keeps the cap, and that nobody holds and gives."""
        self.ensure_one()
        self._check_assembly_not_over()
        self._lock("given")
        self._check_parties()
        with self._explained():
            self.env["coop.proxy.party"]._enter(self)
        self._move("accepted")

    def _check_assembly_not_over(self):
        """Whom a proxy named, and what became of it, stands in the minutes."""
        if any(proxy.assembly_id.state in ("closed", "signed") for proxy in self):
            raise UserError(self.env._("The session is closed: its proxies stay as they were."))

    def _refuse(self):
        """The holder does not want it."""
        self._check_assembly_not_over()
        self._lock("given")
        self._move("refused")
        self._tell_step("refused")

    def _return(self):
        """The holder gives it back; votes already cast with it stay."""
        self._check_assembly_not_over()
        self._lock("accepted")
        self._move("returned")
        self._tell_step("returned")

    def _revoke(self):
        """The giver takes it back; votes already cast with it stay."""
        self._check_assembly_not_over()
        for proxy in self:
            proxy._lock(*ALIVE)
            proxy._move("revoked")
            if proxy.holder_id:
                proxy._tell_step("revoked")

    def _cancel_for_presence(self, assembly, member):
        """The giver came or votes in person: the proxy ends for all that is not cast yet."""
        # sudo: lends whoever checks a member in, or the voting member, the end of this member's
        # own proxy.
        proxies = self.sudo().search(
            [
                ("assembly_id", "=", assembly.id),
                ("giver_id", "=", member.id),
                ("state", "in", ALIVE),
            ]
        )
        for proxy in proxies:
            proxy._lock(*ALIVE)
            proxy._move("cancelled")

    def _end_statement(self, assembly_id, free):
        """The statement that ends the living proxy of who votes in person. One that changes at the
        same moment makes it fail, to be tried again.

        :param free: condition of the right that is used
        """
        self.flush_model()
        self.invalidate_model(["state", "party_ids"])
        return SQL(
            """UPDATE coop_proxy SET state = 'cancelled', ended_at = %s
                WHERE assembly_id = %s AND state IN %s
                  AND giver_id = (SELECT member_id FROM coop_vote_right WHERE %s)
            RETURNING id""",
            fields.Datetime.now(),
            assembly_id,
            ALIVE,
            free,
        )

    def _move(self, state):
        """Write the state; only a living proxy takes part in the rules between proxies."""
        # sudo: lends the giver, the holder and the office this one change of state; each caller
        # has locked the proxy and checked that it may change so.
        proxy = self.sudo()
        when = "accepted_at" if state == "accepted" else "ended_at"
        super(CoopProxy, proxy).write({"state": state, when: fields.Datetime.now()})
        if state not in ALIVE:
            proxy.party_ids.unlink()

    def write(self, vals):
        raise UserError(self.env._("A proxy is never edited: revoke it and give another one."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Proxies are kept with the assembly. Revoke it instead."))

    def action_accept(self):
        """The office enters the holder's word."""
        self.assembly_id.check_access("write")
        for proxy in self:
            proxy._accept()

    def action_revoke(self):
        """The office enters the giver's word."""
        self.assembly_id.check_access("write")
        self._revoke()

    # ------------------------------------------------------------------ locks and explanations

    def _lock(self, *states):
        """Lock the proxy while it is in one of these states; raise otherwise."""
        self.ensure_one()
        self.flush_recordset()
        query = SQL("SELECT state FROM coop_proxy WHERE id = %s FOR UPDATE", self.id)
        if self.env.execute_query(query)[0][0] not in states:
            raise UserError(self.env._("This proxy has changed meanwhile. Look at the page again."))

    def _lock_for_cast(self, right):
        """Keep the proxy alive until this transaction ends; raise unless it is for `right`."""
        self.flush_recordset()
        query = SQL("SELECT state FROM coop_proxy WHERE id = %s FOR SHARE", self.id)
        alive = self.env.execute_query(query) == [("accepted",)]
        same = self.assembly_id == right.vote_id.assembly_id and self.giver_id == right.member_id
        if not (alive and same and self.holder_id._coop_able_to_vote(right._day())):
            raise UserError(self.env._("This proxy is not valid for this vote."))

    def _explained(self):
        """A savepoint that tells in words which rule of the database refused."""
        return _Explained(self.env)


class _Explained:
    """Turns a refusal of the database into a sentence for people."""

    def __init__(self, env):
        self.env = env
        self.savepoint = env.cr.savepoint()
        self.quiet = mute_logger("odoo.sql_db")

    def __enter__(self):
        self.quiet.__enter__()
        self.savepoint.__enter__()

    def __exit__(self, kind, error, trace):
        try:
            self.savepoint.__exit__(kind, error, trace)
        finally:
            self.quiet.__exit__(kind, error, trace)
        if isinstance(error, errors.ExclusionViolation):
            raise UserError(
                self.env._(
                    "No chains: who holds a proxy does not give one away, "
                    "and who has given one holds none."
                )
            ) from error
        if isinstance(error, errors.UniqueViolation):
            raise UserError(
                self.env._(
                    "This member has given a proxy for this assembly already. Revoke it first."
                )
            ) from error
