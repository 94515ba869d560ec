"""From facts to the standing of a member: a timeline over a whole life, first rule wins.

Standings: ``not_concerned``, ``unsubscribed``, ``unpaid``, ``blocked`` (and a policy's other stops), ``on_leave``, ``grace``,
``alert``, ``suspended``, ``frozen``, ``exempted``, ``up_to_date``.
"""


def timeline(facts, history, entries):
    """The standing over a whole life: ``[(from_date, standing)]``, in order, no two neighbours alike.

    Each standing lasts until the day before the next pair; the last one has no end. It begins on the day of the earliest fact. Dates
    in the future are those known today: they hold as long as no new fact arrives.

    :param facts: :class:`facts.Facts` (``attendances`` are only needed for unsubscription by absences)
    :param history: :class:`policy.PolicyHistory`
    :param entries: the member's ledger, any order, reversals included
    """
    raise NotImplementedError


def standing_on(facts, history, entries, day):
    """The standing on one day, by the same rules."""
    raise NotImplementedError


def at(periods, day):
    """The standing that a timeline gives on ``day``; ``not_concerned`` before its first period."""
    raise NotImplementedError


def rebuild(members, rows, history):
    """The timelines of many members in one go: lean, tuples in, tuples out.

    :param members: ``{member_id: Facts}``; their attendances may be left out (see :func:`timeline`)
    :param rows: ledger rows ``(member_id, counter, date, amount, counts_from or None)`` grouped by member, any order inside
    :return: iterator of ``(member_id, [(from_date, standing), …])`` for every member of ``members``
    """
    raise NotImplementedError
