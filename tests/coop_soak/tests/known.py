"""Differences that are known and not mended yet.

A line goes when its cause is mended. One more stands in ``world.py``: a policy that was just
written has its regimes in the order of its text, and in that of their names (short ones first) once
it is read from the database.
"""

#: ``{operation: why it is left out of the lives}``
LEFT_OUT = {
    "other_zone": "what was recorded moves to another local day, also across midnight",
    "committee_hours of a former member": "the daily job of the whole co-op fails on their seat",
}

#: ``{operation: why it is left out while the daily job is late}``
LATE_LEFT_OUT = dict.fromkeys(
    ("new_version", "other_cycle"),
    "deriving all members at once forgets the debits that are due and not written yet",
)

#: ``{(kind, operation or None, preset or None): why this difference is not told}``
KNOWN = {
    ("forms", None, None): "all members at once: debits that are due are forgotten while the job "
    "is late",
    ("past", "choose_place", None): "a place decided upon, and not begun, is deleted",
    ("past", "end_template", None): "a place decided upon, and not begun, is deleted",
    (
        "past",
        "end_leave",
        None,
    ): "a leave without end keeps the membership; one that is given an end "
    "does not, nor for the days before",
    ("underived", None, "supercoop_berlin"): "planned shifts are registrations, and nobody derives",
    ("past", None, "supercoop_berlin"): "a booking counts from its day by UTC",
}


def is_known(kind, operation, preset):
    """Whether a difference of a kind, after an operation, under a preset, is known."""
    return any(
        (kind, name, place) in KNOWN for name in (operation, None) for place in (preset, None)
    )
