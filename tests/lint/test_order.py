"""Every list of a model has one order: rows that are equal in it come by their ids.

Without that the database gives equal rows in any order, a page of a list may show a row twice and
another never, and ``limit=1`` takes another row from one day to the next.
"""

import re
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[2] / "addons"
ORDER = re.compile(r'^    _order = "(.*)"$', re.MULTILINE)
DECIDED = re.compile(r"(^|, )id( desc)?$")


def test_equal_rows_come_by_their_ids():
    orders = {
        str(path.relative_to(ADDONS)): order
        for path in ADDONS.glob("*/models/*.py")
        for order in ORDER.findall(path.read_text(encoding="utf-8"))
    }
    assert orders
    assert not {path: order for path, order in orders.items() if not DECIDED.search(order)}
