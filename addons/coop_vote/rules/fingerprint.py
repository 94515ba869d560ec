"""A fingerprint of what was decided, so that a later change is seen."""

import hashlib
import json
from typing import Any


def fingerprint(said: Any) -> str:
    """SHA-256 of a value of JSON's types, in a form that does not depend on the order of keys.

    >>> fingerprint({"yes": 3, "no": 1}) == fingerprint({"no": 1, "yes": 3})
    True
    >>> fingerprint({"yes": 3}) == fingerprint({"yes": 4})
    False
    """
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
