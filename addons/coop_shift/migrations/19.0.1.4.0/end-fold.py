"""Every account is folded once from birth, so that there is a state to go on from."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    env["coop.standing"]._rebuild()
