"""How often somebody asks, for public pages that must not be asked without end; and the answer
where there is nothing.

Kept in the memory of this server process: each process counts for itself, and forgets at a restart.
"""

import time
from collections import deque
from http import HTTPStatus

from odoo.http import request

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


def nothing_here():
    """404 in plain words. Odoo's own page for it fails over an address with a NUL in it."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    words = request.env._("There is nothing here. Please check the address.")
    return request.make_response(words, headers, status=HTTPStatus.NOT_FOUND)
