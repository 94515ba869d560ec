from odoo import api, fields, models
from odoo.fields import Domain

from ..rules import search_text

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

    coop_searched = fields.Char(
        "Searched text",
        compute="_compute_coop_searched",
        store=True,
        index="trigram",
        copy=False,
        help="Name, addresses, phone and cards without accents, for the search.",
    )

    def _compute_coop_any(self):
        """Nothing is shown: the field is there to be searched."""
        self.coop_any = False

    @api.depends("name", "email", "phone", "coop_card_ids.code")
    def _compute_coop_searched(self):
        for member in self:
            cards = member.coop_card_ids.mapped("code")
            member.coop_searched = search_text.searched(
                [member.name, member.email], [member.phone, *cards]
            )

    @api.model
    def _search_coop_any(self, operator, value):
        if operator not in LIKE or not isinstance(value, str):
            return NotImplemented
        return self._coop_typed(value)

    @api.model
    def _coop_typed(self, text):
        """Whoever has all words of a text, in any order; a word that is a number may be theirs."""
        if digits := search_text.digits(text):
            return Domain("coop_searched", "like", digits) | self._coop_numbered(text)
        found = [
            Domain("coop_searched", "like", word) | self._coop_numbered(word)
            if not word.isdecimal() or len(word) >= search_text.FEWEST_DIGITS
            else self._coop_numbered(word)
            for word in search_text.words(text)
        ]
        return Domain.AND(found) if found or not text.strip() else Domain.FALSE

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator in LIKE and isinstance(value, str):
            domain |= self._coop_typed(value)
        return domain

    @api.model
    def _coop_numbered(self, text):
        """The member of that number, where the text is one."""
        digits = text.strip()
        is_number = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
        return Domain("number", "=", int(digits)) if is_number else Domain.FALSE
