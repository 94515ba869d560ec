import logging

from odoo import api, models
from odoo.tools import split_every

_logger = logging.getLogger(__name__)
#: Members at a time in the daily job.
BATCH = 20_000


class CoopCycleDebit(models.AbstractModel):
    """What each cycle costs: once per member and cycle, whatever happens, late or twice."""

    _name = "coop.cycle.debit"
    _description = "Cycle debit"

    @api.model
    def _run(self, company):
        """Fold whoever is due: write the debits, carry out what follows, look further ahead.

        Running twice writes once.

        :return: how many lines were written
        """
        ids = self.env["coop.work.account"]._due_ids(company, company._coop_today())
        written = 0
        for some in split_every(BATCH, ids):
            members = self.env["coop.member"].browse(some)
            derived, _failed = self.env["coop.work.account"]._fold(company, members)
            written += sum(len(one.lines) for one in derived.values())
        _logger.info("%s: %s accounts folded, %s lines written.", company.name, len(ids), written)
        return written

    @api.model
    def _debited_regimes(self, history):
        return sorted(
            {
                name
                for _start, policy in history.versions
                for name, regime in policy.regimes.items()
                if regime.debit
            }
        )
