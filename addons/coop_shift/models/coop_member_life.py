from odoo import models


class CoopMember(models.Model):
    """A member's working life, when they take their data along, or when they are forgotten."""

    _inherit = "coop.member"

    def _coop_export(self):
        def rows(model, names):
            # sudo: lends a member the rows of their own working life.
            own = self.env[model].sudo().search([("member_id", "=", self.id)])
            return self._coop_rows(own, names)

        return {
            **super()._coop_export(),
            "places": rows("coop.enrollment", ["template_id", "role_id", "date_from", "date_to"]),
            "shifts": rows("coop.assignment", ["start", "role_id", "origin", "state", "note"]),
            "work": rows("coop.work.entry", ["date", "counter", "amount", "label"]),
            "corrections": rows("coop.work.correction", ["date", "counter", "amount", "reason"]),
            "standings": rows("coop.standing", ["date_from", "date_end", "standing"]),
            "leaves": rows("coop.leave", ["type_id", "date_from", "date_to", "state", "note"]),
            "extra_time": rows("coop.grace", ["kind", "date_from", "date_to", "reason"]),
            "reduced_debits": rows("coop.debit.request", ["date"]),
            "waits_for": rows("coop.waiting", ["template_id", "role_id"]),
        }

    def _erase_traces(self, person):
        """Shifts, the ledger and the standings stay; the words, and papers about health, go."""
        self._erase_words(person, "coop.leave", "note")
        self._erase_words(person, "coop.assignment", "note")
        self._erase_words(person, "coop.enrollment", "end_reason")
        self._erase_words(person, "coop.grace", "reason")
        self._erase_words(person, "coop.work.correction", "reason")
        return super()._erase_traces(person)
