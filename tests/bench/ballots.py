"""Ballots cast on the portal as members cast them: over HTTP, through workers, all at once."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import psutil

LAUNCHER = Path(__file__).with_name("launcher.py")
WORKERS = 2
AT_ONCE = 8  # requests under way
WARM_UP = 200
CHOICES = ("yes", "no", "abstain")
#: asked by the web client whether its session still holds: a login, and nothing else
IDLE = "/web/session/check"
#: what a benchmark's database is copied from
TEMPLATE = os.environ.get("COOP_BENCH_TEMPLATE", "coop_tests")


@contextlib.contextmanager
def database_of_its_own(ctx):
    """Yield a context like this one on a fresh copy of the tests' database, dropped at the end."""
    from odoo import SUPERUSER_ID, api, sql_db
    from odoo.modules.registry import Registry

    name = f"{ctx.env.cr.dbname}_vote"
    with _maintenance() as run:
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        run(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    try:
        with Registry(name).cursor() as cr:
            yield type(ctx)(api.Environment(cr, SUPERUSER_ID, {}), ctx.members)
    finally:
        Registry.delete(name)
        sql_db.close_db(name)
        with _maintenance() as run:
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def _maintenance():
    """Yield a function that runs a statement outside any transaction."""
    from odoo import sql_db

    with contextlib.closing(sql_db.db_connect("postgres").cursor()) as cr:
        cr._cnx.autocommit = True
        yield cr._obj.execute


def make_logins(env, vote, number):
    """Give so many of those on the roll a login and a session that is open already.

    :return: dictionaries with the right's id, the session, its token, and the choice to come
    """
    lines = vote.right_ids.filtered(lambda line: not line.exclusion)[:number]
    users = _make_users(env, lines.member_id.partner_id.ids)
    chance, logins = random.Random(2026), []
    for line in lines:
        sid, token = _open_session(users[line.member_id.partner_id.id])
        choice = chance.choice(CHOICES)
        logins.append({"right": line.id, "sid": sid, "token": token, "choice": choice})
    return logins


def _make_users(env, partners):
    """Portal users of these persons, written by SQL: {person's id: user}."""
    env.cr.execute(
        """INSERT INTO res_users (login, partner_id, company_id, active, share, notification_type,
                                  password, create_date)
           SELECT 'bench' || id, id, %s, true, true, 'email', 'x', now() FROM unnest(%s) id
        RETURNING id, partner_id""",
        (env.company.id, partners),
    )
    rows = env.cr.fetchall()
    uids = [user for user, _partner in rows]
    group = env.ref("base.group_portal").id
    env.cr.execute(
        "INSERT INTO res_groups_users_rel (gid, uid) SELECT %s, unnest(%s)", (group, uids)
    )
    env.cr.execute(
        "INSERT INTO res_company_users_rel (cid, user_id) SELECT %s, unnest(%s)",
        (env.company.id, uids),
    )
    env.invalidate_all()
    return {partner: env["res.users"].browse(user) for user, partner in rows}


def _open_session(user):
    """A session as it is once the voter has read the page of the vote: (id, form token)."""
    from odoo import http

    session = http.root.session_store.new()
    session.update(http.get_default_session(), db=user.env.cr.dbname, login=user.login, uid=user.id)
    session.session_token = user._compute_session_token(session.sid)
    session.context = {"lang": "en_US", "tz": "Europe/Paris", "uid": user.id}
    now = int(time.time())
    device = {"platform": "linux", "browser": "chrome", "ip_address": "127.0.0.1"}
    session["_trace"] = [{**device, "first_activity": now, "last_activity": now}]
    http.root.session_store.save(session)
    asker = SimpleNamespace(session=session, env=user.env, db=user.env.cr.dbname)
    return session.sid, http.Request.csrf_token(asker, None)


@contextlib.contextmanager
def server(database):
    """Yield an Odoo server with two workers on a database: its port and its process."""
    from odoo.tools import config

    ports = _free_port(), _free_port()
    argv = [sys.executable, LAUNCHER, "-c", config["config"], "-d", database]
    argv += [
        f"--db-filter=^{database}$",
        f"--workers={WORKERS}",
        "--max-cron-threads=0",
        "--log-level=error",
    ]
    argv += [f"--http-port={ports[0]}", f"--gevent-port={ports[1]}", "--http-interface=127.0.0.1"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(argv, env=environment, start_new_session=True)
    try:
        _wait(f"http://127.0.0.1:{ports[0]}/web/health", process)
        yield SimpleNamespace(port=ports[0], process=process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait(url, process):
    """Wait until a server answers."""
    for _attempt in range(600):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def cast_all(ctx, server, vote, logins):
    """Cast every login's ballot, compare the receipts with the roll, and yield what it took."""
    path = f"/my/votes/{vote.id}/ballot"
    _load(server, path, logins[:WARM_UP])
    database = ctx.env.cr.dbname
    before = _cpu(server, database)
    loaded = _load(server, path, logins)
    used = [after - start for after, start in zip(_cpu(server, database), before, strict=True)]
    _check_receipts(ctx.env, logins, loaded["receipts"])
    number, seconds = len(logins), loaded["seconds"]
    rate = round(number / seconds)
    yield f"cast on the portal, {WORKERS} workers: all ballots", seconds, 0, number
    yield "  ballots a second (in the last column)", seconds / number, 0, rate
    yield "  answer to a ballot: median", loaded["median"], 0, None
    yield "  answer to a ballot: slowest of 100", loaded["p99"], 0, None
    for who, spent in zip(("Odoo", "PostgreSQL"), used, strict=True):
        yield f"  CPU of {who} for a ballot", spent / number, 0, None
    yield "  CPU of the load generator for a ballot", loaded["cpu"] / number, 0, None
    yield _floor(server, logins)


def _floor(server, logins):
    """How fast the same server answers the same members on a route of Odoo's that does nothing."""
    seconds = _load(server, IDLE, [{"sid": login["sid"]} for login in logins])["seconds"]
    rate = round(len(logins) / seconds)
    return "  for comparison, an answer that does nothing", seconds / len(logins), 0, rate


def _load(server, path, logins):
    """Send from a process of its own; its report."""
    plan = {"port": server.port, "path": path, "at_once": AT_ONCE}
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("ballots_load.py")],
        input=json.dumps({**plan, "logins": logins}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _cpu(server, database):
    """CPU seconds spent so far by the workers and by the database's processes for them."""
    workers = psutil.Process(server.process.pid).children(recursive=True)
    backends = [
        process
        for process in psutil.process_iter(["cmdline"])
        if f" {database} " in " ".join(process.info["cmdline"] or ()) + " "
        and "postgres" in (process.info["cmdline"] or ("",))[0]
    ]
    return [_spent(processes) for processes in (workers, backends)]


def _spent(processes):
    """Their CPU seconds."""
    total = 0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _check_receipts(env, logins, receipts):
    """Each receipt given is the one of its line, and each envelope says what was cast."""
    env.cr.rollback()
    env.cr.execute(
        """SELECT line.id, line.receipt, envelope.choice FROM coop_vote_right line
             JOIN coop_vote_envelope envelope ON envelope.right_id = line.id
            WHERE line.id = ANY(%s)""",
        ([login["right"] for login in logins],),
    )
    kept = {right: (receipt, choice) for right, receipt, choice in env.cr.fetchall()}
    given = {login["right"]: (receipts.get(login["sid"]), login["choice"]) for login in logins}
    if kept != given:
        raise AssertionError("a ballot was lost, doubled or changed")


def check_result(vote, logins):
    """The result holds each ballot once."""
    for choice in CHOICES:
        sent = sum(login["choice"] == choice for login in logins)
        if vote.result[choice] != sent:
            raise AssertionError(f"{sent} ballots said {choice}, {vote.result[choice]} are counted")
