"""A calendar feed of shifts (RFC 5545). Moments are UTC, so it is right in every season."""

from hashlib import sha256
from typing import NamedTuple

import vobject

PRODUCT = "-//Coop Suite//Shifts//EN"


class Slot(NamedTuple):
    """One shift of the member.

    :param uid: stable: the same for as long as the shift exists
    :param start: naive UTC moment, like ``stop`` and ``changed`` (the last change)
    :param cancelled: nobody need come
    """

    uid: str
    start: object
    stop: object
    changed: object
    title: str
    place: str = ""
    note: str = ""
    cancelled: bool = False


def calendar(name, slots):
    """The text of the feed.

    >>> from datetime import datetime
    >>> nine = datetime(2026, 3, 29, 7)
    >>> text = calendar("Shifts", [Slot("1@coop", nine, nine.replace(hour=10), nine, "Till")])
    >>> [line for line in text.splitlines() if line.startswith(("DTSTART", "UID", "STATUS"))]
    ['UID:1@coop', 'DTSTART:20260329T070000Z', 'STATUS:CONFIRMED']
    """
    feed = vobject.iCalendar()
    feed.add("prodid").value = PRODUCT
    feed.add("method").value = "PUBLISH"
    feed.add("x-wr-calname").value = name
    for slot in slots:
        _event(feed.add("vevent"), slot)
    return feed.serialize()


def _event(event, slot):
    event.add("uid").value = slot.uid
    event.add("dtstamp").value = _utc(slot.changed)
    event.add("last-modified").value = _utc(slot.changed)
    event.add("dtstart").value = _utc(slot.start)
    event.add("dtend").value = _utc(slot.stop)
    event.add("summary").value = slot.title
    if slot.place:
        event.add("location").value = slot.place
    if slot.note:
        event.add("description").value = slot.note
    event.add("status").value = "CANCELLED" if slot.cancelled else "CONFIRMED"
    event.add("transp").value = "TRANSPARENT" if slot.cancelled else "OPAQUE"


def _utc(moment):
    return moment.replace(microsecond=0, tzinfo=vobject.icalendar.utc)


def etag(text):
    """A name for this very content: another content has another name.

    >>> etag("a") == etag("a"), etag("a") == etag("b")
    (True, False)
    """
    return sha256(text.encode()).hexdigest()[:32]
