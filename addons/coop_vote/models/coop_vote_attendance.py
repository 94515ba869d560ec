from odoo import fields, models
from odoo.tools import SQL

from ..rules.quorum import Attendance

PARTS = [("present", "Present"), ("remote", "From elsewhere"), ("represented", "Represented")]


class CoopVoteAttendance(models.Model):
    """The attendance of a vote: who was present, from elsewhere or represented when it closed.

    Written once, by the closing; whoever comes or leaves after that changes nothing of it. How a
    right was used stands on the roll.
    """

    _name = "coop.vote.attendance"
    _description = "Attendance of a vote"
    _log_access = False
    _rec_name = "member_id"
    _order = "vote_id, member_id, id"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    part = fields.Selection(PARTS, "Took part", required=True)
    holder_id = fields.Many2one(
        "coop.member", "Represented by", index="btree_not_null", ondelete="restrict"
    )

    _once = models.Constraint(
        "UNIQUE(vote_id, member_id)", "A member takes part in a vote in one way."
    )

    def _keep(self, vote):
        """Write who took part at the moment when a vote closed: those on its roll who had come and
        not left, and those whose proxy one of them held."""
        self.env.flush_all()
        # sudo: lends the closing the share register, to know who was a member at that moment.
        members = self.env["coop.member"].sudo().with_context(active_test=False)
        day = vote.company_id._coop_local_day(vote.closed_at)
        able = members._search(members._coop_holder_domain("has_vote", day))
        self.env.cr.execute(
            SQL(
                """WITH able AS (%(able)s),
                        roll AS (SELECT member_id FROM coop_vote_right
                                  WHERE vote_id = %(vote)s AND exclusion IS NULL
                                    AND member_id IN (TABLE able)),
                        passed AS (SELECT DISTINCT ON (line.id) line.member_id, passage.state
                                     FROM coop_assembly_presence line
                                     JOIN coop_assembly_passage passage
                                       ON passage.presence_id = line.id
                                    WHERE line.assembly_id = %(assembly)s
                                      AND passage.at <= %(moment)s
                                 ORDER BY line.id, passage.at DESC, passage.id DESC),
                        here AS (SELECT member_id, state FROM passed
                                  WHERE state <> 'left' AND member_id IN (TABLE able))
                   INSERT INTO coop_vote_attendance (vote_id, member_id, part, holder_id)
                   SELECT %(vote)s, member_id, state, NULL
                     FROM here WHERE member_id IN (TABLE roll)
                    UNION ALL
                   SELECT DISTINCT ON (giver_id) %(vote)s, giver_id, 'represented', holder_id
                     FROM coop_proxy
                    WHERE assembly_id = %(assembly)s AND accepted_at <= %(moment)s
                      AND (ended_at IS NULL OR ended_at > %(moment)s)
                      AND holder_id IN (SELECT member_id FROM here)
                      AND giver_id NOT IN (SELECT member_id FROM here)
                      AND giver_id IN (TABLE roll)
              ON CONFLICT DO NOTHING""",
                able=able.select(),
                vote=vote.id,
                assembly=vote.assembly_id.id or None,
                moment=vote.closed_at,
            )
        )
        self.env.invalidate_all()


