from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

PRESENCES = [("present", "Present"), ("remote", "From elsewhere"), ("left", "Has left")]


class CoopAssemblyPresence(models.Model):
    """One member at one assembly: a line of the attendance sheet.

    It holds where somebody is now; `coop.assembly.passage` holds each arrival and departure.
    """

    _name = "coop.assembly.presence"
    _description = "Attendance at an assembly"
    _rec_name = "member_id"
    _order = "assembly_id, member_id, id"

    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    state = fields.Selection(PRESENCES, required=True, default="present")
    arrived_at = fields.Datetime(required=True, default=fields.Datetime.now)
    left_at = fields.Datetime()
    passage_ids = fields.One2many(
        "coop.assembly.passage", "presence_id", string="Arrivals and departures", readonly=True
    )

    _once = models.Constraint(
        "UNIQUE(assembly_id, member_id)", "A member is on the attendance sheet once."
    )

    def _numbers(self, assemblies):
        """How many lines of each state each assembly has."""
        rows = self._read_group(
            [("assembly_id", "in", assemblies.ids)], ["assembly_id", "state"], ["__count"]
        )
        result = {}
        for assembly, state, number in rows:
            result.setdefault(assembly.id, {})[state] = number
        return result

    def _check_in(self, assembly, member, state="present"):
        """Somebody comes in (or comes back). Twice is once.

        :return: "came", "back" or "here" (was there already, in the same way)
        :raise UserError: the assembly is not in session, or the person has no vote
        """
        if assembly.state != "open":
            raise UserError(self.env._("This assembly is not in session."))
        if member.company_id != assembly.company_id or not member.has_vote:
            raise UserError(self.env._("%(name)s has no vote in this assembly.", name=member.name))
        before, changed = self._enter(assembly, member, state)
        self.env["coop.proxy"]._cancel_for_presence(assembly, member)
        return ("back" if before else "came") if changed else "here"

    def _enter(self, assembly, member, state):
        """Write the line and its passage, in one statement.

        :return: the state before, if any, and whether anything changed
        """
        query = SQL(
            """WITH before AS (SELECT state FROM coop_assembly_presence
                                WHERE assembly_id = %(assembly)s AND member_id = %(member)s),
                    entered AS (
                    INSERT INTO coop_assembly_presence
                           (assembly_id, member_id, state, arrived_at, create_uid, create_date)
                    VALUES (%(assembly)s, %(member)s, %(state)s, %(now)s, %(uid)s, %(now)s)
               ON CONFLICT (assembly_id, member_id)
                 DO UPDATE SET state = EXCLUDED.state, left_at = NULL
                     WHERE coop_assembly_presence.state <> EXCLUDED.state
                 RETURNING id),
                    passed AS (INSERT INTO coop_assembly_passage (presence_id, state, at)
                               SELECT id, %(state)s, %(now)s FROM entered)
               SELECT (SELECT state FROM before), EXISTS (SELECT 1 FROM entered)""",
            assembly=assembly.id,
            member=member.id,
            state=state,
            now=fields.Datetime.now(),
            uid=self.env.uid,
        )
        self.flush_model()
        [found] = self.env.execute_query(query)
        self.invalidate_model()
        self.env["coop.assembly.passage"].invalidate_model()
        assembly.invalidate_recordset()
        return found

    def _is_here(self, assembly, member):
        """Whether a member has come and not left."""
        return bool(self._here(assembly, member))

    def _here(self, assembly, member):
        """The line of a member who has come and not left; empty otherwise."""
        domain = [("assembly_id", "=", assembly.id), ("member_id", "=", member.id)]
        return self.search([*domain, ("state", "!=", "left")], limit=1)

    def action_leave(self):
        """Somebody goes home. Twice is once.

        :raise UserError: the assembly is not in session
        """
        self.assembly_id.check_access("write")
        if any(assembly.state != "open" for assembly in self.assembly_id):
            raise UserError(self.env._("This assembly is not in session."))
        self.flush_model()
        query = SQL(
            """WITH gone AS (UPDATE coop_assembly_presence
                                SET state = 'left', left_at = %(now)s
                              WHERE id = ANY(%(ids)s) AND state <> 'left' RETURNING id)
               INSERT INTO coop_assembly_passage (presence_id, state, at)
               SELECT id, 'left', %(now)s FROM gone RETURNING id""",
            now=fields.Datetime.now(),
            ids=self.ids,
        )
        self.env.execute_query(query)
        self.invalidate_model()
        self.env["coop.assembly.passage"].invalidate_model()
        self.assembly_id.invalidate_recordset()
