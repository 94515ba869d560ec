"""What existing rows keep: their votes stay secret or open as they were, closed minutes keep the
fingerprint that was printed."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Add the columns of 19.0.1.2.0 that existing rows need."""
    if not openupgrade.column_exists(env.cr, "coop_assembly", "secret"):
        openupgrade.logged_query(env.cr, "ALTER TABLE coop_assembly ADD COLUMN secret boolean")
        openupgrade.logged_query(
            env.cr,
            "UPDATE coop_assembly SET secret = rule.secret FROM coop_assembly_rule rule"
            " WHERE rule.id = rule_id",
        )
    if not openupgrade.column_exists(env.cr, "coop_assembly", "fingerprint_form"):
        openupgrade.logged_query(
            env.cr, "ALTER TABLE coop_assembly ADD COLUMN fingerprint_form integer"
        )
        openupgrade.logged_query(
            env.cr,
            "UPDATE coop_assembly SET fingerprint_form ="
            " CASE WHEN state IN ('closed', 'signed') THEN 1 ELSE 2 END",
        )
