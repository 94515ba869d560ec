"""Votes that are closed and not counted yet keep who took part when they closed."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Write the attendance that the count will read."""
    for vote in env["coop.vote"].search([("state", "=", "closed")]):
        env["coop.vote.attendance"]._keep(vote)
