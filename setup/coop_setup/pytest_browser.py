"""A pytest plugin: one browser for all tests, and for each of them a session of its own in it.

Starting Chromium takes longer than most pages do. A browser context has its own cookies, storage,
caches and service workers, as a profile of its own would; it is closed with its test.
"""

import contextlib
import json
import shutil
import subprocess
import tempfile
from itertools import count

# A browser that has shown so many pages gives its memory back by ending.
MOST_PAGES = 40
# Seconds that the browser has to answer a command.
PATIENCE = 30
_running = {}


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
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
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

    ChromeBrowser._chrome_start = chrome_start
    ChromeBrowser._open_websocket = _open_session
    ChromeBrowser.stop = _close_session


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
