from odoo import api, fields, models


class CoopMember(models.Model):
    _inherit = "coop.member"

    coordinator_line_ids = fields.One2many(
        "coop.shift.coordinator", "member_id", string="Coordinates"
    )

    @api.model
    def _coop_dated(self):
        return {**super()._coop_dated(), "coop.shift.coordinator": ("template_id",)}

    def _coop_take_shifts_back(self, company, day):
        """Nobody runs a shift in somebody's stead after the membership."""
        shifts = self.env["coop.shift"].search(
            [
                ("substitute_ids", "in", self.ids),
                ("start", ">=", company._coop_midnight(day)),
            ]
        )
        for shift in shifts:
            for member in shift.substitute_ids & self:
                member._coop_carry("coop.shift", {str(shift.id): "substitute"})
            shift.substitute_ids -= self
        return super()._coop_take_shifts_back(company, day)

    def _coop_give_one_back(self, name, key, value, lost):
        if name != "coop.shift":
            return super()._coop_give_one_back(name, key, value, lost)
        shift = self.env["coop.shift"].browse(int(key)).exists()
        if shift and self._coop_has_left(shift.day):
            self._coop_carry(name, {key: value})
        elif shift:
            shift.substitute_ids |= self

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
