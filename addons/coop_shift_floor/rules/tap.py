"""A tap on the phone, as it comes over the network: read it strictly, or say what is wrong."""

from typing import NamedTuple

#: What a coordinator can say of somebody who is on the list.
STATES = ("present", "late", "absent", "excused", "half_excused", "replaced")
#: Those in which the seat is held.
SEATED = ("expected", "present", "late", "absent", "excused", "half_excused")
#: A tap taken back, and a make-up that was a mistake.
UNDOING = ("expected", "cancelled")
#: ``attendance`` and ``note`` are about one assignment; ``scan`` is a card or a member number.
KINDS = ("attendance", "scan", "note", "shift_note", "close")
#: Taps that one message may carry, and characters of a note.
MOST = 200
LONGEST_NOTE = 500


class Tap(NamedTuple):
    """One tap. ``at``: milliseconds since 1970 by the phone's clock, right or wrong.

    ``key``: made by the phone, one per tap; the same key is the same tap.
    ``assignment``: id of who it is about; ``state``: of ``STATES`` or ``UNDOING``.
    ``code``: the card or number that was scanned or typed (for ``replaced``: of who came instead).
    """

    key: str
    kind: str
    at: float
    assignment: int = 0
    state: str = ""
    code: str = ""
    text: str = ""


def read(raw) -> Tap:
    """A tap from plain JSON.

    :raise ValueError: in words for a programmer; nobody's thumb can make such a tap

    >>> read({"key": "k1234567", "kind": "attendance", "at": 5, "assignment": 7, "state": "late"})
    Tap(key='k1234567', kind='attendance', at=5.0, assignment=7, state='late', code='', text='')
    >>> read({"key": "k1234567", "kind": "attendance", "at": 5, "assignment": 7, "state": "flown"})
    Traceback (most recent call last):
    ValueError: state: 'flown'
    """
    if not isinstance(raw, dict):
        raise ValueError(f"tap: {raw!r}")
    tap = Tap(
        _text(raw, "key", 64, least=8),
        _one_of(raw, "kind", KINDS),
        _number(raw, "at"),
        int(_number(raw, "assignment", 0)),
        _text(raw, "state", 20),
        _text(raw, "code", 64),
        _text(raw, "text", LONGEST_NOTE),
    )
    if tap.kind == "attendance":
        _one_of(raw, "state", STATES + UNDOING)
    return tap


def _one_of(raw, name, allowed):
    if raw.get(name) not in allowed:
        raise ValueError(f"{name}: {raw.get(name)!r}")
    return raw[name]


def _number(raw, name, default=None):
    value = raw.get(name) or default
    fits = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not fits or not abs(value) < 1e15:
        raise ValueError(f"{name}: {raw.get(name)!r}")
    return value if isinstance(value, int) and name != "at" else float(value)


def _text(raw, name, most, least=0):
    """A text, cut where it is too long: a note is kept, not refused."""
    value = raw.get(name) or ""
    if not isinstance(value, str) or len(value) < least:
        raise ValueError(f"{name}: {value!r}")
    return value.strip()[:most]
