"""Words: every template has what its rule fills in, in every language."""

import string

from odoo.tests import tagged

from ..rules import story
from .common import PortalCase


def names(template):
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


@tagged("post_install", "-at_install")
class TestWords(PortalCase):
    def test_words_of_the_story_are_complete(self):
        words = self.env["coop.words"]._story()
        for code, template in story.ENGLISH.items():
            with self.subTest(code=code):
                self.assertIn(code, words)
                if isinstance(template, str):
                    self.assertEqual(names(words[code]), names(template))

    def test_every_reason_of_the_ledger_has_a_word(self):
        labels = self.env["coop.work.entry"]._reason_labels()
        self.assertLessEqual(set(labels), set(self.env["coop.words"]._story()))

    def test_french_fills_in_the_same_names(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        module = self.env["ir.module.module"].search([("name", "=", "coop_shift_portal")])
        module._update_translations(["fr_FR"])
        english = self.env["coop.words"].with_context(lang="en_US")
        french = self.env["coop.words"].with_context(lang="fr_FR")
        for method in ("_story", "_steps", "_leave_rules"):
            spoken = getattr(french, method)()
            for code, template in getattr(english, method)().items():
                if isinstance(template, str):
                    with self.subTest(code=code):
                        self.assertEqual(names(spoken[code]), names(template))
        self.assertEqual(french._story()["owes_one"], "{count} rattrapage à faire")
