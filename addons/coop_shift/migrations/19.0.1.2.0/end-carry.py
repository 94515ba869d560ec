"""Members who have left, or gave notice, before their end was carried through to their work."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    ended = env["coop.member"].with_context(active_test=False)
    ended = ended.search([("left_on", "!=", False)])
    ended._coop_carry_end()
    ended._coop_refresh_standings()
