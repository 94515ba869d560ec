"""A pytest plugin: one browser for all tests, and for each of them a session of its own in it.

Starting Chromium takes longer than most pages do. A browser context has its own cookies, storage,
caches and service workers, as a profile of its own would; it is closed with its test.

Odoo ends what a class of tests leaves running as its child; this browser is nobody's child, and is
ended here.
"""

import contextlib
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import Future
from itertools import count
from pathlib import Path

import psutil

# A browser that has shown so many pages gives its memory back by ending.
MOST_PAGES = 40
# Seconds that the browser has to answer a command.
PATIENCE = 30
# Seconds between two questions whether a page is ready.
PAUSE = 0.05
# Painting takes a third of a page's time: a test reads the page, and paints a quarter of its width.
SCALE = 0.25
METRICS = "Emulation.setDeviceMetricsOverride"
# No other computer than this one is there for a page, and nothing moves that need not.
SWITCHES = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--force-prefers-reduced-motion",
)
# The file that names the port is written in two steps.
FIRST_LINE = 5
_running = {}


# How to start a program that outlives whoever started it, and say its number.
DETACH = '"$@" 2>"$ERRORS" </dev/null >/dev/null & echo $!'


class Process(psutil.Process):
    """A program that was not started as a child; Odoo asks it as one."""

    def poll(self):
        """Return None while it runs."""
        return None if self.is_running() and self.status() != psutil.STATUS_ZOMBIE else 0


class Browser:
    """A running Chromium, and the connection that opens and closes sessions in it."""

    def __init__(self, process, port, profile, websocket):
        self.process, self.port, self.profile = process, port, profile
        self.websocket = websocket
        self.numbers = count(1)
        self.pages = 0

    def command(self, method, **params):
        """Send a command to the browser and return its result."""
        number = next(self.numbers)
        self.websocket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            said = json.loads(self.websocket.recv())
            if said.get("id") == number:
                if "error" in said:
                    raise ConnectionError(said["error"]["message"])
                return said["result"]

    def works(self):
        """Whether it can open one more page."""
        return self.process.poll() is None and self.pages < MOST_PAGES

    def end(self):
        """Close it, and forget its profile."""
        with contextlib.suppress(Exception):
            self.websocket.close()
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.terminate()
            try:
                self.process.wait(5)
            except psutil.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)


def pytest_sessionstart(session):
    """Have Odoo's tests open their pages here."""
    if session.config.getoption("--odoo-config", None):
        _share()


def pytest_sessionfinish():
    """Close what is open."""
    while _running:
        _running.popitem()[1].end()


def _share():
    from odoo.tests.common import ChromeBrowser

    start_alone = ChromeBrowser._chrome_start

    def chrome_start(self, user_data_dir, touch_enabled, headless=True, debug=False):
        kind = touch_enabled, headless, debug
        self.coop_kind = kind
        if kind in _running and not _running[kind].works():
            _running.pop(kind).end()
        if kind not in _running:
            own, self.user_data_dir = self.user_data_dir, tempfile.mkdtemp("_chrome_odoo")
            process, port = start_alone(self, self.user_data_dir, touch_enabled, headless, debug)
            profile, self.user_data_dir = self.user_data_dir, own
            _running[kind] = _connect(self, process, port, profile)
        return _running[kind].process, _running[kind].port

    ChromeBrowser._spawn_chrome = _spawn
    ChromeBrowser._chrome_start = chrome_start
    ChromeBrowser._open_websocket = _open_session
    ChromeBrowser.stop = _close_session
    _save_work(ChromeBrowser)


