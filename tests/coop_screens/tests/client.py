"""What the web client asks of the server when somebody opens a screen, without a browser."""

import ast

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields
from odoo.models import READ_GROUP_TIME_GRANULARITY
from odoo.tools.safe_eval import datetime, safe_eval, time

from odoo.addons.web.controllers.utils import clean_action

LIMIT = 80
#: So many rows are opened in a form.
OPENED = 5
FALSE = ("0", "false", "False")
#: Types of views that show rows of one model, in the way that the client reads them.
GROUPED = ("graph", "pivot")
CLIENT_TAGS = ("display_notification", "reload", "soft_reload", "next")


class Screen:
    """A window as somebody has it before them: its action, and its views as they may see them."""

    def __init__(self, env, action):
        self.action = action
        self.context = evaluate(action.get("context") or {}, env)
        self.env = env(context={**env.context, **self.context})
        self.rows = self.env[action["res_model"]]
        self.domain = evaluate(action.get("domain") or [], self.env)
        wanted = [list(view) for view in action["views"]]
        if "search" not in [kind for _id, kind in wanted]:
            wanted.append([(action.get("search_view_id") or [False])[0], "search"])
        options = {"toolbar": True, "load_filters": True, "action_id": action.get("id") or False}
        found = self.rows.get_views(wanted, options)
        self.fields = {model: info["fields"] for model, info in found["models"].items()}
        self.views = {
            kind: {**view, "arch": etree.fromstring(view["arch"])}
            for kind, view in found["views"].items()
        }

    def __repr__(self):
        return self.action.get("xml_id") or self.action.get("name") or self.rows._name

    @property
    def kinds(self):
        """The types of the views that show rows, as the switch of the screen offers them."""
        return [kind for kind in self.views if kind != "search"]

    def may(self, kind, what):
        """Whether a view lets somebody create, edit or delete."""
        root = self.views[kind]["arch"]
        return root.get(what) not in FALSE and self.rows.has_access(
            {"create": "create", "edit": "write", "delete": "unlink"}[what]
        )

    # ------------------------------------------------------------------ reading

    def read(self):
        """Read what each view shows when it is opened.

        :return: how many rows were shown
        """
        domain, groups = self.chosen_by_default()
        return sum(self.read_view(kind, domain, groups) for kind in self.kinds)

    def read_view(self, kind, domain=(), groups=()):
        """Read what one view shows under a filter and grouped; return how many rows or groups."""
        domain = [*self.domain, *domain]
        root = self.views[kind]["arch"]
        if kind == "form":
            return self.read_form(domain)
        if kind in GROUPED:
            return self.read_numbers(kind, domain, groups)
        spec = self.spec(root, self.rows)
        default = root.get("default_group_by")
        groups = self.by_unit(groups or (default.split(",") if default else []))
        if groups:
            return self.read_groups(domain, groups, spec)
        found = self.rows.web_search_read(
            domain, spec, limit=LIMIT, order=root.get("default_order"), count_limit=10001
        )
        return len(found["records"])

    def read_groups(self, domain, groups, spec):
        sums = [
            f"{name}:{info['aggregator']}"
            for name, info in self.fields[self.rows._name].items()
            if name in spec and info.get("aggregator") and info.get("store")
        ]
        rows = self.rows.with_context(read_group_expand=True)
        return rows.web_read_group(
            domain,
            groups,
            sums,
            limit=LIMIT,
            auto_unfold=True,
            unfold_read_specification=spec,
        )["length"]

    def by_unit(self, groups):
        """Groups as the client asks for them: dates by month where no unit is named."""
        kinds = {name: self.rows._fields[name.split(":")[0].split(".")[0]].type for name in groups}
        dated = ("date", "datetime")
        return [
            f"{name}:month" if kind in dated and ":" not in name else name
            for name, kind in kinds.items()
        ]

    def read_numbers(self, kind, domain, groups):
        nodes = self.views[kind]["arch"].findall("field")
        measures = [node.get("name") for node in nodes if node.get("type") == "measure"]
        shown = [grouping(node) for node in nodes if node.get("type") in ("row", "col")]
        plain = [grouping(node) for node in nodes if not node.get("type")]
        groups = self.by_unit(groups or shown or plain)
        info = self.fields[self.rows._name]
        sums = ["__count"] + [
            f"{name}:{info[name].get('aggregator') or 'sum'}"
            for name in measures
            if name in info and name != "__count"
        ]
        if kind == "graph":
            return len(self.rows.formatted_read_group(domain, groups, sums))
        sets = [groups[:count] for count in range(len(groups) + 1)]
        return len(self.rows.formatted_read_grouping_sets(domain, sets, sums))

    def read_form(self, domain=(), ids=()):
        """Read an empty form where somebody may create, and the first rows of each kind."""
        if not self.action.get("res_id") and self.may("form", "create"):
            self.rows.onchange({}, [], self.form_spec())
        ids = [self.action["res_id"]] if self.action.get("res_id") else list(ids)
        if not ids and self.rows._transient:
            return 0
        rows = self.rows.browse(ids) if ids else self.rows.search(list(domain), limit=OPENED)
        return len(rows.web_read(self.form_spec()))

    def form_spec(self):
        return self.spec(self.views["form"]["arch"], self.rows)

    def spec(self, root, rows):
        """What the client asks of each field in a view."""
        found = {}
        for node in own_nodes(root, "field"):
            name = node.get("name")
            found[name] = {**found.get(name, {}), **self.spec_of(node, rows, name)}
        return found

    def spec_of(self, node, rows, name):
        field = rows._fields[name]
        if field.type in ("many2one", "reference"):
            return {"fields": {"display_name": {}}}
        if field.type not in ("one2many", "many2many"):
            return {}
        inner = [self.spec(child, self.env[field.comodel_name]) for child in inner_views(node)]
        shown = {key: value for spec in inner for key, value in spec.items()}
        return {"fields": shown or {"display_name": {}}}

    # ------------------------------------------------------------------ searching

    def search_nodes(self, tag):
        return [*self.views["search"]["arch"].iter(tag)]

    def chosen_by_default(self):
        """The domain and the groups of the filters that the action sets."""
        domain, groups = [], []
        for node in self.search_nodes("filter"):
            if self.context.get(f"search_default_{node.get('name')}"):
                domain += self.filter_domain(node)
                groups += filter_groups(node)
        for node in self.search_nodes("field"):
            value = self.context.get(f"search_default_{node.get('name')}")
            if value:
                domain += [(node.get("name"), node.get("operator") or "=", value)]
        return domain, groups

    def filter_domain(self, node):
        """The domain of a filter; of one by dates, that of the present month."""
        if name := node.get("date"):
            start = self.env.company._coop_today().replace(day=1)
            end = start + relativedelta(months=1)
            return [(name, ">=", fields.Date.to_string(start)), (name, "<", str(end))]
        return evaluate(node.get("domain") or [], self.env)


