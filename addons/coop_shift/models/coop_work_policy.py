import json
from hashlib import sha256

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..rules import policy as rules


class CoopWorkPolicy(models.Model):
    """The rules of the work duty of a co-op: data, in dated versions."""

    _name = "coop.work.policy"
    _description = "Work policy"
    _order = "company_id, id"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    version_ids = fields.One2many("coop.work.policy.version", "policy_id", string="Versions")

    _one_per_company = models.Constraint(
        "UNIQUE(company_id)", "This co-op has a work policy already: add a version to it."
    )

    @api.model
    @tools.ormcache("company_id")
    def _history_of(self, company_id):
        versions = (
            self.env["coop.work.policy.version"]
            # sudo: lends the asker the right to read their own co-op's rules, which are not secret;
            # bounded to the policy of the company asked.
            .sudo()
            .search([("policy_id.company_id", "=", company_id)])
        )
        if not versions:
            return None
        return rules.PolicyHistory.from_data([row._data() for row in versions])

    @api.model
    @tools.ormcache("company_id")
    def _fingerprint_of(self, company_id):
        """A fingerprint of all that a co-op's rules say."""
        # sudo: lends the asker the text of their own co-op's rules, which are not secret; bounded
        # to the policy of the company asked.
        versions = self.env["coop.work.policy.version"].sudo()
        rows = versions.search([("policy_id.company_id", "=", company_id)])
        data = json.dumps([row._data() for row in rows])
        return sha256(data.encode()).hexdigest()[:16]

    @api.model
    def _history(self, company):
        """The dated rules of a co-op, as ``rules.policy.PolicyHistory``.

        :raise UserError: when the co-op has no work policy yet
        """
        history = self._history_of(company.id)
        if history is None:
            raise UserError(
                self.env._("%(coop)s has no work policy yet. Load one first.", coop=company.name)
            )
        return history

    @api.model
    def _counters(self, company):
        """The counters of a co-op with their names: ``[(code, name), …]``."""
        _ = self.env._
        names = {
            "abcd": _("Make-ups"),
            "flying": _("Flying"),
            "regular": _("Regular"),
            "compensation": _("Compensation"),
            "balance": _("Balance"),
            "time": _("Minutes"),
            "shifts": _("Shifts"),
        }
        history = self._history_of(company.id)
        today = company._coop_today()
        counters = history.names("counters", today) if history else ("abcd", "flying")
        return [(code, names.get(code, code)) for code in counters]

    @api.model
    def _load_preset(self, name, company=None):
        """Give a co-op the rules of a preset, unless it has rules already.

        :raise rules.errors.PolicyError: no such preset
        """
        company = company or self.env.company
        policy = self.search([("company_id", "=", company.id)])
        if policy:
            return policy
        data = rules.preset_data(name)
        versions = data if isinstance(data, list) else [data]
        return self.create(
            {
                "name": versions[0].get("name", name),
                "company_id": company.id,
                "version_ids": [fields.Command.create(self._version_vals(v)) for v in versions],
            }
        )

    @api.model
    def _version_vals(self, data):
        params = {key: value for key, value in data.items() if key != "from"}
        return {"date_from": data.get("from", "2000-01-01"), "params": params}
