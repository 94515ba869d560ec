"""Proxies know since when they hold; the last change of a row is the best that is known of it."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Add the columns of 19.0.1.3.0 that existing rows need."""
    for column, states in (
        ("accepted_at", ("accepted", "revoked", "cancelled")),
        ("ended_at", ("refused", "revoked", "cancelled")),
    ):
        if openupgrade.column_exists(env.cr, "coop_proxy", column):
            continue
        value = "create_date" if column == "accepted_at" else "write_date"
        openupgrade.logged_query(env.cr, f"ALTER TABLE coop_proxy ADD COLUMN {column} timestamp")
        openupgrade.logged_query(
            env.cr, f"UPDATE coop_proxy SET {column} = {value} WHERE state IN %s", (states,)
        )
    if not openupgrade.column_exists(env.cr, "coop_vote", "closed_at"):
        openupgrade.logged_query(env.cr, "ALTER TABLE coop_vote ADD COLUMN closed_at timestamp")
        openupgrade.logged_query(
            env.cr, "UPDATE coop_vote SET closed_at = write_date WHERE state = 'closed'"
        )
