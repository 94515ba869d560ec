"""Many tills that send their sales at once to a running server, while standings change."""

import json
import random
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

import live
import shop

#: Sales that a till sends in one call, as after some minutes without network.
BATCH = 10
LINES = 5
#: Seconds between two changes of somebody's standing by the office.
CHANGE_EVERY = 0.5
#: Seconds between two words on how far the tills are.
SAY_EVERY = 20


@dataclass
class Till:
    """One till: its list of persons, and how long the server took for what it asked."""

    client: live.Client
    config: int
    session: int
    method: int
    products: list
    seconds: dict = field(default_factory=dict)
    uuids: list = field(default_factory=list)
    cursor: str | None = None
    codes: dict = field(default_factory=dict)

    def timed(self, work, *call):
        """Call a method and remember how long it took."""
        started = time.perf_counter()
        answer = self.client.call(*call)
        self.seconds.setdefault(work, []).append(time.perf_counter() - started)
        return answer

    def pull(self, work):
        """Bring the list up to date."""
        answer = self.timed(work, "pos.config", "coop_persons", [self.config], self.cursor)
        self.cursor = answer["cursor"]
        for row in answer["persons"]:
            self.codes[row[0]] = answer["timelines"][row[5]][0][1]

    def sell(self, count, seed):
        """Sell to some persons, send the checks, then the sales, and hear what changed."""
        chosen = random.Random(seed).sample(sorted(self.codes), count)
        sales = [self.sale(partner) for partner in chosen]
        rows = [self.check(order) for order in sales]
        self.timed("checks", "pos.config", "coop_record_checks", [self.config], rows)
        self.timed("sales", "pos.order", "sync_from_ui", sales)
        self.uuids += [order["uuid"] for order in sales]
        self.pull("changes")

    def check(self, order):
        """What the till says of the person of a sale; it sells to everybody, on a warning."""
        code = self.codes[order["partner_id"]]
        return {
            "uuid": order["coop_check_uuid"],
            "order_uuid": order["uuid"],
            "at": _now(),
            "partner_id": order["partner_id"],
            "code": code,
            "allowed": code == "ok",
            "outcome": "allowed" if code == "ok" else "warned",
        }

    def sale(self, partner):
        """A sale of some goods, as a till sends it."""
        goods = [(self.products[number], number + 1.0) for number in range(LINES)]
        total = sum(price for _product, price in goods)
        payment = {"name": _now(), "amount": total, "payment_method_id": self.method}
        return {
            "uuid": str(uuid4()),
            "name": "Bench",
            "session_id": self.session,
            "partner_id": partner,
            "user_id": False,
            "date_order": _now(),
            "coop_check_uuid": str(uuid4()),
            "lines": [(0, 0, _line(*one)) for one in goods],
            "payment_ids": [(0, 0, payment)],
            "amount_total": total,
            "amount_paid": total,
            "amount_tax": 0,
            "amount_return": 0,
        }


def _now():
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _line(product, price):
    return {
        "product_id": product,
        "qty": 1,
        "price_unit": price,
        "price_subtotal": price,
        "price_subtotal_incl": price,
        "discount": 0,
        "tax_ids": [(6, 0, [])],
        "uuid": str(uuid4()),
    }


def connect(address, database, env, desks):
    """Sign in at every till and return them. Their records are committed by now."""
    products = env["product.product"].search([("name", "=like", "Product %")], limit=LINES).ids
    return [
        Till(
            live.Client(address, database, login, shop.PASSWORD),
            desk.id,
            desk.current_session_id.id,
            desk.payment_method_ids[:1].id,
            products,
        )
        for login, desk in desks
    ]


def open_all(tills):
    """Every till loads the whole list at once, as when the shop opens."""
    return _together(lambda till, _number: till.pull("whole list"), tills)


def sell_all(tills, each, office, partners, say):
    """Every till sells ``each`` times while the office stops one member after the other.

    :param say: called now and then with how far they are
    """

    def work(till, number):
        for step in range(0, each, BATCH):
            till.sell(min(BATCH, each - step), f"{number} {step}")

    with changing(office, partners) as changes, telling(tills, each, say):
        return _together(work, tills), changes


@contextmanager
def telling(tills, each, say):
    """Say now and then how many sales are done, until the end."""
    over = threading.Event()

    def tell():
        while not over.wait(SAY_EVERY):
            done = sum(len(till.uuids) for till in tills)
            say(f"... {done} of {len(tills) * each} sales are on the server")

    thread = threading.Thread(target=tell)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def changing(office, partners):
    """Stop one member after the other until the end; yields the list of those stopped."""
    over, stopped = threading.Event(), []

    def change():
        for partner in partners:
            if over.wait(CHANGE_EVERY):
                return
            block = {"partner_id": partner, "kind": "blocked", "reason": "bench"}
            office.call("coop.block", "create", [block])
            stopped.append(partner)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield stopped
    finally:
        over.set()
        thread.join()


def _together(work, tills):
    """Do work at all tills at once and return the seconds until the last is done.

    :raise RuntimeError: when a till failed
    """
    failures = []

    def guarded(till, number):
        try:
            work(till, number)
        except Exception as failure:
            failures.append(f"{till.config}: {failure}")

    threads = [threading.Thread(target=guarded, args=(till, n)) for n, till in enumerate(tills)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(json.dumps(failures[:3]))
    return time.perf_counter() - started


def share(tills, work, part):
    """Return the seconds within which that part of the calls of all tills was answered."""
    seconds = sorted(one for till in tills for one in till.seconds[work])
    return seconds[min(len(seconds) - 1, int(len(seconds) * part))]
