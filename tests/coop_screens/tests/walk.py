"""Walks through the screens of the suite, and what is wrong on the way, in words."""

import threading
from collections import Counter
from contextlib import closing

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tools import mute_logger

from odoo.addons.coop_safety.tests.common import is_long

from .client import Screen, load_action
from .forms import AnyForm, same

#: Everything as every role takes minutes. Otherwise a role opens what those below it do not see, a
#: button is pressed until it worked once, and of Odoo's own screens none is opened.
IS_LONG = is_long()
#: Odoo's own models that the co-op adds to: their menus are opened too.
TOUCHED = ("pos.config", "pos.order", "pos.session", "res.config.settings", "res.partner")


class Fault(Exception):
    """Something that nobody should meet on a screen."""


class Walk:
    """Mixin for a test with ``cls.roles``: opens, and collects what is wrong."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counts = Counter()
        cls.printed, cls.seen_views, cls.addresses = set(), set(), set()

    def as_role(self, role):
        """The environment of a role as the web client's calls have it."""
        user = self.roles[role]
        context = {
            "lang": user.lang,
            "tz": user.tz,
            "uid": user.id,
            "allowed_company_ids": self.company.ids,
        }
        return self.env(user=user, su=False, context=context)

    def inside(self):
        """The roles that have the web client."""
        return [role for role, user in self.roles.items() if user._is_internal()]

    def attempt(self, what, do):
        """Do something and take it back; return its result and what was wrong, if anything."""
        result = fault = None
        try:
            with closing(self.env.cr.savepoint()), mute_logger("odoo.sql_db"):
                result = do()
                self.env.flush_all()
        except Exception as error:
            fault = f"{what}: {type(error).__name__}: {first_words(error)}"
        finally:
            self.env.cr.precommit.clear()
            self.env.cr.postcommit.clear()
            self.env.invalidate_all(flush=False)
        return result, fault

    # ------------------------------------------------------------------ menus

    def menus(self, role):
        """``{xmlid: menu}`` of the suite's menus that a role sees, those that open something."""
        env = self.as_role(role)
        found = env["ir.ui.menu"].load_web_menus(False)
        return {
            menu["xmlid"]: menu
            for key, menu in found.items()
            if key != "root" and menu["actionID"] and self.is_of_the_suite(env, menu)
        }

    def is_of_the_suite(self, env, menu):
        if menu["xmlid"].startswith("coop_"):
            return True
        if menu["actionModel"] != "ir.actions.act_window":
            return False
        model = env["ir.actions.act_window"].sudo().browse(menu["actionID"]).res_model
        return model.startswith("coop.") or model in TOUCHED

    def open_menu(self, role, menu, read=True):
        """Open what a menu opens and read it; return the screen, if it is one."""
        env = self.as_role(role)
        return self.open_action(load_action(env, menu["actionID"]), env, read)

    def open_action(self, action, env, read=True):
        """Open an action as the client does, and read all its views.

        :raise Fault: it is none that the client can do something with
        """
        kind = action.get("type")
        if kind == "ir.actions.act_window":
            screen = Screen(env, action)
            self.seen_views |= {view["id"] for view in screen.views.values()}
            if read:
                screen.read()
            return screen
        if kind == "ir.actions.act_url":
            self.check_address(action["url"])
            self.addresses.add((env.user, action["url"]))
        elif kind == "ir.actions.report":
            self.print_report(action, env)
        elif kind == "ir.actions.server":
            about = {key: env.context.get(key) for key in ("active_model", "active_id")}
            server = env["ir.actions.server"].browse(action["id"])
            server = server.with_context(**about, active_ids=env.context.get("active_ids"))
            return self.open_action(server.run() or {"type": CLOSE}, env, read)
        elif kind == "ir.actions.client":
            return self.open_client(action, env)
        elif kind != CLOSE:
            raise Fault(f"an action of the unknown type {kind}")
        return None

    def open_client(self, action, env):
        if not action.get("tag"):
            raise Fault("a client action without a tag")
        follow = (action.get("params") or {}).get("next")
        return self.open_action(follow, env) if follow else None

    def check_address(self, url):
        """:raise Fault: no page of this server has the address"""
        if url.startswith("/"):
            path = url.split("?")[0].split("#")[0]
            threading.current_thread().dbname = self.env.cr.dbname
            self.env["ir.http"].routing_map().bind("").match(path)

    def walk_menus(self, role, menus, read=True):
        """Open each menu of a role.

        :return: the screens, and what was wrong
        """
        screens, faults = [], []
        for name, menu in menus.items():
            screen, fault = self.attempt(
                f"{role} · {name}", lambda m=menu: self.open_menu(role, m, read)
            )
            screens += [screen] if screen else []
            faults += [fault] if fault else []
        self.counts["menus opened"] += len(menus)
        self.counts["views opened"] += sum(len(screen.views) for screen in screens)
        return screens, faults

    # ------------------------------------------------------------------ reports

    def print_report(self, action, env):
        """Render a report as the client asks for it."""
        context = action.get("context")
        context = context if isinstance(context, dict) else {}
        ids = context.get("active_ids") or env.context.get("active_ids") or []
        reports = env["ir.actions.report"].with_context(**context)
        name = action["report_name"]
        content, _kind = reports._render_qweb_html(name, ids, data=action.get("data"))
        if not content.strip():
            raise Fault(f"{name} is empty")
        self.printed.add(name)
        self.counts["reports printed"] += 1


CLOSE = "ir.actions.act_window_close"


class FormWalk(Walk):
    """Fills in and saves every form and every row of a list that somebody may add."""

    #: ``{model: reason}`` of forms of which no second one is saved here.
    NOT_SAVED = {}

    def fillable(self, screen):
        """The views of a screen in which somebody may add a row, of those that the suite brings."""
        if not screen.rows._name.startswith(("coop.", "res.config")):
            return
        for kind in screen.kinds:
            root = screen.views[kind]["arch"]
            if kind == "form" or (kind == "list" and root.get("editable")):
                if screen.may(kind, "create"):
                    yield kind

    def fill_form(self, screen, kind, hints=None):
        """Fill in a form or a row and save it; return the record.

        :raise Fault: something is read back differently
        """
        form = AnyForm(screen, kind)
        filled = form.fill(self.hints(screen)[0] if hints is None else hints)
        record = form.save()
        for name, value in filled.items():
            if not same(record, name, value):
                raise Fault(f"{name} was {value!r} and is {record[name]!r}")
        self.counts["forms saved"] += 1
        return record

    def hints(self, screen):
        """Ways to fill in a form where not any value suits: one at least."""
        return [{}]

    def walk_forms(self, role, screens, done=frozenset()):
        """Fill in and save.

        :param done: views that need not be filled in again
        :return: the views that were, and what was wrong
        """
        views, faults = set(), []
        for screen in screens:
            for kind in self.fillable(screen):
                view = screen.views[kind]["id"]
                if view in done or view in views or screen.rows._name in self.NOT_SAVED:
                    continue
                what = f"{role} · {screen} · {kind}"
                _saved, fault = self.attempt(what, lambda s=screen, k=kind: self.fill_form(s, k))
                faults += [fault] if fault else []
                views.add(view)
        return views, faults


#: Refusals that are none: what the person asked for is there, and not for them, or is gone.
UNKIND = (AccessError, MissingError)
#: Refusals in words; the client shows the words of a rule of the database too.
KIND = (UserError, IntegrityError)


def first_words(error):
    """What an exception says, in one line."""
    return " ".join(str(error).split())[:300]
