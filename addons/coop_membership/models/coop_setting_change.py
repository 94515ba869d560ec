from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: The history of what protects the co-op is added to, and never changed.
APPEND_ONLY = """
CREATE OR REPLACE FUNCTION coop_setting_change_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'The history of settings is append-only.';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS coop_setting_change_append_only ON coop_setting_change;
CREATE TRIGGER coop_setting_change_append_only BEFORE UPDATE OR DELETE ON coop_setting_change
    FOR EACH ROW EXECUTE FUNCTION coop_setting_change_append_only();
DROP TRIGGER IF EXISTS coop_setting_change_never_emptied ON coop_setting_change;
CREATE TRIGGER coop_setting_change_never_emptied BEFORE TRUNCATE ON coop_setting_change
    FOR EACH STATEMENT EXECUTE FUNCTION coop_setting_change_append_only();
"""


class CoopSettingChange(models.Model):
    """Who changed a field that protects the co-op, when, from what to what."""

    _name = "coop.setting.change"
    _description = "Change of a setting"
    _order = "id desc"
    _rec_name = "setting"

    model = fields.Char(required=True)
    res_id = fields.Integer("Record", required=True)
    record_name = fields.Char("Where")
    field = fields.Char(required=True)
    setting = fields.Char(required=True)
    old_value = fields.Char("Before")
    new_value = fields.Char("After")
    company_id = fields.Many2one("res.company", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", "Changed by", required=True, index=True, ondelete="restrict"
    )

    _record = models.Index("(model, res_id)")

    def init(self):
        """The database itself refuses a change: see ``APPEND_ONLY``."""
        self.env.cr.execute(APPEND_ONLY)

    def write(self, vals):
        raise UserError(self.env._("The history of settings is never edited."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of settings is never erased."))


class CoopGuardedMixin(models.AbstractModel):
    """Fields that protect the co-op on a model which lower roles may write.

    ``_coop_guards`` names them with the groups of which one is needed. A change by anybody else is
    refused, each change is in the history. Writing what is there already is no change.
    """

    _name = "coop.guarded.mixin"
    _description = "Fields that protect the co-op"

    @api.model
    def _coop_guards(self):
        """``{field: groups}``: xmlids separated by commas, one of which is needed."""
        return {}

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        guards = self._coop_guards()
        given = {name for vals in vals_list for name in vals if name in guards}
        blank = self.new(self.default_get(list(given)))
        for record in records:
            record._coop_guard({name: (blank[name], record[name]) for name in given})
        return records

    def write(self, vals):
        guarded = [name for name in self._coop_guards() if name in vals]
        before = {record: {name: record[name] for name in guarded} for record in self}
        done = super().write(vals)
        for record in self:
            record._coop_guard({name: (before[record][name], record[name]) for name in guarded})
        return done

    def _coop_guard(self, values):
        """Refuse or write down changes of this record: ``{field: (before, after)}``.

        :raise AccessError: when this user may not change one of them
        """
        changed = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
        for name in changed:
            self._coop_check_guard(name)
        # sudo: the history is written by whoever changes something, and by nobody else.
        self.env["coop.setting.change"].sudo().create(
            [self._prepare_setting_change(name, *pair) for name, pair in changed.items()]
        )

    def _coop_check_guard(self, name):
        groups = self._coop_guards()[name].split(",")
        if not (self.env.su or any(self.env.user.has_group(group) for group in groups)):
            raise AccessError(
                self.env._(
                    "“%(setting)s” protects the co-op. Please ask a manager of the co-op to "
                    "change it.",
                    setting=self._fields[name]._description_string(self.env),
                )
            )

    def _prepare_setting_change(self, name, before, after):
        def words(value):
            return ", ".join(value.mapped("display_name")) if hasattr(value, "ids") else str(value)

        return {
            "model": self._name,
            "res_id": self.id,
            "record_name": self.display_name,
            "field": name,
            "setting": self._fields[name]._description_string(self.env),
            "old_value": words(before),
            "new_value": words(after),
            "company_id": self._coop_company_of_change().id,
            "user_id": self.env.uid,
        }

    def _coop_company_of_change(self):
        return self if self._name == "res.company" else self.company_id
