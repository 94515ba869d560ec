"""Graces (at the door) and extensions (by the office)."""


def offer(facts, history, entries, day, kind="grace", next_shift=None):
    """Whether a respite of ``kind`` may be given on ``day``, and until when.

    :param kind: ``grace`` or ``extension``
    :param next_shift: date of the member's next own shift, if any
    :return: ``(Grace, None)`` or ``(None, reason)``; reasons: ``not_suspended``, ``already_given``, ``too_many``, ``no_next_shift``,
        ``not_in_policy``
    """
    raise NotImplementedError
