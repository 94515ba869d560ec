"""``odoo coop_standings -c FILE -d DATABASE``: all standings derived again, with progress."""

import sys

from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config, split_every

BATCH = 2000


class CoopStandings(Command):
    """Derive the ledgers and standings of all members again from the facts, and list what
    differed."""

    name = "coop_standings"

    def run(self, arguments):
        self.parser.add_argument("-c", "--config", help="Odoo's configuration file")
        self.parser.add_argument("-d", "--database", required=True)
        self.parser.add_argument(
            "--check",
            action="store_true",
            help="only compare; write nothing, exit with 1 if unlike",
        )
        options = self.parser.parse_args(arguments)
        given = ["-d", options.database, *(["-c", options.config] if options.config else [])]
        config.parse_config(given, setup_logging=False)
        with Registry(options.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            found = rebuild(env, store=not options.check, keep=cr.commit)
        sys.exit(int(options.check and found > 0))


def rebuild(env, store, show=print, keep=None):
    """Go through all co-ops batch by batch; what a batch wrote is kept.

    :param show: called with each line of progress or difference
    :param keep: called when a batch is written
    :return: how many members differed
    """
    count = 0
    for company in env["coop.work.policy"].search([]).company_id:
        own = company.with_context(allowed_company_ids=company.ids)
        ids = own.env["coop.standing"]._member_ids(own)
        done = 0
        for some in split_every(BATCH, ids):
            standings, ledgers = own.env["coop.standing"]._rebuild_some(own, some, store)
            for member_id, stored, right in standings:
                show(f"member {member_id}: {_words(stored)} -> {_words(right)}")
            for member_id, lines in ledgers:
                show(f"member {member_id}: the ledger lacks {_lines(lines)}")
            count += len({row[0] for row in [*standings, *ledgers]})
            done += len(some)
            show(f"{own.name}: {done} of {len(ids)} members")
            if store and keep:
                keep()
    show(f"{count} members differed.")
    return count


def _words(periods):
    return ", ".join(f"{start} {standing}" for start, _end, standing in periods) or "nothing"


def _lines(lines):
    return ", ".join(f"{line.date} {line.reason} {line.counter} {line.amount:+g}" for line in lines)