class CoopVote(models.Model):
    _inherit = "coop.vote"

    closed_at = fields.Datetime(
        readonly=True, copy=False, help="The moment whose attendance counts for the quorum."
    )
    attendance_ids = fields.One2many(
        "coop.vote.attendance", "vote_id", string="Attendance when it closed", readonly=True
    )

    def _kept_fields(self):
        return super()._kept_fields() | {"closed_at", "attendance_ids", "right_ids"}

    def _close_now(self):
        """Close, and keep who took part: at the moment announced, where it has passed already."""
        now = fields.Datetime.now()
        moment = min(self.closes_at or now, now)
        self._advance(state="closed", closed_at=moment)
        # sudo: lends the closing the attendance, which nobody writes by hand.
        self.env["coop.vote.attendance"].sudo()._keep(self)

    def _count(self):
        counted = super()._count()
        crowd = self.env["coop.vote.right"]._attendance(self)
        numbers = {part: getattr(crowd, part) for part, _label in PARTS}
        return {**counted, "result": {**counted["result"], "attendance": numbers}}

    def _attendance_told(self):
        """Who took part when the vote closed, in one sentence; nothing of older counts."""
        numbers = (self.result or {}).get("attendance")
        if not numbers:
            return ""
        return self.env._(
            "When the vote closed: present %(present)s, represented %(represented)s, from "
            "elsewhere %(remote)s.",
            **numbers,
        )

    def _arithmetic_lines(self):
        told = self._attendance_told()
        return [*super()._arithmetic_lines(), *([told] if told else [])]


class CoopVoteRight(models.Model):
    _inherit = "coop.vote.right"

    def _attendance(self, vote):
        """Who took part in a closed vote: each right is counted once, as present, from elsewhere
        or represented."""
        self.env.flush_all()
        query = SQL(
            """SELECT count(*), count(used_via),
                      count(*) FILTER (WHERE part = 'present'),
                      count(*) FILTER (WHERE part = 'represented'),
                      count(*) FILTER (WHERE part = 'remote')
                 FROM (SELECT line.used_via,
                              CASE WHEN kept.part = 'present' THEN 'present'
                                   WHEN line.used_via = 'proxy' OR kept.part = 'represented'
                                   THEN 'represented'
                                   WHEN line.used_via IN ('room', 'paper', 'call') THEN 'present'
                                   WHEN line.used_via = 'portal' OR kept.part = 'remote'
                                   THEN 'remote' END AS part
                         FROM coop_vote_right line
                    LEFT JOIN coop_vote_attendance kept
                           ON kept.vote_id = line.vote_id AND kept.member_id = line.member_id
                        WHERE line.vote_id = %s AND line.exclusion IS NULL) line""",
            vote.id,
        )
        [(members, voting, present, represented, remote)] = self.env.execute_query(query)
        convened = vote.assembly_id._convened_count()
        return Attendance(members, present, represented, remote, voting, convened)


class CoopAssembly(models.Model):
    _inherit = "coop.assembly"

    def _convened_count(self):
        """How many members were convened: the base of a quorum, frozen then; 0 without a
        convocation."""
        return self.mailed_count + self.printed_count

    def _came(self):
        """Of sessions that are over: assembly → numbers of who came to the room, of who took part
        only from elsewhere, and of who was represented by one of them."""
        if not self.ids:
            return {}
        self.env.flush_all()
        query = SQL(
            """WITH line AS (
                    SELECT line.assembly_id, line.member_id,
                           bool_or(COALESCE(passage.state, line.state) = 'present') AS in_room
                      FROM coop_assembly_presence line
                 LEFT JOIN coop_assembly_passage passage ON passage.presence_id = line.id
                     WHERE line.assembly_id IN %(ids)s GROUP BY line.id)
               SELECT assembly_id, count(*) FILTER (WHERE part = 'present'),
                      count(*) FILTER (WHERE part = 'remote'),
                      count(*) FILTER (WHERE part = 'represented')
                 FROM (SELECT assembly_id,
                              CASE WHEN in_room THEN 'present' ELSE 'remote' END AS part FROM line
                        UNION ALL
                       SELECT proxy.assembly_id, 'represented' FROM coop_proxy proxy
                         JOIN line ON line.assembly_id = proxy.assembly_id
                                  AND line.member_id = proxy.holder_id
                        WHERE proxy.state = 'accepted') everybody
             GROUP BY assembly_id""",
            ids=tuple(self.ids),
        )
        return {
            number: {"present": present, "remote": remote, "represented": represented}
            for number, present, remote, represented in self.env.execute_query(query)
        }
