"""Whoever stands in names the assignment that they stand for; before, only the member was named."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Link the takeovers whose shift is still to come or was just held, by the history of swaps."""
    openupgrade.logged_query(
        env.cr,
        """UPDATE coop_assignment row SET stands_for_id = first.id
             FROM coop_assignment first
             JOIN coop_swap_move gave ON gave.way = 'stand_in'
              AND gave.member_id = first.member_id AND gave.from_shift_id = first.shift_id
             JOIN coop_swap_move took ON took.way = 'stand_in'
              AND took.swap_id = gave.swap_id AND took.to_shift_id = gave.from_shift_id
              AND took.undoes_id IS NULL
            WHERE gave.undoes_id IS NULL AND first.state IN ('replaced', 'excused', 'cancelled')
              AND first.replaced_by_id = took.member_id
              AND row.shift_id = first.shift_id AND row.member_id = took.member_id
              AND row.state IN ('expected', 'present', 'late', 'absent')
              AND row.stands_for_id IS NULL""",
    )
    replaced = env["coop.assignment"].search([("stand_in_ids", "!=", False)])
    replaced.member_id._coop_refresh_standings()
