"""A server that runs and a browser, for the benchmarks that need real ones."""

import base64
import contextlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
import websocket
from coop_setup import chromium

#: a file: with workers Odoo starts its websocket by running its first argument again
LAUNCHER = Path(__file__).with_name("launcher.py")
MEASURES = Path(__file__).with_name("measures.js")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-allow-origins=*")


def free_port():
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(config_file, database, workers=None):
    """Run Odoo as a co-op does, with several processes, and yield its address.

    :raise RuntimeError: when it does not answer within two minutes
    """
    port = free_port()
    argv = [sys.executable, LAUNCHER, "server", "-c", config_file, "-d", database]
    argv += ["--http-interface=127.0.0.1", f"--http-port={port}", f"--gevent-port={free_port()}"]
    argv += [f"--workers={workers or 2 * os.cpu_count()}", "--max-cron-threads=0"]
    argv += ["--log-level=error", "--no-database-list", f"--db-filter=^{database}$"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(argv, stdout=said, stderr=said)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, said)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address, process, said):
    for _ in range(240):
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(f"{address}/web/health", timeout=60).ok:
                return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    said.seek(0)
    raise RuntimeError(f"The server did not answer: {said.read().decode()[-2000:]}")


class Client:
    """Somebody signed in who calls methods, as the till's and the office's screens do."""

    def __init__(self, address, database, login, password):
        self.address, self.session = address, requests.Session()
        self.numbers = itertools.count()
        params = {"db": database, "login": login, "password": password}
        self._post("/web/session/authenticate", params)

    def call(self, model, method, *args, **kwargs):
        """Call a method and return its result.

        :raise RuntimeError: with what the server said, when it failed
        """
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._post(f"/web/dataset/call_kw/{model}/{method}", params)

    def _post(self, path, params):
        body = {"jsonrpc": "2.0", "id": next(self.numbers), "params": params}
        answer = self.session.post(self.address + path, json=body, timeout=600).json()
        if "error" in answer:
            raise RuntimeError(json.dumps(answer["error"])[:2000])
        return answer["result"]


class Browser:
    """A headless Chromium of which one page is driven; used as a context manager."""

    def __enter__(self):
        program = chromium.find()
        if not program:
            raise RuntimeError("No Chromium is installed: nothing can be measured in a browser.")
        self.folder = tempfile.mkdtemp(prefix="coop-bench-")
        argv = [program, *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={self.folder}"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen([*argv, "about:blank"], stdout=quiet, stderr=quiet)
        self.numbers = itertools.count(1)
        self.socket = websocket.create_connection(self._page(), timeout=600)
        self.command("Page.enable")
        return self

    def __exit__(self, *_error):
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _page(self):
        known = Path(self.folder, "DevToolsActivePort")
        for _ in range(200):
            if known.exists() and "\n" in known.read_text():
                port = known.read_text().split("\n")[0]
                pages = requests.get(f"http://127.0.0.1:{port}/json", timeout=10).json()
                for page in pages:
                    if page["type"] == "page":
                        return page["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise RuntimeError("Chromium did not start.")

    def command(self, method, **params):
        """Send a command of Chrome's protocol and return its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(message["error"])
                return message["result"]

    def run(self, code):
        """Run JavaScript in the page, wait for its promise, and return its value."""
        answer = self.command(
            "Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def measure(self, script, **values):
        """Run a script file with what the measurements share; ``__NAME__`` in it is a value."""
        code = script.read_text()
        for name, value in values.items():
            code = code.replace(f"__{name.upper()}__", json.dumps(value))
        return self.run(f"(() => {{ {MEASURES.read_text()}\nreturn {_without_comment(code)} }})()")

    def wait(self, code, seconds=180):
        """Wait until JavaScript says something true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(RuntimeError):
                if self.run(f"Boolean({code})"):
                    return
            time.sleep(0.1)
        raise RuntimeError(f"The page never came to: {code}")

    def open(self, address):
        """Go to a page."""
        self.command("Page.navigate", url=address)

    def sign_in(self, client):
        """Take over the session of a Client."""
        self.command("Network.enable")
        cookie = client.session.cookies["session_id"]
        self.command(
            "Network.setCookie", name="session_id", value=cookie, url=client.address, httpOnly=True
        )

    def cut_network(self):
        """Let nothing of this page reach anybody from now on."""
        self.command(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def picture(self, path):
        """Write what the page shows, for whoever wants to look."""
        data = self.command("Page.captureScreenshot", format="png")["data"]
        Path(path).write_bytes(base64.b64decode(data))


def _without_comment(code):
    """What follows the comment at a script's head: ``return`` ends at the end of a line."""
    return code[code.index("(async") :]
