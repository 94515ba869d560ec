"""Sales that were judged before now were judged for the person who is on them."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    openupgrade.logged_query(
        env.cr,
        """UPDATE pos_order SET coop_judged_partner_id = partner_id
            WHERE coop_judged_on IS NOT NULL AND coop_judged_partner_id IS NULL""",
    )
