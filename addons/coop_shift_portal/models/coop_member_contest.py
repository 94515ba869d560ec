from odoo import api, fields, models

from .coop_work_contest import AT_PEACE, CONTESTABLE, REACH


class CoopMember(models.Model):
    """A member's contests: what could be contested, and what becomes of them with the member."""

    _inherit = "coop.member"

    coop_why = fields.Html(
        "Why?", compute="_compute_coop_why", groups="coop_membership.group_office"
    )

    @api.depends_context("lang")
    def _compute_coop_why(self):
        for member in self:
            values = member._coop_why_values() if member.id else {}
            member.coop_why = values and self.env["ir.qweb"]._render(
                "coop_shift_portal.why_at_the_desk", values
            )

    def action_coop_why(self):
        """What the member reads on the page "why?", in a dialog."""
        self.ensure_one()
        view = self.env.ref("coop_shift_portal.coop_member_view_form_why")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why? %(member)s", member=self.display_name),
            "res_model": "coop.member",
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def _coop_why_values(self):
        """What the page and the dialog show of a member."""
        self.ensure_one()
        contests = self.env["coop.work.contest"].search([("member_id", "=", self.id)], limit=20)
        waiting = contests.filtered(lambda row: row.state == "open")
        peace = self._coop_former() or self.coop_standing in AT_PEACE
        return {
            "why": self._coop_why(),
            "coop_steps": self._coop_steps(self._coop_next_day()),
            "contests": contests,
            "contestable": self._coop_contestable() - waiting.assignment_id,
            "may_contest_standing": not peace and "standing" not in waiting.mapped("kind"),
        }

    def _coop_next_day(self):
        """The day of the next shift that the member is expected on, or ``None``."""
        coming = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.id),
                ("state", "=", "expected"),
                ("shift_id.state", "=", "planned"),
                ("shift_id.stop", ">=", "now"),
            ]
        )
        return min(coming.shift_id.mapped("day"), default=None)

    def _coop_contestable(self):
        """The member's attendances of a year that can be contested, newest first."""
        company = self.company_id
        rows = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.id),
                ("state", "in", CONTESTABLE),
                ("shift_id.start", ">=", company._coop_midnight(company._coop_today() - REACH)),
            ]
        )
        return rows.sorted(lambda row: (row.shift_id.start, row.id), reverse=True)[:12]

    # ------------------------------------------------------------------ with the member

    def _coop_export(self):
        # sudo: lends a member the reading of what they contested themselves.
        contests = self.env["coop.work.contest"].sudo().search([("member_id", "=", self.id)])
        names = ["asked_on", "about", "standing", "words", "state", "answer", "answered_on"]
        return {**super()._coop_export(), "contests": self._coop_rows(contests, names)}

    def _coop_merge_into(self, kept):
        """What a duplicate contests is answered in the file that is kept; of two standings that
        are contested, that of the file that is kept."""
        # sudo: bypasses that nobody writes contests by hand; bounded to those of the duplicate
        # that the manager merges.
        contests = self.env["coop.work.contest"].sudo().search([("member_id", "=", self.id)])
        standing = [("member_id", "=", kept.id), ("kind", "=", "standing"), ("state", "=", "open")]
        if contests.search_count(standing):
            twice = contests.filtered(lambda row: row.kind == "standing" and row.state == "open")
            for row in twice:
                row._coop_withdraw()
        contests.flush_recordset()
        contests.member_id = kept
        return super()._coop_merge_into(kept)

    def _erase_traces(self, person):
        """What the member contested goes, with the answers."""
        # sudo: lends the manager the erasing of what this one member contested.
        contests = self.env["coop.work.contest"].sudo()
        contests.search([("member_id", "in", self.ids)]).unlink()
        return super()._erase_traces(person)
