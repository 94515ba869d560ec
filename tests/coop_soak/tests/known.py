"""Differences that are known and not mended yet: ``{operation or (operation, preset): reason}``.

What stands here is left out of the lives; a line goes when its cause is mended.
"""

KNOWN = {}
