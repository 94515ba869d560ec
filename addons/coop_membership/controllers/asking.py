"""How often somebody asks, for public pages that must not be asked without end.

Kept in the memory of this server process: each process counts for itself, and forgets at a restart.
"""

import time
from collections import deque

#: Askers that are remembered; whoever asks from ever new addresses fills no memory.
MOST_ASKERS = 10000

_asked = {}


def too_many(key, limit, now=None, seconds=60):
    """Whether ``key`` asked more than ``limit`` times in the last seconds (this process)."""
    now = time.monotonic() if now is None else now
    times = _asked.pop(key, deque())
    while times and times[0] <= now - seconds:
        times.popleft()
    if len(_asked) >= MOST_ASKERS:
        del _asked[next(iter(_asked))]
    # Put back last: the first ones are those who have not asked for longest.
    _asked[key] = times
    if len(times) >= limit:
        return True
    times.append(now)
    return False


def forget_all():
    """Begin to count anew."""
    _asked.clear()
