"""The same checks on unsafe addresses and methods: each of them is found."""

from odoo.addons.coop_safety.controllers import planted

from .checks import unguarded, writes
from .found import overrides, routes
from .seed import MARK

NOTE = "/planted/note/<int:note_id>"
WORD = f"shows {MARK}Note"
#: ``{address: what is to be found there}``
FOREIGN = {
    NOTE: {WORD, "lets in: 200 text/html"},
    f"{NOTE}/pdf": {WORD, "lets in: 200 application/pdf"},
    f"{NOTE}/xlsx": {WORD, "lets in: 200 application/zip"},
    f"{NOTE}/picture": {"lets in: 200 image/gif"},
    f"{NOTE}/board": {WORD, "lets in: 200 application/json"},
    f"{NOTE}/rename": {"changes planted_note"},
    f"{NOTE}/seen": {"changes planted_note"},
}
BROKEN = {
    "/planted/search": "breaks: 500",
    "/planted/echo": "sends the script back",
}


def is_planted(cls):
    return cls.__module__ in (planted.__name__, planted.__name__.replace("controllers", "models"))


class PlantedAddresses:
    """Mixin: the planted addresses are open while they are tried."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        note = {"name": f"{MARK}Note", "partner_id": cls.other.partner_id.id}
        cls.note = cls.env["planted.note"].create(note)
        cls.values["note"] = cls.note.id

    def planted(self):
        planted.SWITCH["on"] = True
        self.addCleanup(planted.SWITCH.update, on=False)
        return routes(self.registry, is_planted)

    def test_each_planted_address_is_found(self):
        table = self.planted()
        self.assertLessEqual(FOREIGN.keys() | BROKEN.keys(), table.keys())
        for role in ("stranger", "member", "cashier"):
            self.come_in(role)
            for path, expected in FOREIGN.items():
                with self.subTest(role=role, path=path):
                    found = self.found_at(role, path, table[path])
                    told = {one.partition("note/")[2].partition(" ")[2] for one in found}
                    self.assertEqual(told, expected)

    def test_nobody_is_let_in_without_a_name(self):
        """Of those who are not signed in, nothing is found: what is asked for is the login."""
        self.come_in(None)
        for path, endpoint in self.planted().items():
            self.assertEqual(self.found_at(None, path, endpoint), [])

    def test_a_write_where_reading_was_promised_is_found(self):
        table = self.planted()
        self.come_in("member")
        path = f"{NOTE}/seen"
        found = [
            word
            for where, answer in self.answers(path, table[path].routing, {})
            for word in writes(answer, where)
        ]
        self.assertIn("changes planted_note", " ".join(found))

    def test_each_planted_crash_is_found(self):
        table = self.planted()
        self.come_in("member")
        for path, words in BROKEN.items():
            with self.subTest(path):
                found = self.broken_by(path, table[path])
                self.assertTrue(found)
                self.assertTrue(all(words in one for one in found), found)

    def test_an_address_without_a_token_is_found(self):
        table = self.planted()
        found = {path for path, endpoint in table.items() if unguarded(endpoint.routing)}
        self.assertEqual(found, {"/planted/open"})

    def test_a_planted_override_is_found(self):
        self.assertEqual(overrides(is_planted), {"CustomerPortal._document_check_access"})
