"""Takes out of a database what it keeps by itself, and puts it back."""

from pathlib import Path


def switch(database, mutant):
    """Switch off a constraint, a trigger or a record rule; return what switches it on again.

    :param mutant: see ``mutants_special.of_database``
    """
    import odoo.sql_db

    with odoo.sql_db.db_connect(database).cursor() as cr:
        off, on = STATEMENTS[mutant["kind"]](cr, mutant)
        cr.execute(off)

    def back():
        with odoo.sql_db.db_connect(database).cursor() as cr:
            cr.execute(on)

    return back


def _trigger(cr, mutant):
    name, table = mutant["names"]
    action = 'ALTER TABLE "{}" {} TRIGGER "{}"'.format
    return action(table, "DISABLE", name), action(table, "ENABLE", name)


def _rule(cr, mutant):
    addon = Path(mutant["path"]).parts[1]
    query = "UPDATE ir_rule SET active = {} WHERE id = (SELECT res_id FROM ir_model_data {})".format
    where = cr.mogrify(
        "WHERE model = 'ir.rule' AND module = %s AND name = %s", (addon, mutant["names"][0])
    ).decode()
    return query("false", where), query("true", where)


def _table(cr, mutant):
    """A constraint, or an index that makes unique."""
    [name], table = mutant["names"], mutant["table"]
    cr.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
        " AND conrelid = %s::regclass",
        (name, table),
    )
    if row := cr.fetchone():
        action = f'ALTER TABLE "{table}"'
        return f'{action} DROP CONSTRAINT "{name}"', f'{action} ADD CONSTRAINT "{name}" {row[0]}'
    cr.execute("SELECT pg_get_indexdef(%s::regclass)", (name,))
    return f'DROP INDEX "{name}"', cr.fetchone()[0]


STATEMENTS = {"trigger": _trigger, "rule": _rule, "table": _table}
