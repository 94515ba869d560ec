"""Every page that a member can open in the demo co-op: usable by everybody, and light.

axe-core comes with the addon of the tests; without that one, these tests are not run.
"""

import gzip
import re
import threading

from odoo.tests import HttpCase, tagged
from odoo.tools import config

try:
    from odoo.addons.coop_journeys.axe import AxeCase
except ImportError:
    AxeCase = None

#: Bytes of one page with its scripts and styles as they travel (gzip), pictures and fonts apart.
WEIGHT = 300_000
#: Pages that are no pages of the portal: files, what programs ask for, and screens of their own.
NO_PAGE = re.compile(
    r"\.(ics|png|tsv|js)$"
    r"|/(photo|data|words|sheet|certificate|signed|worker|documents)\b"
)


class PagesCase(HttpCase):
    """Knows the pages of the portal, with one record of the demo co-op for each."""

    def setUp(self):
        super().setUp()
        self.user = self.env["res.users"].search([("login", "=", "member@coop.example")])
        self.member = self.env["coop.member"].search([("partner_id", "=", self.user.partner_id.id)])
        # The map of the routes asks the thread for its database, as a worker's thread has one.
        thread = threading.current_thread()
        known, thread.dbname = getattr(thread, "dbname", None), self.env.cr.dbname
        self.addCleanup(setattr, thread, "dbname", known)

    def rules(self):
        """The routes of the co-op's addons that a member may open: ``{route: endpoint}``."""
        found = {}
        for rule in self.env["ir.http"].routing_map().iter_rules():
            endpoint = rule.endpoint
            ours = endpoint.func.__module__.startswith("odoo.addons.coop_")
            opens = "GET" in (rule.methods or {"GET"}) and endpoint.routing["type"] == "http"
            is_page = rule.rule.startswith("/my/") and not NO_PAGE.search(rule.rule)
            if ours and opens and is_page and "/page/" not in rule.rule:
                found[rule.rule] = endpoint
        return found

    def records(self):
        """What stands for the parts of a route, by their names."""
        coming = self.member.assignment_ids.filtered(lambda row: row.state == "expected")
        now = self.env["coop.shift"].search([("substitute_ids", "in", self.member.ids)], limit=1)
        swaps = self.env["coop.swap"].search([("member_id", "!=", self.member.id)], limit=1)
        return {
            "assignment_id": coming.sorted("start")[:1].id,
            "shift_id": now.id,
            "swap_id": swaps.id,
            "vote_id": self.env["coop.vote"].search([("state", "=", "open")], limit=1).id,
            "assembly_id": self.env["coop.assembly"].search([], limit=1).id,
        }

    def pages(self):
        """The address of every page, and those for which nothing stands in the demo co-op."""
        records, pages, missing = self.records(), [], []
        for rule in sorted(self.rules()):
            names = re.findall(r"<[^>]*?(\w+)>", rule)
            if all(records.get(name) for name in names):
                pages.append(re.sub(r"<[^>]*?(\w+)>", lambda m: str(records[m[1]]), rule))
            else:
                missing.append(rule)
        return pages, missing


@tagged("post_install", "-at_install")
class TestPages(PagesCase, *([AxeCase] if AxeCase else [])):
    def setUp(self):
        if not AxeCase:
            self.skipTest("axe-core comes with the addon coop_journeys, which is not installed")
        super().setUp()
        self.user.password = self.user.login

    def test_every_page_is_looked_at(self):
        pages, missing = self.pages()
        self.assertGreater(len(pages), 15)
        self.assertFalse(missing, "pages without a record in the demo co-op")

    def test_everybody_can_use_every_page(self):
        for lang in ("en_US", "fr_FR"):
            self.user.lang = lang
            self.assert_accessible(self.pages()[0], login=self.user.login, widths=(1280, 320))

    def test_no_page_of_the_shifts_is_heavy(self):
        """Measured as members get them: the tests' own scripts are left out."""
        before, config["test_enable"] = config["test_enable"], False
        self.addCleanup(config.__setitem__, "test_enable", before)
        self.authenticate(self.user.login, self.user.login)
        pages = [page for page in self.pages()[0] if "/shift" in page or page == "/my/coop"]
        heavy = {page: size for page in pages if (size := self.weight(page)) > WEIGHT}
        self.assertFalse(heavy)

    def weight(self, page):
        """Bytes of a page and of every script and style that it names, as they travel."""
        text = self.url_open(page).text
        names = set(re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"', text))
        parts = [self.url_open(name.replace("&amp;", "&")).content for name in sorted(names)]
        return sum(len(gzip.compress(part)) for part in (text.encode(), *parts))
