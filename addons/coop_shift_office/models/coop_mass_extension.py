from odoo import api, models
from odoo.tools import format_date

from odoo.addons.coop_shift.rules import respite

from .coop_mass_kind import Outcome


class CoopMassExtension(models.AbstractModel):
    """Give more time to many members, to each as much as the rules allow today."""

    _name = "coop.mass.extension"
    _inherit = "coop.mass.kind"
    _description = "Give more time to many members"
    _writes = "coop.grace"

    @api.model
    def _may_apply(self):
        return self.env["coop.grace"]._may_give()

    @api.model
    def _outcomes(self, action, lines):
        texts = self.env["coop.grace"]._refusal_texts()
        offers = self._offers(action.company_id, lines.member_id)
        outcomes = {}
        for line in lines:
            grace, refusal = offers[line.member_id.id]
            if refusal:
                outcomes[line] = Outcome(False, texts[refusal])
            else:
                last = format_date(self.env, grace.end)
                text = self.env._("May shop until %(last)s.", last=last)
                outcomes[line] = Outcome(True, text, grace)
        return outcomes

    @api.model
    def _offers(self, company, members):
        """``{member id: (rules.facts.Grace, None) or (None, code)}`` in a few statements."""
        history = self.env["coop.work.policy"]._history(company)
        facts = self.env["coop.work.gather"]._facts(company, members.ids)
        coming = members._coop_next_own_days()
        today = company._coop_today()
        return {
            id_: respite.offer(life, history, today, "extension", coming.get(id_))
            for id_, life in facts.items()
        }

    @api.model
    def _apply(self, action, lines, outcomes):
        # sudo: lends the office the extra time that the rules offer each of these members.
        self.env["coop.grace"].sudo().create(
            [
                {
                    "member_id": line.member_id.id,
                    "kind": "extension",
                    "date_from": outcomes[line].data.start,
                    "date_to": outcomes[line].data.end,
                    "reason": action.reason,
                }
                for line in lines
            ]
        )
