"""Whole server processes on the tests' database, to be killed."""

import contextlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import psutil

import odoo.http
from odoo.tools import config

START_SECONDS = 120
#: Where the package is. Not the whole path of the tests: pytest puts folders on it whose modules
#: would hide those of Python.
ODOO = Path(odoo.http.__file__).parents[1]


class Server:
    """Odoo with two workers, in processes of its own."""

    def __init__(self, database):
        self.database = database
        self.port, self.gevent_port = _free_port(), _free_port()
        self.process = None
        self._folder = tempfile.TemporaryDirectory()
        #: a file, since the parent of workers calls itself by name
        self.launcher = Path(self._folder.name) / "odoo-server"

    def start(self):
        """Start it and wait until it answers."""
        options = [
            f"--db-filter=^{self.database}$",
            "--workers=2",
            "--max-cron-threads=0",
            "--log-level=critical",
        ]
        ports = [f"--http-port={self.port}", f"--gevent-port={self.gevent_port}"]
        self.launcher.write_text("from odoo.cli import main\n\nmain()\n")
        argv = [sys.executable, self.launcher, "-c", config["config"], "-d", self.database]
        self.process = subprocess.Popen(
            [*argv, *options, *ports, "--http-interface=127.0.0.1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ODOO)},
        )
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError("the server did not start")
            time.sleep(0.2)

    def answers(self):
        """Whether it is up."""
        return self.send("GET", "/web/health")[0] == 200

    def send(self, method, path, body=None, headers=None):
        """The status and the body of an answer; (0, b"") when there was none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def kill_workers(self):
        """Kill the processes that serve, all at once; the parent forks new ones."""
        for child in psutil.Process(self.process.pid).children():
            #: a worker that has served its number of requests ends by itself
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()

    def kill(self):
        """Kill everything at once, as a power cut would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def remove(self):
        """Kill it for good."""
        self.kill()
        self._folder.cleanup()


class Login:
    """The session of a user, made as logging in makes it."""

    def __init__(self, user):
        session = odoo.http.root.session_store.new()
        values = {"db": user.env.cr.dbname, "login": user.login, "uid": user.id}
        session.update(odoo.http.get_default_session(), **values)
        session.session_token = user._compute_session_token(session.sid)
        session.context = {"lang": "en_US", "tz": "UTC", "uid": user.id}
        odoo.http.root.session_store.save(session)
        asker = SimpleNamespace(session=session, env=user.env, db=user.env.cr.dbname)
        self.sid = session.sid
        self.token = odoo.http.Request.csrf_token(asker, None)

    def post(self, server, path, fields):
        """Send a form; the answer read as JSON, or None when none came."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.cookie()}
        return _read(server.send("POST", path, body, headers))

    def call(self, server, model, method, ids):
        """Press a button of the backend; the answer, or None when none came."""
        params = {"model": model, "method": method, "args": [ids], "kwargs": {}}
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params, "id": 1})
        headers = {"Content-Type": "application/json", **self.cookie()}
        path = f"/web/dataset/call_button/{model}/{method}"
        return _read(server.send("POST", path, body, headers))

    def cookie(self):
        return {"Cookie": f"session_id={self.sid}", "X-Request": secrets.token_hex(4)}


def _read(answer):
    status, body = answer
    try:
        return json.loads(body) if status == 200 else None
    except ValueError:
        return None


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
