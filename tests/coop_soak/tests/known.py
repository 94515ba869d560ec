"""Differences that are known and not mended yet: ``{what: reason}``.

An operation, or an operation and a preset, that stands here is left out of the lives; a kind of
difference, or a kind and an operation, is not told. A line goes when its cause is mended.
"""

KNOWN = {
    "forms": "deriving all members at once forgets debits that are due while the job is late",
    "other_zone": "what was recorded moves to another local day, also across midnight",
}
