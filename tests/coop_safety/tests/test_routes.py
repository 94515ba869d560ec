"""Every address of every addon: who may come, and how; and what is no key of it."""

import json
import re

from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .checks import REFUSALS, unguarded
from .common import EveryRole
from .forged import JSON, SCRIPT, fields, filled
from .found import routes
from .routes import NOT_READONLY, ROUTES

#: What a till or a door says of a check.
ROW = (
    "at", "data_age", "skew", "partner_id", "standing_of_id", "code", "allowed", "outcome",
    "movement", "visitor_name", "override_name", "override_reason", "order_uuid", "day_pass",
)  # fmt: skip
#: What is no key, in an address or in a cookie: too long, accents, NUL (also of a key's length).
NO_KEYS = ("%00", "%C3%A9", "%C3%A9" * 43, "a%00" + "b" * 41, "x" * 5000, "%F0%9F%8D%8E" * 50)
#: NUL as a browser writes it in a cookie, in a text of a key's length.
NUL_IN_COOKIE = '"a' + "\\000" + "b" * 41 + '"'
#: The keys that a tablet keeps in its browser, with the page that reads them.
COOKIES = {"coop_door": "/coop/door", "coop_assembly_tablet": "/coop/assembly/tablet"}


def told(routing):
    """A route in a word: ``auth type methods``."""
    return f"{routing['auth']} {routing['type']} {'/'.join(routing['methods'] or ['*'])}"


@tagged("post_install", "-at_install")
class TestRoutes(EveryRole, HttpCase):
    maxDiff = None

    def test_every_route_is_in_the_table(self):
        found = {path: told(end.routing) for path, end in routes(self.registry).items()}
        self.assertEqual(found, ROUTES)

    def test_what_changes_something_is_posted_with_a_token(self):
        """A link changes nothing: what is not read-only is explained in the table."""
        for path, endpoint in routes(self.registry).items():
            routing = endpoint.routing
            with self.subTest(path):
                self.assertEqual(unguarded(routing), [])
                reads = routing.get("readonly") is True
                posted = routing["type"] == "jsonrpc" or routing["methods"] == ["POST"]
                self.assertNotEqual(reads or posted, path in NOT_READONLY)

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_qweb")
    def test_no_text_in_place_of_a_key_breaks_anything(self):
        """Where an address holds a word, beside true numbers: what is no key is not found."""
        for login in (None, "coop.member"):
            self.authenticate(login, login and login + login)
            for path, endpoint in routes(self.registry).items():
                for word in NO_KEYS if "<string" in path else ():
                    address = self.with_word(path, word)
                    with self.subTest(login=login, address=address[:80]):
                        for form in (None, {}):
                            self.assertNotThere(self.open_or_refuse(address, form), endpoint)

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_qweb")
    def test_no_text_in_place_of_a_cookie_breaks_anything(self):
        for cookie, path in COOKIES.items():
            for word in ("x" * 5000, NUL_IN_COOKIE, "é".encode().decode("latin-1") * 43):
                with self.subTest(cookie=cookie, word=word[:20]):
                    self.opener.cookies.set(cookie, word)
                    self.assertUnbroken(self.url_open(path), path, word)
            self.opener.cookies.clear()

    def with_word(self, path, word):
        path = re.sub(r"<string[^>]*>", lambda _found: word, path)
        path = path.replace("<int:member_id>", str(self.member.id))
        return re.sub(r"<int[^>]*>", "1", path)

    def assertNotThere(self, answer, endpoint):
        said = answer.status_code
        if endpoint.routing["auth"] == "public":
            self.assertIn(said, (404, 405, 429), answer.url)
        self.assertLess(said, 500, answer.url)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_forged_calls_of_a_tablet_break_nothing(self):
        """Whoever has the key of a door still sends nothing that its server stumbles over."""
        door = self.env["coop.door"].create({"name": "Entrance", "company_id": self.company.id})
        self.url_open(f"/coop/door/{door.token}")
        table = routes(self.registry)
        for path in ("/coop/door/list", "/coop/door/log", "/coop/door/visit"):
            for value in JSON:
                self.attack_by_json(path, table[path], value)
        for value in JSON:
            rows = [{"uuid": f"{value!r:36.36}", **dict.fromkeys(ROW, value)}]
            self.attack_by_json("/coop/door/log", table["/coop/door/log"], rows)

    def attack_by_json(self, path, endpoint, value):
        params = dict.fromkeys(fields(endpoint, path), value)
        answer = self.url_open(
            filled(path, "1"),
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        if answer.status_code == 200 and "error" in answer.json():
            name = answer.json()["error"]["data"]["name"]
            self.assertRegex(name, REFUSALS, f"{path} {value!r:.60}")
        else:
            self.assertUnbroken(answer, path, value)

    def open_or_refuse(self, address, form=None):
        if form is not None:
            form = {"csrf_token": Request.csrf_token(self), **form}
        return self.url_open(address, data=form, allow_redirects=form is None)

    def assertUnbroken(self, answer, address, value=""):
        self.assertLess(answer.status_code, 500, f"{address:.80} {value!r:.60}")
        self.assertNotIn(SCRIPT, answer.text, f"{address:.80} {value!r:.60}")
