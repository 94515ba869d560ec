from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopAssemblyPresence(models.Model):
    """One member at one assembly: a line of the attendance sheet."""

    _name = "coop.assembly.presence"
    _description = "Attendance at an assembly"
    _rec_name = "member_id"
    _order = "assembly_id, member_id"

    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    state = fields.Selection(
        [("present", "Present"), ("remote", "From elsewhere"), ("left", "Has left")],
        required=True,
        default="present",
    )
    arrived_at = fields.Datetime(required=True, default=fields.Datetime.now)
    left_at = fields.Datetime()

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

        :raise UserError: the assembly is not in session, or the person has no vote
        """
        if assembly.state != "open":
            raise UserError(self.env._("This assembly is not in session."))
        if member.company_id != assembly.company_id or not member.has_vote:
            raise UserError(self.env._("%(name)s has no vote in this assembly.", name=member.name))
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_assembly_presence
                          (assembly_id, member_id, state, arrived_at, create_uid, create_date)
                   VALUES (%(assembly)s, %(member)s, %(state)s, %(now)s, %(uid)s, %(now)s)
              ON CONFLICT (assembly_id, member_id)
                DO UPDATE SET state = EXCLUDED.state, left_at = NULL""",
                assembly=assembly.id,
                member=member.id,
                state=state,
                now=fields.Datetime.now(),
                uid=self.env.uid,
            )
        )
        self.invalidate_model()
        assembly.invalidate_recordset()
        self.env["coop.proxy"]._cancel_for_presence(assembly, member)

    def _is_here(self, assembly, member):
        """Whether a member has come and not left."""
        domain = [("assembly_id", "=", assembly.id), ("member_id", "=", member.id)]
        return bool(self.search_count([*domain, ("state", "!=", "left")], limit=1))

    def action_leave(self):
        """Somebody goes home."""
        self.assembly_id.check_access("write")
        # sudo: lends the assembly office the departure of the lines of its assembly.
        staying = self.sudo().filtered(lambda row: row.state != "left")
        staying.write({"state": "left", "left_at": fields.Datetime.now()})
