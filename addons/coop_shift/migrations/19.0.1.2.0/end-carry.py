"""What the rules say since of members who have left, gave notice, or changed their regime."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    ended = env["coop.member"].with_context(active_test=False)
    ended = ended.search([("left_on", "!=", False)])
    ended._coop_carry_end()
    ended._coop_refresh_standings()
    # What was owed under a former regime is looked at again.
    groups = env["coop.enrollment"]._read_group([], ["member_id"], ["regime:count_distinct"])
    changed = env["coop.member"].browse(member.id for member, regimes in groups if regimes > 1)
    changed._coop_refresh_standings()
