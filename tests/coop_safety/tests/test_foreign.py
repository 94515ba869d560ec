"""Every address with another member's true ids, as each role; and with forged ones."""

from odoo.tests import HttpCase, tagged

from odoo.addons.coop_membership.tests.common import forget_askers

from .addresses import OWNERS, SHUT, TRUE_WORDS, WORDS, addresses, form_of, named
from .checks import Rows, ask, broken, foreign, writes
from .common import is_long
from .foreign_calls import ForeignCalls
from .forged import attempts
from .found import routes
from .odoos import OdoosAddresses
from .planted import PlantedAddresses, is_planted
from .rights import BY_RIGHT
from .seed import DOCUMENT, MARK, Planted

#: Who comes to look: None is not signed in; the others are no members, and see the desk's pages.
PEOPLE = (None, "stranger", "member", "former")
OTHERS = ("employee", "checker", "cashier", "assembly", "office", "manager")
#: Words of the other member that pages show to those whose they are.
SHOWN = {f"{MARK}{word}" for word in ("First", "Last", "Leave", "Offer", "Hours", "Signed")}
SHOWN |= {f"{MARK}Applicant", f"{MARK}Household", DOCUMENT}


class Asking(Planted, HttpCase):
    """Mixin: opens addresses with true ids as somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.values = cls.ids() | cls.secrets()

    @classmethod
    def ids(cls):
        values = {kind: row.id for kind, row in cls.rows.items()}
        return values | {
            "other": cls.other.id,
            "person": cls.other.partner_id.id,
            "partner_ids": cls.other.partner_id.ids,
            "number": str(cls.other.number),
            "card": f"{MARK}CARD",
            "role": cls.till.id,
            "leave_type": cls.rows["holiday"].type_id.id,
            "today": str(cls.company._coop_today()),
        }

    @classmethod
    def secrets(cls):
        application, third = cls.rows["application"].sudo(), cls.third
        links = cls.env["coop.calendar.link"].sudo()
        return {
            "door_token": cls.rows["door"].sudo().token,
            "tablet_key": cls.rows["assembly"].sudo().tablet_key,
            "mails_of_third": third._coop_mail_token(),
            "mails_of_other": cls.other._coop_mail_token(),
            "session_token": application.token,
            "mail_token": application.mail_token,
            "calendar": cls.calendar,
            "calendar_of_third": links._coop_renew(third)[:-1] + "-",
            "digest": links.search([("member_id", "=", cls.other.id)]).digest,
        }

    def setUp(self):
        super().setUp()
        self.watched = Rows(self.env)

    def come_in(self, role):
        user = self.roles.get(role)
        self.authenticate(user and user.login, user and user.login + user.login)
        self.opener.cookies.pop("coop_door", None)
        self.values["asker"] = user.id if user else 0

    def answers(self, path, routing, words):
        """``(what was done, answer)`` of each way in which a route is asked."""
        taps = [{"key": "k" * 32, "kind": "attendance", "at": 1, "assignment": self.values["on"]}]
        form = form_of(path, self.values | {"taps": taps})
        for address in addresses(path, self.values, words):
            forget_askers()
            if routing["type"] == "jsonrpc":
                yield f"call {address}", ask(self, address, call=form, rows=self.watched)
                continue
            methods = routing["methods"] or ("GET", "POST")
            if "GET" in methods:
                yield f"GET {address}", ask(self, (address, form), rows=self.watched)
            if "POST" in methods:
                yield f"POST {address}", ask(self, address, form=form, rows=self.watched)

    def findings(self, table, rights):
        """``(findings, {(path, role) that needs a right})`` of a table of routes, as each role."""
        found, needed = [], set()
        for role in PEOPLE + OTHERS:
            self.come_in(role)
            for path, endpoint in table.items():
                right = rights.get(path)
                right = right if right and role in right.roles else None
                if self.asks(role, path):
                    found += self.found_at(role, path, endpoint, right, needed)
        return found, needed

    def found_at(self, role, path, endpoint, right=None, needed=None):
        """What is found at an address, beside what is right.

        :param needed: gets ``(path, role)`` where something is right
        """
        found = []
        sent = [str(word) for word in form_of(path, self.values).values()]
        for where, answer in self.answers(path, endpoint.routing, WORDS):
            found += foreign(answer, f"{role} {where}", right, sent)
            if right and foreign(answer, where, None, sent):
                needed.add((path, role))
        return found

    def asks(self, role, path):
        """Whether it is tried: those who are no members ask the desk's addresses only."""
        members = role in PEOPLE or not path.startswith(("/my/", "/join"))
        return named(path) and (is_long() or members)

    def broken_by(self, path, endpoint, order=("GET", "POST")):
        """What is found where anything stands in place of ids, words and fields."""
        found = []
        true = form_of(path, self.values)
        for plain in addresses(path, self.values, TRUE_WORDS):
            for tried in attempts(path, endpoint, plain, true, order):
                forget_askers()
                found += broken(ask(self, *tried), f"{tried!r:.120}")
        return found


