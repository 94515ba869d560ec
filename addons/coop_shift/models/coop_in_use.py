from odoo import api, models
from odoo.exceptions import UserError

#: Handed over in the context by the actions that move what is planned: no call from outside can
#: carry this object.
MOVES = object()


class CoopInUse(models.AbstractModel):
    """What others refer to is not deleted under them, also where the database would let it go.

    A relation that cascades, and a many2many, would take history or a rule away in silence. All
    stored relations count, those that are added later too, but for the parts of the record.
    """

    _name = "coop.in.use"
    _description = "Not deleted while in use"

    @api.model
    def _coop_parts(self):
        """Models whose rows are parts of this one and are deleted with it."""
        return set()

    @api.ondelete(at_uninstall=False)
    def _unlink_not_in_use(self):
        used = [f"{words} ({count})" for words, count in self._coop_uses()]
        if used:
            raise UserError(
                self.env._(
                    "%(names)s cannot be deleted, for it is in use: %(uses)s. End or archive it "
                    "instead.",
                    names=", ".join(self.mapped("display_name")),
                    uses=", ".join(used),
                )
            )

    def _coop_uses(self):
        """What refers to these records: ``[(what, how many), …]``."""
        uses = []
        for model, name in self._coop_relations():
            # sudo: bypasses the rules of what refers to these records; bounded to counting it.
            rows = self.env[model].sudo().with_context(active_test=False)
            count = rows.search_count([(name, "in", self.ids)])
            if count:
                words = self.env["ir.model"]._get(model).sudo().name
                uses.append((words, count))
        return uses

    @api.model
    def _coop_relations(self):
        """The stored relations of the suite to this model: ``[(model, field), …]``."""
        parts = self._coop_parts()
        return [
            (model_name, field.name)
            for model_name, model in sorted(self.env.items())
            if model._auto and not model._transient and not model._abstract
            for field in model._fields.values()
            if field.type in ("many2one", "many2many")
            and field.comodel_name == self._name
            and field.store
            and not field.related
            and model_name not in parts
        ]
