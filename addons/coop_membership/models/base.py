from psycopg2.errors import RestrictViolation

from odoo import api, models


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def _sql_error_to_message_generic(self, exc):
        """PostgreSQL 18 has an error of its own for what Odoo calls ``ondelete="restrict"``."""
        if not isinstance(exc, RestrictViolation):
            return super()._sql_error_to_message_generic(exc)
        names = {model._table: name for name, model in self.env.registry.items()}
        # The table named is that of the rows that hold on to it.
        user = self.env["ir.model"]._get(names.get(exc.diag.table_name, self._name))
        return self.env._(
            "It cannot be deleted: “%(model)s” still names it. You can archive it instead.",
            model=user.name,
        )