@tagged("post_install", "-at_install")
class TestForeign(ForeignCalls, OdoosAddresses, PlantedAddresses, Asking):
    maxDiff = None
    everybody = PEOPLE + OTHERS
    is_planted = staticmethod(is_planted)

    def test_nothing_of_another_is_shown_or_changed(self):
        found, needed = self.findings(routes(self.registry), BY_RIGHT)
        self.assertEqual(found, [])
        table = {(path, role) for path, right in BY_RIGHT.items() for role in right.roles}
        self.assertEqual(table - needed, set(), "no longer needed")

    def test_whose_it_is_gets_in(self):
        """The ids and the words are true ones: with them, the pages show and change what is theirs.

        An address that is read-only for the database writes nothing, at the second try either.
        """
        refused, found, shown = {}, [], set()
        for path, endpoint in sorted(
            routes(self.registry).items(), key=lambda item: self.owner(item[0])
        ):
            self.come_in_once(self.owner(path))
            for where, answer in self.answers(path, endpoint.routing, TRUE_WORDS):
                shown |= set(answer.shown)
                found += broken(answer, where)
                if endpoint.routing.get("readonly") is True:
                    found += writes(answer, where)
                if answer.status not in (200, 302, 303) or answer.error:
                    refused[path] = f"{where} {answer.status} {answer.error}"[:200]
        self.assertEqual(found, [])
        self.assertEqual(refused.keys(), SHUT.keys(), refused)
        self.assertLessEqual(SHOWN, shown)

    def owner(self, path):
        return next((role for start, role in OWNERS.items() if path.startswith(start)), "other")

    def come_in_once(self, role):
        if getattr(self, "came", None) != role:
            self.came = role
            self.come_in(role)
            for link in (
                f"/coop/door/{self.values['door_token']}",
                f"/coop/assembly/tablet/{self.values['tablet_key']}",
            ):
                self.url_open(link, allow_redirects=False)

    def test_forged_input_breaks_nothing(self):
        """Each forged word in each field: as the one who gets in, and as somebody who does not."""
        table = routes(self.registry)
        found = []
        for role in (PEOPLE + OTHERS) if is_long() else (None, "stranger"):
            self.come_in(role)
            for path, endpoint in table.items():
                if is_long() or (endpoint.routing["auth"] == "public") == (role is None):
                    found += self.broken_by(path, endpoint, ("POST", "GET"))
        for path in sorted(table, key=self.owner):
            self.come_in_once(self.owner(path))
            found += self.broken_by(path, table[path])
        self.assertEqual(found, [])


@tagged("post_install", "-at_install")
class TestForeignAsEverybody(TestForeign):
    """The same of every address, as every role, with every forged word: ``setup/test --long``."""

    long_depends = (
        "addons/coop_campaign/controllers",
        "addons/coop_committee/controllers",
        "addons/coop_membership/controllers",
        "addons/coop_pos_check/controllers",
        "addons/coop_shift/controllers",
        "addons/coop_shift_floor/controllers",
        "addons/coop_shift_mail/controllers",
        "addons/coop_shift_portal/controllers",
        "addons/coop_shift_swap/controllers",
        "addons/coop_vote/controllers",
    )
