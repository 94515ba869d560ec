from odoo import api, models


class CoopFactMixin(models.AbstractModel):
    """A dated fact about a person. Whoever keeps a local list hears that it changed."""

    _name = "coop.fact.mixin"
    _description = "Fact that bears on a verdict"

    @api.model_create_multi
    def create(self, vals_list):
        facts = super().create(vals_list)
        facts._coop_note_change()
        return facts

    def write(self, vals):
        self._coop_note_change()
        result = super().write(vals)
        if "partner_id" in vals or "company_id" in vals:
            self._coop_note_change()
        return result

    def unlink(self):
        self._coop_note_change()
        return super().unlink()

    def _coop_note_change(self):
        for company in self.company_id:
            facts = self.filtered(lambda fact, company=company: fact.company_id == company)
            self.env["coop.verdict"]._changed(facts.partner_id.ids, company)
