"""When a tap happened, told by a phone whose clock may be wrong.

Moments are seconds since 1970 (UTC), with fractions, by the server's clock.
"""

from datetime import datetime, timezone
from math import ceil

#: Two taps of one phone are this far apart at least, in seconds, so that their order is kept.
TICK = 0.001


def moments(ats, sent_at, now, earliest, last=None):
    """The moments of the taps of one phone, in the order in which they were tapped.

    The phone says when it tapped and what its clock shows as it sends: the difference to the
    server's clock is the phone's error. A clock that was set in between cannot turn the order
    round, nor bring a tap into the future or before the shift.

    :param ats: when each was tapped, by the phone's clock, first tapped first
    :param sent_at: what the phone's clock shows on sending; ``None`` when it does not say
    :param earliest: nothing was tapped before
    :param last: the moment of the phone's latest tap that is known already

    A phone that is an hour late:

    >>> moments([100, 160], sent_at=200, now=3800, earliest=0)
    [3700, 3760]

    A clock that was put right between two taps, and one that says the year 2000:

    >>> moments([5000, 160], sent_at=200, now=200, earliest=100)
    [200, 200.001]
    >>> moments([-9e8], sent_at=200, now=200, earliest=100)
    [100]
    """
    skew = 0 if sent_at is None else now - sent_at
    found = []
    for at in ats:
        moment = max(min(at + skew, now), earliest)
        if last is not None and moment < last + TICK:
            moment = round(last + TICK, 3)
        found.append(moment)
        last = moment
    return found


def seconds(moment):
    """The seconds since 1970 of a naive UTC moment.

    >>> from datetime import datetime
    >>> seconds(datetime(1970, 1, 2))
    86400.0
    """
    return moment.replace(tzinfo=timezone.utc).timestamp()


def utc(since_1970):
    """The naive UTC moment of seconds since 1970, the next whole second.

    >>> utc(86400.2)
    datetime.datetime(1970, 1, 2, 0, 0, 1)
    """
    return datetime.fromtimestamp(ceil(since_1970), timezone.utc).replace(tzinfo=None)
