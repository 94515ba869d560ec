import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rules.errors import PolicyError
from ..rules.policy import PolicyHistory

#: What decides the rules of a day.
RULES = {"date_from", "params", "policy_id"}


class CoopWorkPolicyVersion(models.Model):
    """The parameters that hold from a day on. A new version never rewrites the past."""

    _name = "coop.work.policy.version"
    _description = "Version of a work policy"
    _order = "policy_id, date_from, id"
    _rec_name = "date_from"

    policy_id = fields.Many2one("coop.work.policy", required=True, index=True, ondelete="restrict")
    date_from = fields.Date("In force from", required=True)
    params = fields.Json(required=True, default=lambda self: {"changes": {}})
    source = fields.Text(
        copy=False, help="The parameters as they were written: their order says which comes first."
    )
    params_text = fields.Text("Parameters", compute="_compute_params_text", readonly=False)
    note = fields.Char("Decided by", help="For example the assembly that decided it.")

    _one_per_day = models.Constraint(
        "UNIQUE(policy_id, date_from)", "Two versions cannot begin on the same day."
    )

    @api.depends("params")
    def _compute_params_text(self):
        for version in self:
            version.params_text = json.dumps(version._ordered(), indent=4, ensure_ascii=False)

    def _ordered(self):
        """The parameters in the order in which they were written, which the database's own form of
        JSON does not keep: the first regime is the default, the first stop that holds decides."""
        params = self.params or {}
        ordered = json.loads(self.source) if self.source else params
        return ordered if ordered == params else params

    @api.model
    def _read_text(self, vals):
        """Values whose parameters were written as text, as data.

        :raise ValidationError: when the text is no JSON object
        """
        if "params_text" not in vals:
            return vals
        try:
            params = json.loads(vals["params_text"] or "")
        except ValueError as error:
            raise ValidationError(self.env._("This is not JSON. %(why)s", why=error)) from error
        if not isinstance(params, dict):
            raise ValidationError(
                self.env._("These rules cannot be used. Write them between { and }.")
            )
        return {**{key: vals[key] for key in vals if key != "params_text"}, "params": params}

    @api.model
    def _with_source(self, vals):
        return {**vals, "source": json.dumps(vals["params"])} if vals.get("params") else vals

    def _data(self):
        return {"from": fields.Date.to_string(self.date_from), **self._ordered()}

    @api.constrains("params", "date_from", "policy_id")
    def _check_params(self):
        for policy in self.policy_id:
            try:
                versions = policy.version_ids.sorted("date_from")
                PolicyHistory.from_data([row._data() for row in versions])
            except PolicyError as error:
                raise ValidationError(
                    self.env._("These rules cannot be used. %(why)s", why=error)
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create([self._with_source(self._read_text(vals)) for vals in vals_list])
        versions._keep_the_past()
        versions._rules_changed()
        return versions

    def write(self, vals):
        vals = self._with_source(self._read_text(vals))
        if vals.keys() & RULES:
            self._keep_the_past()
        done = super().write(vals)
        if vals.keys() & RULES:
            self._keep_the_past()
            self._rules_changed()
        return done

    def unlink(self):
        self._keep_the_past()
        companies = self.policy_id.company_id
        done = super().unlink()
        self._rules_changed(companies)
        return done

    def _keep_the_past(self):
        """:raise UserError: when a ledger was written under rules that this would change"""
        for version in self:
            company = version.policy_id.company_id
            # sudo: lends whoever edits the rules the knowledge that lines exist since a day.
            written = self.env["coop.work.entry"].sudo()
            if version.date_from <= company._coop_today() and written.search_count(
                [("company_id", "=", company.id), ("date", ">=", version.date_from)], limit=1
            ):
                raise UserError(
                    self.env._(
                        "Ledgers were written under these rules since %(day)s. The past is not "
                        "rewritten: add a version that begins on a day to come.",
                        day=version.date_from,
                    )
                )

    def _rules_changed(self, companies=None):
        """Forget what was read and derive the standings of the whole co-op again."""
        self.env.registry.clear_cache()
        companies = companies or self.policy_id.company_id
        # sudo: lends whoever edits the rules what follows for leaves without their certificate.
        leaves = self.env["coop.leave"].sudo()
        waiting = [("company_id", "in", companies.ids), ("certificate_on", "=", False)]
        self.env.add_to_compute(leaves._fields["holds_until"], leaves.search(waiting))
        self.env["coop.standing"]._rebuild(companies)
