from datetime import timedelta

from odoo import api, fields, models

#: Changes are kept that long; a local list that is older is loaded anew.
KEPT = timedelta(days=2)


class CoopPersonChange(models.Model):
    """Something about a person changed: tills and doors ask for these persons again.

    Rows are only added; reading one twice does no harm, so readers overlap generously.
    """

    _name = "coop.person.change"
    _description = "Change to a person in the local lists"
    _order = "id"

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", index=True, ondelete="cascade")

    _moment = models.Index("(create_date)")

    @api.model
    def _note(self, changes):
        """Write changes down once per transaction, just before it is committed.

        :param changes: set of ``(partner_id, company_id or False)``
        """
        precommit = self.env.cr.precommit
        if "coop_pos_check.changes" not in precommit.data:
            precommit.data["coop_pos_check.changes"] = set()
            precommit.add(self.env["coop.person.change"]._write_noted)
        precommit.data["coop_pos_check.changes"] |= changes

    @api.model
    def _write_noted(self):
        changes = self.env.cr.precommit.data.pop("coop_pos_check.changes", set())
        known = set(self.env["res.partner"].browse({pid for pid, _cid in changes}).exists()._ids)
        # sudo: whoever may change a fact about a person thereby tells the local lists; the row
        # says that something changed, not what.
        self.sudo().create(
            [
                {"partner_id": pid, "company_id": cid}
                for pid, cid in sorted(changes, key=lambda change: (change[0], change[1] or 0))
                if pid in known
            ]
        )
        companies = {cid for _pid, cid in changes if cid}
        self.env["pos.config"]._coop_ring(companies or None)

    @api.model
    def _since(self, company, moment):
        """Ids of the persons of a company who changed after a moment (UTC)."""
        rows = self._read_group(
            [("create_date", ">", moment), ("company_id", "in", (company.id, False))],
            ["partner_id"],
        )
        return [partner.id for (partner,) in rows]

    @api.autovacuum
    def _forget_old_changes(self):
        limit = fields.Datetime.now() - KEPT
        self.search([("create_date", "<", limit)]).unlink()
