from odoo import api, models

from .coop_mass_kind import Outcome


class CoopMassLeave(models.AbstractModel):
    """Grant the same leave to many members, to each if the rules allow it."""

    _name = "coop.mass.leave"
    _inherit = "coop.mass.kind"
    _description = "Grant a leave to many members"
    _needed = ("date", "leave_type_id")
    _writes = "coop.leave"

    @api.model
    def _outcomes(self, action, lines):
        leaves = self.env["coop.leave"]
        drafts = {line: leaves.new(self._vals(action, line, "draft")) for line in lines}
        outlooks = leaves.concat(*drafts.values())._coop_outlooks()
        texts = leaves._refusal_texts()
        outcomes = {}
        for line, draft in drafts.items():
            outlook = outlooks[draft]
            if outlook.refusals:
                text = " ".join(texts[code] for code in outlook.refusals)
            else:
                text = " ".join(draft._coop_outlook_lines(outlook))
            outcomes[line] = Outcome(not outlook.refusals, text, outlook.seat_ends)
        return outcomes

    @api.model
    def _vals(self, action, line, state):
        return {
            "member_id": line.member_id.id,
            "type_id": action.leave_type_id.id,
            "date_from": action.date,
            "date_to": action.date_to,
            "asked_on": action.company_id._coop_today(),
            "note": action.reason,
            "state": state,
        }

    @api.model
    def _apply(self, action, lines, outcomes):
        members = lines.member_id
        last = next((outcomes[line].data for line in lines if outcomes[line].data), None)
        if last:  # the same for all: the type and the first day decide it
            members._coop_end_places(last, action.leave_type_id.name)
        # sudo: lends the office the leaves that the rules grant, as looked at line by line.
        leaves = self.env["coop.leave"].sudo().with_context(coop_defer_standings=True)
        leaves.create([self._vals(action, line, "confirmed") for line in lines])
        members._coop_refresh_standings()
