from odoo import api, models
from odoo.exceptions import UserError


class CoopSealedMixin(models.AbstractModel):
    """Fields that follow from an event, and that nobody writes by hand: neither in a list, nor by
    an import, nor through the interface of another program.

    ``_coop_sealed`` names them. The steps that bring such an event about check what it asks for and
    then write as the system (``sudo``); whoever writes without them is told which step to take.
    Writing what is there already is no change.
    """

    _name = "coop.sealed.mixin"
    _description = "Fields that nobody writes by hand"

    @api.model
    def _coop_sealed(self):
        """``{field: what to do instead}`` of fields that are never given by hand."""
        return {}

    def _coop_sealed_now(self):
        """``{field: what to do instead}`` of fields that are given once, and then kept."""
        return {}

    def _coop_by_hand(self, vals, sealed):
        """The sealed fields of a write that come from whoever writes, not from the model."""
        return sealed.keys() & vals.keys()

    @api.model_create_multi
    def create(self, vals_list):
        sealed = {} if self.env.su else self._coop_sealed()
        given = [name for name in sealed if any(name in vals for vals in vals_list)]
        blank = self.new(self.default_get(given)) if given else self
        for vals in vals_list:
            for name in given:
                if name in vals and self._coop_differs(blank, name, vals[name]):
                    raise UserError(self._coop_sealed_words(name, sealed[name]))
        records = super().create(vals_list)
        if not self.env.su:
            records._coop_check_by_hand(None)
        return records

    def write(self, vals):
        if not self.env.su:
            for record in self:
                sealed = record._coop_sealed() | record._coop_sealed_now()
                for name in record._coop_by_hand(vals, sealed):
                    if self._coop_differs(record, name, vals[name]):
                        raise UserError(self._coop_sealed_words(name, sealed[name]))
        done = super().write(vals)
        if not self.env.su:
            self._coop_check_by_hand(vals.keys())
        return done

    def _coop_check_by_hand(self, names):
        """A hook. What the system writes (imports, the demo, what is of the past) is not asked.

        :param names: of the fields that were written; None for new rows
        :raise UserError: when what somebody has written by hand cannot be
        """

    @api.model
    def _coop_differs(self, record, name, value):
        """Whether a value that is written is another one than that of a record."""
        field = self._fields[name]
        if field.type in ("one2many", "many2many"):
            return bool(value)
        cached = field.convert_to_cache(value, record, validate=False)
        return field.convert_to_write(
            field.convert_to_record(cached, record), record
        ) != field.convert_to_write(record[name], record)

    @api.model
    def _coop_sealed_words(self, name, instead):
        return self.env._(
            "“%(field)s” is not written by hand. %(instead)s",
            field=self._fields[name]._description_string(self.env),
            instead=instead,
        )
