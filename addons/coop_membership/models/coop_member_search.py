from odoo import api, fields, models
from odoo.fields import Domain

#: Digits of the highest number that the database holds.
MOST_DIGITS = 9
LIKE = ("ilike", "=ilike", "like", "=like", "=")


class CoopMember(models.Model):
    """Members are found by what people type: a name, a number, an e-mail address, a card."""

    _inherit = "coop.member"

    coop_any = fields.Char(
        "Name, number, e-mail, phone or card",
        compute="_compute_coop_any",
        search="_search_coop_any",
    )

    def _compute_coop_any(self):
        """Nothing is shown: the field is there to be searched."""
        self.coop_any = False

    @api.model
    def _search_coop_any(self, operator, value):
        if operator not in LIKE or not isinstance(value, str):
            return NotImplemented
        texts = ("name", "email", "phone")
        found = Domain.OR([Domain(name, "ilike", value) for name in texts])
        return found | Domain("coop_card_ids.code", "=", value) | self._coop_numbered(value)

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator in LIKE and isinstance(value, str):
            domain |= self._coop_numbered(value)
        return domain

    @api.model
    def _coop_numbered(self, text):
        """The member of that number, where the text is one."""
        digits = text.strip()
        is_number = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
        return Domain("number", "=", int(digits)) if is_number else Domain.FALSE
