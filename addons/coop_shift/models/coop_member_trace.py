from datetime import timedelta

from odoo import models

from ..rules.fold import Fold
from ..rules.trace import since_up_to_date

#: Steps that are older than this explain nothing of today.
REACH = timedelta(days=366)


class CoopMember(models.Model):
    """The steps that led to a member's standing: those of the fold itself."""

    _inherit = "coop.member"

    def _coop_trace(self):
        """The steps since the member was last up to date (or the last year), oldest first.

        :return: list of ``rules.trace.Step``; ``[]`` when the co-op has no rules
        """
        self.ensure_one()
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        if not history:
            return []
        today = self.company_id._coop_today()
        facts = self.env["coop.work.gather"]._facts(self.company_id, self.ids)[self.id]
        steps = []
        Fold(facts, history, today, steps=steps).run(today)
        return since_up_to_date(steps, today, today - REACH)
