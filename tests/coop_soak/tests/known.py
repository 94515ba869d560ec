"""Differences that are known and not mended yet.

A line goes when its cause is mended.
"""

#: ``{operation: why it is left out of the lives}``
LEFT_OUT = {
    "other_zone": "what was recorded moves to another local day, also across midnight",
}

#: ``{(kind, operation or None, preset or None): why this difference is not told}``
KNOWN = {}


def is_known(kind, operation, preset):
    """Whether a difference of a kind, after an operation, under a preset, is known."""
    return any(
        (kind, name, place) in KNOWN for name in (operation, None) for place in (preset, None)
    )
