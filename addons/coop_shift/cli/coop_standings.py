"""``odoo coop_standings -c FILE -d DATABASE``: all standings derived again, with progress."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from odoo import SUPERUSER_ID, api, sql_db
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config, split_every

BATCH = 1000


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
        self.parser.add_argument(
            "--jobs", type=int, default=1, help="processes side by side, one for each processor"
        )
        options = self.parser.parse_args(arguments)
        given = ["-d", options.database, *(["-c", options.config] if options.config else [])]
        config.parse_config(given, setup_logging=False)
        with Registry(options.database).cursor() as cr:
            batches = all_batches(api.Environment(cr, SUPERUSER_ID, {}))
        alone = partial(_in_a_transaction, options.database, not options.check)
        if options.jobs < 2:
            found = tell(map(alone, batches), batches)
        else:
            # No connection is shared: each process opens its own.
            sql_db.close_all()
            fork = multiprocessing.get_context("fork")
            with ProcessPoolExecutor(options.jobs, mp_context=fork) as pool:
                found = tell(pool.map(alone, batches), batches)
        sys.exit(int(options.check and found > 0))


def all_batches(env):
    """``[(company_id, [member_id, …]), …]`` of all co-ops with rules."""
    return [
        (company.id, list(ids))
        for company in env["coop.work.policy"].search([]).company_id
        for ids in split_every(BATCH, env["coop.standing"]._member_ids(company))
    ]


def fold(env, batch, store):
    """Fold the members of a batch from birth.

    :return: ``(lines of what differed, how many members did)``
    """
    company = env["res.company"].browse(batch[0])
    own = company.with_context(allowed_company_ids=company.ids)
    standings, ledgers = own.env["coop.standing"]._rebuild_some(own, batch[1], store)
    lines = [
        f"member {member_id}: {_words(stored)} -> {_words(right)}"
        for member_id, stored, right in standings
    ]
    lines += [f"member {id_}: the ledger lacks {_lines(rows)}" for id_, rows in ledgers]
    return lines, len({row[0] for row in [*standings, *ledgers]})


def _in_a_transaction(database, store, batch):
    """A batch by itself: what it wrote is kept, and it begins anew when somebody else wrote
    meanwhile. Whoever starts the command again goes on with what is left: the rest differs no
    more."""
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        return retrying(partial(fold, env, batch, store), env)


def tell(results, batches, show=print):
    """Show what differed and how far it is, as batches are done.

    :param results: ``(lines, count)`` of each batch
    :return: how many members differed
    """
    count, done, all_of_them = 0, 0, sum(len(ids) for _company, ids in batches)
    for (_company, ids), (lines, differed) in zip(batches, results, strict=True):
        count += differed
        done += len(ids)
        for line in lines:
            show(line)
        show(f"{done} of {all_of_them} members")
    show(f"{count} members differed.")
    return count


def _words(periods):
    return ", ".join(f"{start} {standing}" for start, _end, standing in periods) or "nothing"


def _lines(lines):
    return ", ".join(f"{line.date} {line.reason} {line.counter} {line.amount:+g}" for line in lines)
