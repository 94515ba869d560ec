import os

from odoo.modules.module import get_module_path
from odoo.tests import TransactionCase, tagged

from .. import french

#: With this in the environment what is missing is written into the files, to be translated.
WRITE = "COOP_WRITE_TERMS"


@tagged("post_install", "-at_install")
class TestFrench(TransactionCase):
    def addons(self):
        """The installed addons of the suite, those of the tests aside."""
        found = self.env["ir.module.module"].search(
            [("name", "=like", "coop_%"), ("state", "=", "installed")]
        )
        parts = {name: get_module_path(name).split(os.sep) for name in found.mapped("name")}
        return [name for name, path in sorted(parts.items()) if path[-2] == "addons"]

    def test_every_term_has_its_french(self):
        addons = self.addons()
        templates = french.templates(self.env, addons)
        self.assertGreater(len(templates), 10)
        for addon, template in templates.items():
            if os.environ.get(WRITE):
                french.add_missing(addon, template)
            with self.subTest(addon):
                self.assertEqual(list(french.faults(template, french.translated(addon))), [])

    def test_a_negation_that_was_lost_is_found(self):
        lost = [("Nobody found.", "Personne trouvé."), ("No longer true", "Plus d’actualité")]
        fine = [
            ("Nobody found.", "Aucune personne trouvée."),
            ("Nobody is waiting", "Personne n’attend"),
            ("Nobody with a vote", "Personne ayant une voix ne correspond"),
            ("Nobody yet", "Personne pour l'instant"),
        ]
        self.assertTrue(all(french.says_opposite(*pair) for pair in lost))
        self.assertFalse(any(french.says_opposite(*pair) for pair in fine))
