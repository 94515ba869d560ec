from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

#: What became of a vote that is not put again: it was decided.
DECIDED = ("adopted", "rejected", "elected", "tie", "nobody")


class CoopAssembly(models.Model):
    """Adjourned for want of a quorum: the second call, with its own notice and quorum."""

    _inherit = "coop.assembly"

    adjourned = fields.Boolean(
        "Adjourned: no quorum", readonly=True, copy=False, help="A second call takes its place."
    )

    def action_second_call(self):
        """Adjourn, where the session is open, and prepare a second call with the same agenda and
        the votes that were not decided.

        :raise UserError: there is one already, the quorum is reached, or a vote is under way
        """
        self.ensure_one()
        if self.call == "second" or self.second_ids:
            raise UserError(self.env._("There is one second call to an assembly."))
        if self.state == "open":
            self._adjourn()
        notice = self.rule_id.second_notice
        second = self.copy(
            {
                "call": "second",
                "first_id": self.id,
                "rule_id": self.rule_id.id,
                "starts_at": max(self.starts_at, fields.Datetime.now()) + timedelta(notice + 1),
            }
        )
        second._copy_votes(self)
        return second._open_form()

    def _adjourn(self):
        """Close a session in which too few take part."""
        without = self.vote_ids.filtered(lambda vote: vote.outcome == "no_quorum")
        if self.quorum_reached and not without:
            raise UserError(
                self.env._(
                    "The quorum is reached (%(counted)s of %(needed)s): go on with the assembly. "
                    "A second call is for an assembly without its quorum.",
                    counted=self.quorum_counted,
                    needed=self.quorum_needed,
                )
            )
        self.action_end()
        self._put(adjourned=True)

    def _copy_votes(self, first):
        """Put to the second call the votes that the first one did not decide, at the same points
        of its agenda."""
        points = dict(zip(first.point_ids, self.point_ids, strict=True))
        for vote in first.vote_ids.filtered(lambda vote: vote.outcome not in DECIDED):
            vote.copy(
                {"assembly_id": self.id, "point_id": points.get(vote.point_id, vote.point_id).id}
            )

    def copy_data(self, default=None):
        """The terms follow the rules and the call of the copy."""
        rows = super().copy_data(default)
        changed = set(default or ()) & {"call", "rule_id"}
        proposed = {"notice", "proxy_cap", "support_needed", "secret"}
        terms = self._term_names() | proposed if changed else set()
        return [{key: value for key, value in row.items() if key not in terms} for row in rows]
