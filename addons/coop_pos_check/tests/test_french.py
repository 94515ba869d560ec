import polib

from odoo.tests import BaseCase, tagged
from odoo.tools import file_path


@tagged("post_install", "-at_install")
class TestFrench(BaseCase):
    def test_complete(self):
        """Every term has its French, with the same placeholders."""
        french = polib.pofile(file_path("coop_pos_check/i18n/fr.po"))
        template = polib.pofile(file_path("coop_pos_check/i18n/coop_pos_check.pot"))
        self.assertFalse([entry.msgid for entry in french if not entry.msgstr])
        self.assertEqual({e.msgid for e in template}, {e.msgid for e in french})
        for entry in french:
            for name in ("%(day)s", "%(then)s", "%(minutes)s", "%(hours)s"):
                self.assertEqual(name in entry.msgid, name in entry.msgstr, entry.msgid)
