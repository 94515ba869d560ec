from odoo.tests import BaseCase, tagged

from ..rules import search_text


@tagged("post_install", "-at_install")
class TestSearchText(BaseCase):
    """Where a number begins to be looked for among phone numbers and cards."""

    def test_the_fewest_digits(self):
        self.assertEqual(search_text.digits("123"), "")
        self.assertEqual(search_text.digits("1234"), "1234")
        self.assertEqual(search_text.digits("0123"), "", "zeros in front do not count")

    def test_the_code_of_the_country_goes(self):
        for typed in ("+33612345678", "+33 6 12 34 56 78", " +33-612-345-678"):
            with self.subTest(typed):
                self.assertEqual(search_text.digits(typed), "612345678")
        self.assertEqual(search_text.digits("33612345678"), "33612345678", "not said to be one")
