"""The till: its list of persons, a scan in a browser, and twenty tills that sell at once.

The co-op has --members members with two household persons each. Each of the twenty tills makes
--sales sales, or one for every sixteenth member: 1,000 at 16,000 members. A server and a browser
see committed rows only, so this one commits, in a company of its own, and is run last.
"""

import gzip
import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import live
import population
import rush
import shop

from odoo.tools import config

COMMITS = True
TILLS = 20
#: Members for each sale of a till.
A_SALE = 16
SCANS = 200
LINES = 20
HOUSEHOLD = 2
DRIVE = Path(__file__).with_name("till_in_browser.js")


def run(ctx):
    """Measure the list, then the browser, then the tills at once."""
    company = ctx.env["res.company"].create({"name": "Bench"})
    ctx.env = ctx.env(context={"allowed_company_ids": company.ids, "tracking_disable": True})
    desks = shop.make_shop(ctx.env, TILLS)
    shop.make_user(ctx.env, "bench-office", shop.OFFICE)
    ids = population.make_members(ctx.env, ctx.members)
    ctx.say(f"{len(ids)} members are there")
    yield from _whole_list(ctx, desks[0][1])
    population.make_households(ctx.env, ids, HOUSEHOLD)
    ctx.say("their households are there")
    yield from _whole_list(ctx, desks[0][1])
    yield from _changes(ctx, desks[0][1], ids)
    ctx.env.cr.commit()
    with live.server(config["config"], ctx.env.cr.dbname) as address:
        yield from _in_browser(ctx, address, desks[0])
        yield from _at_once(ctx, address, desks, ids)


def _whole_list(ctx, till):
    """The list that a till loads when it is opened: seconds of the server, and bytes."""
    answers = []
    row = ctx.measure("", lambda: answers.append(till.coop_persons()))
    persons = len(answers[-1]["persons"])
    raw = json.dumps(answers[-1], separators=(",", ":")).encode()
    yield f"list of {persons} persons", row.seconds, row.statements, persons
    yield "  bytes", 0, 0, len(raw)
    yield "  bytes, compressed", 0, 0, len(gzip.compress(raw))


def _changes(ctx, till, ids):
    """What a till loads when it is rung, after so many persons changed."""
    cursor = till.coop_persons()["cursor"]
    ctx.env.cr.flush()
    ctx.env["coop.person.change"].search([]).unlink()
    yield ctx.measure("nothing changed", lambda: till.coop_persons(cursor), repeat=5)
    for count in (1, min(100, len(ids))):
        _change(ctx.env, ids[:count])
        work = f"{count} members changed"
        yield ctx.measure(work, lambda: till.coop_persons(cursor), repeat=5)


def _change(env, partner_ids):
    day = env.company._coop_today() + timedelta(days=1)
    env["coop.block"].create(
        [{"partner_id": pid, "date_from": day, "reason": "bench"} for pid in partner_ids]
    )
    env.cr.flush()


def _in_browser(ctx, address, desk):
    """What happens in the browser of one till, with the network cut."""
    login, till = desk
    client = live.Client(address, ctx.env.cr.dbname, login, shop.PASSWORD)
    with live.Browser() as browser:
        _open_till(browser, client, till)
        loaded = browser.run(_TIMED_PULL)
        yield "browser: load, unpack and keep the list", loaded, 0, None
        browser.run(_FILL.replace("LINES", str(LINES)))
        browser.cut_network()
        found = json.loads(browser.measure(DRIVE, scans=SCANS))
    for work, value in found.items():
        yield f"browser, no network: {work}", value, 0, None


_TIMED_PULL = """(async () => {
    const start = performance.now();
    posmodel.coopChecker.cursor = null;
    await posmodel.coopChecker.pull();
    return (performance.now() - start) / 1000;
})()"""
_FILL = """(async () => {
    for (const product of posmodel.models["product.template"].getAll().slice(0, LINES)) {
        await posmodel.addLineToCurrentOrder({ product_tmpl_id: product }, {});
    }
})()"""
_REGISTER = ".screen-login .btn.open-register-btn, .modal .btn-primary"
_CLICK = f"document.querySelector({json.dumps(_REGISTER)})?.click()"


def _open_till(browser, client, till):
    browser.sign_in(client)
    browser.open(f"{client.address}/pos/ui/{till.id}")
    browser.wait("window.posmodel?.coopChecker?.ready")
    browser.wait(f"document.querySelector('.coop-panel') || ({_CLICK}, false)")


def _at_once(ctx, address, desks, ids):
    """Twenty tills open, then sell, while the office stops members."""
    each = ctx.sales or max(rush.BATCH, ctx.members // A_SALE)
    tills = rush.connect(address, ctx.env.cr.dbname, ctx.env, desks)
    office = live.Client(address, ctx.env.cr.dbname, "bench-office", shop.PASSWORD)
    yield f"{TILLS} tills load the whole list at once", rush.open_all(tills), 0, None
    seconds, stopped = rush.sell_all(tills, each, office, ids, ctx.say)
    yield f"{TILLS} tills sell {each} times each", seconds, 0, TILLS * each
    for work, words in (
        ("checks", f"log of {rush.BATCH} checks"),
        ("sales", f"{rush.BATCH} sales of {rush.LINES} lines"),
        ("changes", "what changed meanwhile"),
    ):
        yield f"  {words}, p50", rush.share(tills, work, 0.5), 0, None
        yield f"  {words}, p99", rush.share(tills, work, 0.99), 0, None
    yield "  members stopped meanwhile", 0, 0, len(stopped)
    yield from _nothing_lost(ctx, tills)


def _nothing_lost(ctx, tills):
    """Count what the server has.

    :raise AssertionError: when a sale or a check is missing or there twice
    """
    sent = [uuid for till in tills for uuid in till.uuids]
    with closing(ctx.env.registry.cursor()) as cr:
        env = ctx.env(cr=cr)
        orders = env["pos.order"].search([("uuid", "in", sent)])
        assert len(orders) == len(sent), (len(orders), len(sent))
        assert len(orders.coop_check_id) == len(sent), len(orders.coop_check_id)
        assert not orders.filtered(lambda order: not order.coop_judged_on)
        yield "  sales on the server, once, each with its check", 0, 0, len(orders)
        kinds = env["coop.order.flag"]._read_group(
            [("order_id", "in", orders.ids)], ["kind"], ["__count"]
        )
        for kind, count in kinds:
            yield f"  flagged: {kind}", 0, 0, count
