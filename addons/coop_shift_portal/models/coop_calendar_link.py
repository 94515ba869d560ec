import secrets
from datetime import timedelta
from hashlib import sha256

from odoo import api, fields, models

from ..rules import feed

#: Shifts that are over stay in the calendar for so long.
KEPT = timedelta(days=60)
#: States of an assignment that a calendar shows as called off.
CALLED_OFF = ("cancelled", "waiting", "replaced")


class CoopCalendarLink(models.Model):
    """A secret address at which a calendar program reads a member's shifts.

    Only a digest of the secret is kept: whoever reads the database cannot read the calendar by it.
    """

    _name = "coop.calendar.link"
    _description = "Link to a member's calendar"
    _order = "id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="cascade")
    digest = fields.Char(required=True, readonly=True, copy=False)
    revoked_on = fields.Datetime(readonly=True, copy=False)

    _digest_unique = models.Constraint("UNIQUE(digest)", "This link exists already.")
    _one_alive = models.UniqueIndex(
        "(member_id) WHERE revoked_on IS NULL", "This member has a link already: revoke it first."
    )

    @api.model
    def _coop_renew(self, member):
        """Give a member a new link; the former one is dead at once.

        :return: the secret, 128 random bits, shown once and never stored
        """
        self._coop_revoke(member)
        secret = secrets.token_urlsafe(16)
        self.create({"member_id": member.id, "digest": self._coop_digest(secret)})
        return secret

    @api.model
    def _coop_revoke(self, member):
        """Kill the member's link. Doing it twice changes nothing.

        :return: whether there was one
        """
        member._coop_one_at_a_time()
        alive = self._coop_alive(member)
        alive.write({"revoked_on": fields.Datetime.now()})
        alive.flush_recordset()
        return bool(alive)

    @api.model
    def _coop_alive(self, member):
        return self.search([("member_id", "=", member.id), ("revoked_on", "=", False)])

    @api.model
    def _coop_find(self, secret):
        """The link of a secret that is alive; empty for any other text."""
        return self.search([("digest", "=", self._coop_digest(secret)), ("revoked_on", "=", False)])

    @api.model
    def _coop_digest(self, secret):
        return sha256(secret.encode()).hexdigest()

    # ------------------------------------------------------------------ what it shows

    def _coop_feed(self):
        """The member's shifts as the text of an iCalendar file, in the member's language."""
        self.ensure_one()
        member = self.member_id
        link = self.with_context(lang=member.lang or self.env.lang)
        rows = link.env["coop.assignment"].search(
            [
                ("member_id", "=", member.id),
                ("shift_id.start", ">=", fields.Datetime.now() - KEPT),
            ],
            order="shift_id, id",
        )
        name = link.env._("Shifts at %(coop)s", coop=member.company_id.name)
        return feed.calendar(name, [link._coop_slot(row) for row in rows])

    def _coop_slot(self, row):
        shift = row.shift_id
        changed = [moment for moment in (row._coop_changed(), shift._coop_changed()) if moment]
        return feed.Slot(
            uid=f"coop-shift-{row.id}@{self.get_base_url().split('//')[-1]}",
            start=shift.start,
            stop=shift.stop,
            changed=max(changed),
            title=self._coop_title(row),
            place=shift.company_id.partner_id._display_address(without_company=True).replace(
                "\n", ", "
            ),
            cancelled=shift.state == "cancelled" or row.state in CALLED_OFF,
        )

    def _coop_title(self, row):
        name = row.shift_id.company_id.name
        if row.role_id:
            return self.env._("%(coop)s: %(role)s", coop=name, role=row.role_id.name)
        return self.env._("%(coop)s: shift", coop=name)
