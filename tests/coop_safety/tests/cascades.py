"""Rows that go when another one is deleted: the database asks no guard of theirs."""

from odoo.tools import SQL

from .common import is_ours, is_own

#: ``table, column, table of the parent`` of every link whose rows go with what they name.
LINKS = """
SELECT child.relname, attribute.attname, parent.relname
  FROM pg_constraint link
  JOIN pg_class child ON child.oid = link.conrelid
  JOIN pg_class parent ON parent.oid = link.confrelid
  JOIN pg_attribute attribute
    ON attribute.attrelid = child.oid AND attribute.attnum = link.conkey[1]
 WHERE link.contype = 'f' AND link.confdeltype = 'c'
   AND child.relnamespace = current_schema()::regnamespace
"""
TRIGGERS = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
 WHERE NOT tgisinternal AND tgtype & 8 > 0
"""


def links(env):
    """``{(child, column): parent}``: models of which a row goes with its parent."""
    names = {model._table: name for name, model in env.registry.items() if model._auto}
    found = env.execute_query(SQL(LINKS))
    return {
        (names[child], column): names[parent]
        for child, column, parent in found
        if child in names and parent in names
    }


def guarded(env):
    """The co-op's models that refuse to be deleted, or of which nobody may delete a row."""
    triggers = {table for (table,) in env.execute_query(SQL(TRIGGERS))}
    return {
        name
        for name, model in env.registry.items()
        if is_own(model) and model._auto and not (model._abstract or model._transient)
        if model._table in triggers or has_guard(model) or not may_be_deleted(env, name)
    }


def has_guard(model):
    """Whether the co-op's code stands before a deletion."""
    return any(
        is_ours(cls)
        and any(
            name == "unlink" or getattr(value, "_ondelete", None) is not None
            for name, value in vars(cls).items()
        )
        for cls in model.mro()
    )


def may_be_deleted(env, name):
    """Whether a role may delete rows of a model."""
    access = env["ir.model.access"].sudo()
    return bool(access.search([("model_id.model", "=", name), ("perm_unlink", "=", True)], limit=1))


def lines_of_descent(found, wanted):
    """``{(ancestor, child): path}`` of guarded children that go with an ancestor."""
    paths = {}
    for (child, column), parent in found.items():
        if child in wanted:
            paths[parent, child] = (column,)
    grown = True
    while grown:
        grown = False
        for (between, column), parent in found.items():
            for (ancestor, child), path in list(paths.items()):
                if ancestor == between and (parent, child) not in paths:
                    paths[parent, child] = (*path, column)
                    grown = True
    return paths
