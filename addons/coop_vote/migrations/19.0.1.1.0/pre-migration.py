"""New terms get their values by SQL: computed by the ORM they would be proposed anew, and with them
the majority and quorum that a co-op has changed."""

from openupgradelib import openupgrade

#: column, type, value of what is still in preparation, value of what is frozen already
NEW = (
    ("college_caps", "boolean", "true", "false"),
    ("contest_days", "integer", "90", "90"),
)


@openupgrade.migrate()
def migrate(env, version):
    """Add the columns of 19.0.1.1.0 that existing rows need."""
    for table in ("coop_assembly_rule", "coop_assembly", "coop_vote"):
        frozen = "false" if table == "coop_assembly_rule" else "state <> 'draft'"
        for column, kind, draft, after in NEW:
            _add(env.cr, table, column, kind, f"CASE WHEN {frozen} THEN {after} ELSE {draft} END")
    for table in ("coop_assembly_rule", "coop_assembly"):
        _add(env.cr, table, "support_needed", "integer", "10")
    _add(env.cr, "coop_vote", "counted_on", "date", _DAY_OF_THE_COUNT)
    # A teller now enters one line for each college: an index takes the place of this constraint.
    openupgrade.logged_query(
        env.cr,
        "ALTER TABLE coop_vote_teller DROP CONSTRAINT IF EXISTS coop_vote_teller_one_each",
    )


#: nothing wrote it down; the last change of a counted vote is the count, or a tie settled after it
_DAY_OF_THE_COUNT = "CASE WHEN state = 'counted' THEN write_date::date END"


def _add(cr, table, column, kind, value):
    """Add a column once and fill it."""
    if openupgrade.column_exists(cr, table, column):
        return
    openupgrade.logged_query(cr, f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    openupgrade.logged_query(cr, f"UPDATE {table} SET {column} = {value}")