def inner_views(node):
    """The views of the rows of a field, where its own node holds them."""
    return [child for child in node if child.tag in ("list", "kanban", "form")]


def own_nodes(root, tag):
    """The nodes of a view that belong to its own rows, not to those of a field in it."""
    depth = len(list(root.iterancestors("field")))
    found = root.iter(tag)
    return [node for node in found if len(list(node.iterancestors("field"))) == depth]


def filter_groups(node):
    """By what a filter of a search groups."""
    context = node.get("context") or "{}"
    group = safe_eval(context, names_of(None)).get("group_by") if "group_by" in context else None
    return [group] if isinstance(group, str) else list(group or [])


def grouping(node):
    """A field of a graph or pivot by which it groups."""
    unit = node.get("interval")
    known = not unit or unit in READ_GROUP_TIME_GRANULARITY
    assert known, f"no such interval: {unit}"
    return f"{node.get('name')}:{unit}" if unit else node.get("name")


def names_of(env):
    """What an expression of an action or a view may name."""
    names = {
        "context_today": fields.Date.today,
        "current_date": str(fields.Date.today()),
        "datetime": datetime,
        "relativedelta": relativedelta,
        "time": time,
        "true": True,
        "false": False,
    }
    if env is None:
        return names
    companies = {"allowed_company_ids": env.companies.ids, "current_company_id": env.company.id}
    return {**names, **companies, "uid": env.uid, "context": env.context, **env.context}


def evaluate(expression, env):
    """The value of what stands in an action: an expression, or the value already."""
    if isinstance(expression, str):
        return safe_eval(expression, names_of(env))
    return expression


def load_action(env, action_id):
    """What /web/action/load answers."""
    kind = env["ir.actions.actions"].sudo().browse(action_id).type
    row = env[kind].sudo().browse(action_id)
    if kind == "ir.actions.act_window":
        return clean_action(row._get_action_dict(), env=env)
    return clean_action(row.read()[0], env=env)


def names_in(expression):
    """The names that stand in an expression of a view."""
    tree = ast.parse(expression.strip(), mode="eval")
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def seen(row, expression):
    """What is known of a row where an expression of its view is evaluated."""
    names = names_in(expression)
    return {
        **names_of(row.env),
        "id": row.id,
        **{name: shown(row, name) for name in names & set(row._fields)},
    }


def shown(row, name):
    """The value of a field as the client has it."""
    field, value = row._fields[name], row[name]
    if field.type == "many2one":
        return value.id
    if field.relational:
        return value.ids
    if field.type in ("date", "datetime"):
        return value and field.to_string(value)
    return value


def is_shown(node, row):
    """Whether a node of a view is in sight for a row: none of those around it is hidden."""
    for place in (node, *node.iterancestors()):
        if place.tag == "field" and place is not node:
            break  # around it are the fields of another row
        for name in ("invisible", "column_invisible"):
            expression = place.get(name)
            if expression and "parent." not in expression:
                if safe_eval(expression, seen(row, expression)):
                    return False
    return True
