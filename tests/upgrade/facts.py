"""What members would notice if an upgrade lost it, as JSON on the last line.

    python facts.py CONFIGURATION DATABASE

Runs with the addons of the configuration, former or present, through what both have in common.
"""

import json
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

#: Rows that no upgrade may lose; the ones that are derived are compared by what they say.
KEPT = (
    "coop_member",
    "coop_card",
    "coop_household_person",
    "coop_block",
    "coop_day_pass",
    "coop_served_person",
    "coop_door",
    "coop_campaign",
    "coop_waiting",
    "coop_grace",
    "coop_work_contest",
    "coop_work_correction",
    "coop_subscription",
    "coop_share_entry",
    "coop_charter_signature",
    "coop_enrollment",
    "coop_assignment",
    "coop_work_entry",
    "coop_leave",
    "coop_check",
    "coop_assembly",
    "coop_vote",
    "coop_vote_right",
    "coop_vote_envelope",
    "coop_vote_ballot",
    "coop_proxy",
    "account_move",
    "pos_order",
)


def read(env):
    """Return the facts of a database: counts, sums, everybody's standing and verdict."""
    members = env["coop.member"].with_context(active_test=False).search([])
    timelines = env["coop.verdict"].timelines(members.partner_id.ids)
    return {
        "rows": {table: _count(env, table) for table in KEPT if _exists(env, table)},
        "shares": _pairs(env, "SELECT member_id, sum(quantity) FROM coop_share_entry GROUP BY 1"),
        "accounts": _pairs(
            env,
            "SELECT account_id, sum(balance) FROM account_move_line"
            " WHERE parent_state = 'posted' GROUP BY 1",
        ),
        "balances": _pairs(
            env, "SELECT member_id || counter, sum(amount) FROM coop_work_entry GROUP BY 1"
        ),
        "unproven": _column(
            env,
            "SELECT m.partner_id FROM coop_leave l JOIN coop_member m ON m.id = l.member_id"
            " WHERE l.state = 'confirmed' AND l.certificate_on IS NULL",
        ),
        "verdicts": {
            str(partner): [[str(day), code] for day, code in timeline]
            for partner, timeline in sorted(timelines.items())
        },
    }


def _exists(env, table):
    env.cr.execute("SELECT to_regclass(%s)", [table])
    return env.cr.fetchone()[0] is not None


def _count(env, table):
    env.cr.execute(f"SELECT count(*) FROM {table}")  # pylint: disable=sql-injection
    return env.cr.fetchone()[0]


def _pairs(env, query):
    env.cr.execute(query)
    return sorted([str(key), float(value)] for key, value in env.cr.fetchall())


def _column(env, query):
    env.cr.execute(query)
    return sorted(str(row[0]) for row in env.cr.fetchall())


def main(configuration, database):
    """Print the facts of one database."""
    config.parse_config(["-c", configuration, "-d", database, "--log-level=critical"])
    with Registry(database).cursor() as cr:
        print(json.dumps(read(api.Environment(cr, SUPERUSER_ID, {}))))


if __name__ == "__main__":
    main(*sys.argv[1:3])
