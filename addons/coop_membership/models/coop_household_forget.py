from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError, UserError


class CoopHouseholdPerson(models.Model):
    """Household persons are forgotten with their member, or on request once they have left."""

    _inherit = "coop.household.person"

    def action_anonymise(self):
        """Forget the persons of these rows.

        :raise AccessError: unless the user is a manager
        :raise UserError: for somebody who still shops here, or has an account
        """
        if not (self.env.su or self.env.user.has_group("coop_membership.group_manager")):
            raise AccessError(self.env._("Anonymising is for managers."))
        kept = self - self._coop_forget()
        if kept:
            raise UserError(
                self.env._(
                    "%s cannot be forgotten yet: they still shop here, or have an account.",
                    ", ".join(kept.partner_id.mapped("name")),
                )
            )

    def _coop_end(self, day):
        """Close the rows that are open on a day; ``day`` is the first day without the household."""
        for row in self.filtered(lambda row: not row.date_to or row.date_to >= day):
            row.date_to = max(row.date_from, day - timedelta(days=1))

    def _coop_forget(self):
        """Forget those whom nothing else keeps here.

        :return: the rows of the persons forgotten
        """
        forgotten = self.filtered(lambda row: row._coop_may_be_forgotten())
        for row in forgotten:
            # sudo: lends the manager the erasing of this one person's personal data.
            row.partner_id.sudo()._coop_forget(
                self.env._("Former household person %s", row.partner_id.id)
            )
        forgotten.birth_date = False
        return forgotten

    def _coop_may_be_forgotten(self):
        """Whether this person shops nowhere here today, is no member's file, and has no account."""
        self.ensure_one()
        person, today = self.partner_id, self.company_id._coop_today()
        # sudo: lends the manager the knowledge of what else keeps this one person here.
        person = person.sudo()
        shops = person.coop_household_ids.filtered(
            lambda row: not row.date_to or row.date_to >= today
        )
        return not (
            shops or person.coop_member_ids or person.with_context(active_test=False).user_ids
        )
