from odoo import fields, models
from odoo.tools import SQL

WAYS = [("mail", "By mail"), ("paper", "On paper")]


class CoopAssemblyConvocation(models.Model):
    """One member convened to one assembly: whom, in which way, since when.

    Written when the assembly is convened and kept as it is: an address that changes afterwards
    changes neither who was convened nor how.
    """

    _name = "coop.assembly.convocation"
    _description = "Convocation to an assembly"
    _rec_name = "member_id"
    _order = "assembly_id, member_id, id"

    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    way = fields.Selection(WAYS, required=True)
    queued_at = fields.Datetime("In the mail queue since", readonly=True)

    _once = models.Constraint(
        "UNIQUE(assembly_id, member_id)", "A member is convened to an assembly once."
    )
    # What the job that writes the letters looks for.
    _waiting = models.Index("(assembly_id, id) WHERE way = 'mail' AND queued_at IS NULL")

    def _convene(self, assembly, members):
        """Write down who is convened and how, in one statement; who is there already, stays.

        :return: how many new rows there are of each way, as a dict
        """
        self.env.flush_all()
        query = SQL(
            """WITH fresh AS (
               INSERT INTO coop_assembly_convocation
                      (assembly_id, member_id, way, create_uid, create_date, write_uid, write_date)
               SELECT %(assembly)s, member.id,
                      CASE WHEN trim(coalesce(partner.email, '')) = '' THEN 'paper'
                           ELSE 'mail' END,
                      %(user)s, %(now)s, %(user)s, %(now)s
                 FROM coop_member member
                 JOIN res_partner partner ON partner.id = member.partner_id
                WHERE member.id = ANY(%(members)s)
                ORDER BY member.id
               ON CONFLICT DO NOTHING RETURNING way)
               SELECT way, count(*) FROM fresh GROUP BY way""",
            assembly=assembly.id,
            members=members.ids,
            user=self.env.uid,
            now=self.env.cr.now(),
        )
        found = dict(self.env.execute_query(query))
        self.invalidate_model()
        return found

    def _take(self, assembly, limit):
        """The next letters to be written, locked until the end of the transaction.

        What another transaction is writing at this moment is left to it.
        """
        query = SQL(
            """SELECT id FROM coop_assembly_convocation
                WHERE assembly_id = %s AND way = 'mail' AND queued_at IS NULL
                ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED""",
            assembly.id,
            limit,
        )
        return self.browse(number for (number,) in self.env.execute_query(query))
