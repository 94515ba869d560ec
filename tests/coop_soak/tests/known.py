"""Differences that are known and not mended yet.

A line goes when its cause is mended.
"""

#: ``{operation: why it is left out of the lives}``
LEFT_OUT = {
    "other_zone": "what was recorded moves to another local day, also across midnight",
}

#: ``{(kind, operation or None, preset or None): why this difference is not told}``
KNOWN = {
    ("underived", "exchange", "supercoop_berlin"): "a shift given in exchange: cause not found yet",
    ("underived", "undo", "supercoop_berlin"): "a swap that is undone: cause not found yet",
    ("past", "choose_place", None): "a place decided upon, and not begun, is deleted",
    ("past", "end_template", None): "a place decided upon, and not begun, is deleted",
    (
        "past",
        "end_leave",
        None,
    ): "a leave without end keeps the membership; one that is given an end "
    "does not, nor for the days before",
}


def is_known(kind, operation, preset):
    """Whether a difference of a kind, after an operation, under a preset, is known."""
    return any(
        (kind, name, place) in KNOWN for name in (operation, None) for place in (preset, None)
    )
