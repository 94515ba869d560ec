from psycopg2 import errors

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

GIVER, HOLDER = 1, 2


class CoopProxyParty(models.Model):
    """The two members of an accepted proxy, laid out so that the database keeps the rules.

    * Nobody is a giver and a holder in one assembly: an EXCLUDE over adjacent roles, written with
      built-in range types (role 1 is [1,2), role 2 is [2,3): different roles are adjacent).
    * A holder has at most `cap` proxies: each takes a numbered slot, UNIQUE, between 1 and the cap.
    """

    _name = "coop.proxy.party"
    _description = "Party of a proxy"
    _log_access = False

    proxy_id = fields.Many2one("coop.proxy", required=True, index=True, ondelete="cascade")
    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="cascade")
    role = fields.Integer(required=True)
    slot = fields.Integer(required=True)
    cap = fields.Integer(required=True)

    _one_slot_each = models.Constraint(
        "UNIQUE(assembly_id, member_id, role, slot)", "This place is taken by another proxy."
    )
    _within_cap = models.Constraint(
        "CHECK(slot BETWEEN 1 AND cap)", "This member holds as many proxies as the rules allow."
    )
    _no_chains = models.Constraint(
        """EXCLUDE USING gist (
            int4range(assembly_id, assembly_id, '[]') WITH &&,
            int4range(member_id, member_id, '[]') WITH &&,
            int4range(role, role + 1) WITH -|-
        )""",
        "No chains: who holds a proxy does not give one away, and who has given one holds none.",
    )

    def _enter(self, proxy):
        """Enter both parties; the holder takes the first slot that the database leaves free."""
        self._insert(proxy, proxy.giver_id, GIVER, 1, 1)
        cap = proxy.assembly_id.proxy_cap
        for slot in range(1, cap + 1):
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                    self._insert(proxy, proxy.holder_id, HOLDER, slot, cap)
                return
            except errors.UniqueViolation:
                continue
        raise UserError(
            self.env._(
                "%(name)s holds %(cap)s proxies already, as many as the rules allow. "
                "Choose another member.",
                name=proxy.holder_id.name,
                cap=cap,
            )
        )

    def _insert(self, proxy, member, role, slot, cap):
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_proxy_party
                          (proxy_id, assembly_id, member_id, role, slot, cap)
                   VALUES (%s, %s, %s, %s, %s, %s)""",
                proxy.id,
                proxy.assembly_id.id,
                member.id,
                role,
                slot,
                cap,
            )
        )
        self.invalidate_model()
