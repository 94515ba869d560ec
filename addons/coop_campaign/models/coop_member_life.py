from odoo import models

from ..rules import joining


class CoopMember(models.Model):
    """What this addon keeps about a person follows them when files are merged or forgotten."""

    _inherit = "coop.member"

    def _merge_people(self, kept):
        """Signatures count for the person who stays; guests and the inviter go to their file."""
        result = super()._merge_people(kept)
        self._coop_copy_signatures(kept.partner_id)
        guests = self.search([("invited_by_id", "in", self.ids), ("id", "!=", kept.id)])
        guests.invited_by_id = kept
        if not kept.invited_by_id and self.invited_by_id != kept:
            kept.invited_by_id = self.invited_by_id
        return result

    def _coop_copy_signatures(self, partner):
        signatures = self.env["coop.charter.signature"]
        for row in signatures.search([("partner_id", "in", self.partner_id.ids)]):
            signatures._coop_sign(row.charter_id, partner, row._prepare_copy())

    def _erase_traces(self, person):
        """The fact and the day of a signature stay; the name and the picture go."""
        result = super()._erase_traces(person)
        own = [("partner_id", "=", person.id)]
        # sudo: lends the manager the erasing of this one former member's signatures and
        # applications.
        self.env["coop.charter.signature"].sudo().search(own)._coop_forget(person.name)
        # sudo: as above.
        applications = self.env["coop.join.request"].sudo().search(own)
        emptied = dict.fromkeys((*joining.PERSON_FIELDS, "signature"), False)
        applications.write({**emptied, "name": person.name, "signed_name": person.name})
        return result

    def _coop_export(self):
        """What this addon holds about a member joins the data that they take along."""
        own = [("partner_id", "=", self.partner_id.id)]
        # sudo: lends a member their own signatures and applications.
        signatures = self.env["coop.charter.signature"].sudo().search(own)
        # sudo: as above.
        applications = self.env["coop.join.request"].sudo().search(own)
        names = [*joining.PERSON_FIELDS, "shares", "reduced", "way", "create_date"]
        return {
            **super()._coop_export(),
            "charter": self._coop_rows(signatures, ["signed_name", "signed_on", "way"]),
            "applications": self._coop_rows(applications, names),
            "invited": self.invited_count,
        }
