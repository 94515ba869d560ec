"""The door: a tablet opened by its link, the network cut, and a card scanned again and again.

The co-op has --members members with two household persons each. A server and a browser see
committed rows only, so this one commits, in a company of its own.
"""

import json
from pathlib import Path

import live
import population

from odoo.tools import config

COMMITS = True
SCANS = 200
HOUSEHOLD = 2
DRIVE = Path(__file__).with_name("door_in_browser.js")
READY = "document.querySelector('#coop_door[data-kept] .coop-door .coop-inside b')"


def run(ctx):
    """Load the door's list, cut the network, scan."""
    company = ctx.env["res.company"].create({"name": "Bench of the door"})
    ctx.env = ctx.env(context={"allowed_company_ids": company.ids, "tracking_disable": True})
    ids = population.make_members(ctx.env, ctx.members)
    population.make_households(ctx.env, ids, HOUSEHOLD)
    door = ctx.env["coop.door"].create({"name": "Front door", "company_id": company.id})
    ctx.env.cr.commit()
    ctx.say(f"{len(ids)} members and their households are there")
    codes = [population.card_code((n * 7919 + 13) % len(ids)) for n in range(SCANS)]
    with live.server(config["config"], ctx.env.cr.dbname) as address, live.Browser() as browser:
        browser.open(f"{address}/coop/door/{door.token}")
        browser.wait(READY)
        browser.cut_network()
        found = json.loads(browser.measure(DRIVE, codes=codes))
    for work, value in found.items():
        yield f"browser, no network: {work}", value, 0, None
