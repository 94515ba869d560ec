from odoo import api, fields, models
from odoo.fields import Domain

from ..rules.cycle import letter

LIKE = ("ilike", "=ilike", "like", "=like", "=")
#: Weeks that a cycle may have, for the letters that people type.
MOST_WEEKS = 26


def words(text):
    """The words of a text, without what separates them on the screen.

    >>> words("B Thursday 10:45 · Cheese")
    ['B', 'Thursday', '10:45', 'Cheese']
    """
    return [word for word in text.split() if word != "·"]


class CoopShiftTemplate(models.Model):
    """Templates are found by the words that their name shows: week, weekday, hour, title."""

    _inherit = "coop.shift.template"

    @api.model
    def _search_display_name(self, operator, value):
        if operator not in LIKE or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.AND([self._coop_word_domain(word) for word in words(value)])

    @api.model
    def _coop_word_domain(self, word):
        days = dict(self._fields["weekday"]._description_selection(self.env))
        shown = [key for key, label in days.items() if word.casefold() in label.casefold()]
        weeks = [week for week in range(MOST_WEEKS) if letter(week) == word.upper()]
        found = Domain("name", "ilike", word)
        found |= Domain("weekday", "in", shown) | Domain("week", "in", weeks)
        hour = self._coop_hour(word)
        return found if hour is None else found | Domain("hour_from", "=", hour)

    @api.model
    def _coop_hour(self, word):
        """An hour as it is shown (10:45), or ``None``."""
        hours, colon, minutes = word.partition(":")
        is_hour = colon and hours.isascii() and hours.isdecimal() and minutes.isdecimal()
        if not is_hour or len(hours) > 2 or len(minutes) != 2:
            return None
        return int(hours) + int(minutes) / 60


class CoopShift(models.Model):
    """Shifts are found by their title, their template's words, and their day."""

    _inherit = "coop.shift"

    @api.model
    def _search_display_name(self, operator, value):
        if operator not in LIKE or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.AND([self._coop_word_domain(word) for word in words(value)])

    @api.model
    def _coop_word_domain(self, word):
        templates = self.env["coop.shift.template"]._coop_word_domain(word)
        found = Domain("name", "ilike", word) | Domain("template_id", "any", templates)
        try:
            return found | self._coop_on(fields.Date.to_date(word))
        except (ValueError, OverflowError):
            # No day, or one at the end of the calendar, which has no midnight everywhere.
            return found

    @api.model
    def _coop_on(self, day):
        midnight = self.env.company._coop_midnight
        after = fields.Date.add(day, days=1)
        return Domain("start", ">=", midnight(day)) & Domain("start", "<", midnight(after))
