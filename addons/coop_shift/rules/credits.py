"""From attendance to ledger entries. A pure function of the facts: the order in which they were typed does not matter."""


def ledger(facts, history, until):
    """The ledger that the facts make, up to a day.

    Events are taken in the order of their dates (then ``time``, then id), whatever the order they were recorded in. Attendances of one id
    are one event: the last in the tuple wins, and the kind ``withdrawn`` means that it never was.
    Debits are made for each cycle that starts on or before ``until``, once per member and cycle.

    :param facts: :class:`facts.Facts`
    :param history: :class:`policy.PolicyHistory`
    :param until: last day for which the cycle debit is made
    :return: :class:`facts.Ledger`; entries in order of date; keys unique for the member
    :raise FactsError: a kind, regime, counter or leave type that the policy of the day does not have
    """
    raise NotImplementedError


def changes(stored, wanted):
    """The rows to append so that the stored ledger says what is wanted: reversals, then new lines.

    Appending them and asking again gives nothing: doing a thing twice writes once. A reversal has the date (and ``counts_from``) of
    the line that it reverses, so that the timeline becomes what it would have been without that line.

    :param stored: all entries of the member, reversals included
    :param wanted: ``ledger(...).entries``
    :return: list of :class:`facts.Entry`
    """
    raise NotImplementedError


def balances(entries, day=None, counted_only=False):
    """The balance of each counter at the end of ``day`` (or over all entries), as ``{counter: amount}``.

    ``counted_only``: leave out what the standing does not count yet (``counts_from`` after ``day``).
    """
    raise NotImplementedError
