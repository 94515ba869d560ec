"""What must hold after every operation: stored is derived, and the past stays as it was."""

from contextlib import contextmanager
from datetime import date

from odoo.addons.coop_shift.rules import keep

from .known import is_known

#: So far the standing is right when nobody runs the daily job: debits are foreseen for longer, from
#: the day on which a member was last looked at.
FORESEEN = keep.SURE
#: What only the daily job writes, when time alone went by.
BY_JOB = {"debit", "surplus"}
FAR = date.max


class Difference(AssertionError):
    """What is stored is not what it has to be.

    :param kind: ``ledger``, ``underived`` (a fact changed, and nobody derived what follows),
        ``forms`` (deriving all members at once says something else than deriving one) or ``past``
    """

    def __init__(self, kind, words):
        super().__init__(f"{kind}: {words}")
        self.kind = kind


def history(world):
    """The standings that are stored: ``{member_id: [(first day, first day after it, code)]}``."""
    rows = world.case.env["coop.standing"].search(
        [("company_id", "=", world.company.id)], order="member_id, date_from"
    )
    found = {}
    for row in rows:
        period = (row.date_from, row.date_end or FAR, row.standing)
        found.setdefault(row.member_id.id, []).append(period)
    return found


def until(rows, day):
    """Periods as far as a day (excluded); those that say the same one after the other are one."""
    found = []
    for first, last, code in rows:
        end = min(last or FAR, day)
        if first >= end:
            continue
        if found and found[-1][1:] == (first, code):
            found[-1] = (found[-1][0], end, code)
        else:
            found.append((first, end, code))
    return found


def check_all(world, before, touched):
    """:raise Difference: in words that name the member

    :param before: what ``history`` said before the operation
    :param touched: the first day that the operation may have changed
    """
    world.case.env.flush_all()
    world.case.env.cr.precommit.run()  # as when the request of a screen ends
    check_ledger(world)
    check_standings(world)
    check_past(world, before, touched)


def check_ledger(world):
    env, company = world.case.env, world.company
    compared = env["coop.standing"]._rebuild_some(company, members(world), store=False)
    unlike = [member_id for member_id, _lines in compared[1]]
    late = world.job_day < world.today
    for member in env["coop.member"].browse(unlike):
        lines = lines_to_come(world, member)
        wrong = [line for line in lines if not late or not by_job(world, line)]
        if wrong or not lines:
            raise Difference("ledger", f"{member.name} lacks {wrong or 'something'}")


def by_job(world, line):
    day, _counter, _amount, reason, reverses = line
    return reason in BY_JOB and not reverses and day >= world.job_day


def lines_to_come(world, member):
    """The lines that deriving a member would add; nothing is kept of it."""
    entries = world.case.env["coop.work.entry"]
    mine = [("member_id", "=", member.id)]
    known = entries.search(mine)
    with derived_anew(world, member):
        new = entries.search(mine, order="date, id") - known
        return [(r.date, r.counter, r.amount, r.reason, r.reverses) for r in new]


@contextmanager
def derived_anew(world, member):
    """Look at what deriving one member brings about; nothing is kept of it."""
    point = world.case.env.cr.savepoint()
    try:
        member._coop_refresh_standings()
        world.case.env.flush_all()
        yield
    finally:
        point.close(rollback=True)
        world.case.env.invalidate_all()


def check_standings(world):
    """As far as the debits of everybody were foreseen when the daily job ran."""
    horizon = world.job_day + FORESEEN
    rows = world.case.env["coop.standing"]._rebuild(world.company, store=False)
    for member_id, stored, right in rows:
        member = world.case.env["coop.member"].browse(member_id)
        has, wanted = until(stored, horizon), until(right, horizon)
        if has == wanted:
            continue
        with derived_anew(world, member):
            alone = until(history(world).get(member_id, ()), horizon)
        kind = "forms" if alone == has else "underived"
        if is_known(kind, None, world.preset):
            continue
        told = f"stored {words(has, wanted)}, derived {words(wanted, has)}"
        if alone not in (has, wanted):
            told += f", alone {words(alone, has)}"
        raise Difference(kind, f"{member.name}: {told}")


def check_past(world, before, touched):
    day = min(touched, world.job_day_before + FORESEEN)
    after = history(world)
    for member_id in sorted(before.keys() | after.keys()):
        had, has = (until(rows.get(member_id, ()), day) for rows in (before, after))
        if had != has:
            name = world.case.env["coop.member"].browse(member_id).name
            raise Difference(
                "past",
                f"{name}: before {day} it was {words(had, has)}, now it is {words(has, had)}",
            )


def members(world):
    rows = world.case.env["coop.member"].with_context(active_test=False)
    return rows.search([("company_id", "=", world.company.id)], order="id").ids


def words(rows, others):
    """The periods that the others do not have."""
    return ", ".join(f"{a}–{b} {code}" for a, b, code in rows if (a, b, code) not in others) or "–"
