from odoo import fields, models


class CoopMember(models.Model):
    _inherit = "coop.member"

    coordinator_line_ids = fields.One2many(
        "coop.shift.coordinator", "member_id", string="Coordinates"
    )

    def _coop_merge_into(self, kept):
        """The kept file coordinates what the duplicate does; what was, stays where it was."""
        today = self.company_id._coop_today()
        lines = self.coordinator_line_ids.filtered(lambda row: not row.date_to)
        theirs = kept.coordinator_line_ids.filtered(lambda row: not row.date_to).template_id
        for line in lines:
            if line.template_id not in theirs:
                kept.coordinator_line_ids.create(
                    {"template_id": line.template_id.id, "member_id": kept.id, "date_from": today}
                )
        lines.filtered(lambda row: row.date_from >= today).unlink()
        lines.exists().date_to = fields.Date.subtract(today, days=1)
        return super()._coop_merge_into(kept)

    def _coop_export(self):
        return {
            **super()._coop_export(),
            "coordinates": self._coop_rows(
                self.coordinator_line_ids, ["template_id", "date_from", "date_to"]
            ),
            "coordinators_notes": self._coop_rows(
                self.assignment_ids.filtered("floor_note"), ["shift_id", "floor_note"]
            ),
        }

    def _erase_traces(self, person):
        """What coordinators noted about this member goes."""
        self._erase_words(person, "coop.assignment", "floor_note")
        return super()._erase_traces(person)