def _save_work(chrome_browser):
    """Leave out what costs a page more than the test: pixels, memory reports, questions."""
    begin, ask, send = (
        getattr(chrome_browser, name)
        for name in ("__init__", "_websocket_request", "_websocket_send")
    )
    photograph = chrome_browser.take_screenshot

    def __init__(self, *args, **kwargs):
        begin(self, *args, **kwargs)
        ask(self, "Fetch.enable", params={"patterns": [{"urlPattern": "https://*"}]})
        ask(self, METRICS, params=_metrics(self, SCALE))

    def websocket_send(self, method, **kwargs):
        if method.startswith("HeapProfiler.") or method == "Runtime.getHeapUsage":
            answer = Future()
            answer.set_result({"usedSize": 0, "totalSize": 0})
            return answer
        return send(self, method, **kwargs)

    def take_screenshot(self, *args, **kwargs):
        send(self, METRICS, params=_metrics(self, 1))
        return photograph(self, *args, **kwargs)

    chrome_browser.__init__ = __init__
    chrome_browser._websocket_send = websocket_send
    chrome_browser._wait_ready = _wait_ready
    chrome_browser.take_screenshot = take_screenshot


def _metrics(self, scale):
    """The page's size in CSS pixels, and how many of the screen's there are to each."""
    width, height = map(int, self.test_case.browser_size.split(","))
    return {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}


def _wait_ready(self, ready_code=None, timeout=60):
    """As Odoo's own, which asks again at once and so takes the time of the page that it awaits."""
    expression = "try { %s } catch {}" % (ready_code or "document.readyState === 'complete'")
    end = time.monotonic() + timeout * self.throttling_factor
    while (left := end - time.monotonic()) > 0:
        asked = {"expression": expression, "awaitPromise": True}
        answer = self._websocket_request("Runtime.evaluate", params=asked, timeout=left)
        if answer["result"] == {"type": "boolean", "value": True}:
            return True
        time.sleep(PAUSE)
    self.take_screenshot(prefix="sc_failed_ready_")
    return False


def _spawn(self, command):
    """Start Chromium, as nobody's child, and return it with the port on which it listens."""
    profile = Path(self.user_data_dir)
    started = subprocess.run(
        ["/bin/sh", "-c", DETACH, "sh", command[0], *SWITCHES, *command[1:]],
        env={**os.environ, "ERRORS": str(profile / "err.log")},
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=_without_limit,
    )
    process, port_file = Process(int(started.stdout)), profile / "DevToolsActivePort"
    for _time in range(PATIENCE * 20):
        time.sleep(0.05)
        if port_file.is_file() and port_file.stat().st_size > FIRST_LINE:
            return process, int(port_file.read_text(encoding="utf-8").splitlines()[0])
        if process.poll() is not None:
            break
    said = (profile / "err.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"Chromium did not start: {said[-2000:]}")


def _without_limit():
    """Chromium reserves more memory than Odoo allows itself."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _connect(chrome, process, port, profile):
    from odoo.tests.common import websocket

    chrome.chrome, chrome.devtools_port = process, port
    address = chrome._json_command("version")["webSocketDebuggerUrl"]
    control = websocket.create_connection(address, suppress_origin=True, timeout=PATIENCE)
    return Browser(process, port, profile, control)


def _open_session(self):
    """A page in a session of its own, in place of the first page of a browser of its own."""
    from odoo.tests.common import HOST, websocket

    browser = _running[self.coop_kind]
    browser.pages += 1
    self.coop_context = browser.command("Target.createBrowserContext")["browserContextId"]
    target = browser.command(
        "Target.createTarget", url="about:blank", browserContextId=self.coop_context
    )["targetId"]
    page = websocket.create_connection(
        f"ws://{HOST}:{browser.port}/devtools/page/{target}",
        enable_multithread=True,
        suppress_origin=True,
    )
    page.settimeout(0.01)
    return page


def _close_session(self):
    """Close the page with all that it stored. What does not answer is closed with its browser."""
    from odoo.tests.common import signal, wait

    browser = _running.get(self.coop_kind)
    try:
        self.screencaster.stop()
        self._websocket_request("Page.stopLoading")
        wait(self._responses.values(), 10)
        self._result.cancel()
        browser.command("Target.disposeBrowserContext", browserContextId=self.coop_context)
        self._receiver.join(5)
        self.ws.close()
    except Exception as error:
        self._logger.info("The browser is closed: %s", error)
        if browser:
            _running.pop(self.coop_kind, None)
            browser.end()
    shutil.rmtree(self.user_data_dir, ignore_errors=True)
    if self.sigxcpu_handler:
        signal.signal(signal.SIGXCPU, self.sigxcpu_handler)
