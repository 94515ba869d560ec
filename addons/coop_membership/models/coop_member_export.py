from odoo import models


class CoopMember(models.Model):
    """What the co-op knows of a member, for the member (GDPR, articles 15 and 20)."""

    _inherit = "coop.member"

    def _coop_export(self):
        """Everything that is stored about one member, as plain values; addons add their part."""
        self.ensure_one()
        person = self.partner_id
        return {
            "person": self._coop_rows(
                person, ["name", "email", "phone", "street", "street2", "zip", "city", "lang"]
            )[0],
            "membership": self._coop_rows(self, ["number", "joined_on", "left_on", "origin"])[0],
            "earlier_memberships": self._coop_rows(self.period_ids, ["joined_on", "left_on"]),
            "shares": self._coop_rows(
                self.share_entry_ids, ["date", "type_id", "kind", "quantity", "amount", "reason"]
            ),
            "cards": self._coop_rows(
                person.coop_card_ids, ["code", "issued_on", "revoked_on", "reason"]
            ),
            "household": self._coop_rows(
                self.household_ids, ["partner_id", "kind", "birth_date", "date_from", "date_to"]
            ),
            "blocks": self._coop_rows(
                person.coop_block_ids, ["kind", "date_from", "date_to", "reason", "message"]
            ),
            "day_passes": self._coop_rows(person.coop_pass_ids, ["date", "reason"]),
        }

    def _coop_rows(self, records, names):
        rows = records.read(names, load="_classic_read")
        return [
            {key: value[1] if isinstance(value, tuple) else value or None
             for key, value in row.items() if key != "id"}
            for row in rows
        ]  # fmt: skip
