"""Leaves: what a type asks, how long it lasts, what it does."""


def refusals(policy, leave, context):
    """Why a leave cannot be granted: list of codes, empty when it can.

    Codes: ``unknown_type``, ``ends_before_start``, ``needs_end``, ``too_short``, ``too_long``, ``retroactive``, ``notice``,
    ``credit``, ``make_up_due``, ``shifts_missed``, ``overlap``.

    :param leave: :class:`facts.Leave`
    :param context: :class:`Context`
    """
    raise NotImplementedError


def dates(policy, leave, asked_on, children=1):
    """The dates that a type gives to a leave: ``{"end", "remind_end", "certificate_reminder", "certificate_deadline"}`` (None if none)."""
    raise NotImplementedError


def outcome_without_certificate(policy, leave, asked_on, day):
    """What becomes of a leave whose certificate has not come: ``None``, ``remind``, ``cancelled`` or ``abandoned``."""
    raise NotImplementedError


def waits(policy, leaves, day):
    """The leave that makes an assignment of ``day`` wait (and cost nothing), or None."""
    raise NotImplementedError


def entries(policy, leave):
    """The ledger entries of a leave that debits the shifts missed."""
    raise NotImplementedError
