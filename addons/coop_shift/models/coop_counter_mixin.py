from odoo import api, fields, models


class CoopCounterMixin(models.AbstractModel):
    """A row that moves a counter of the co-op's rules, which people know by its name."""

    _name = "coop.counter.mixin"
    _description = "Moves a counter"

    counter_name = fields.Char("Counter", compute="_compute_counter_name")

    @api.depends_context("lang")
    @api.depends("counter")
    def _compute_counter_name(self):
        policies = self.env["coop.work.policy"]
        for company, rows in self.grouped("company_id").items():
            names = dict(policies._counters(company or self.env.company))
            for row in rows:
                row.counter_name = names.get(row.counter, row.counter)
