"""Whether pages can be used by everybody, as far as a program can tell: axe-core in a browser.

For pages of the server, in a test (several pages share one browser, each at several widths)::

    class TestPages(AxeCase, HttpCase):
        def test_portal(self):
            self.assert_accessible(["/my/coop", "/my/shifts"], login="member")

For a screen that a tour has brought about, a step of the tour::

    import { axe } from "@coop_journeys/../tests/axe";
    steps: () => [..., axe(".coop-panel"), ...]
"""

import json
import os
from pathlib import Path
from unittest import SkipTest

#: A desk, the same at a zoom of 200 %, and a small phone (WCAG 1.4.4 and 1.4.10), in CSS pixels.
WIDTHS = (1280, 640, 320)
CORE = "node_modules/axe-core/axe.min.js"


def source():
    """The text of axe-core, which setup/test installs.

    :raise FileNotFoundError: when it is not there
    """
    return _path().read_text()


def _path():
    context = os.environ.get("COOP_TEST_CONTEXT")
    node = json.loads(Path(context).read_text())["node"] if context else None
    return Path(node or Path(__file__).parents[2] / ".coop" / "node") / CORE


def require():
    """Skip the test where the tests' own JavaScript packages are not installed."""
    if not _path().exists():
        raise SkipTest("axe-core is not installed; setup/test installs it")


class AxeCase:
    """Mixed into an ``HttpCase``."""

    def assert_accessible(self, urls, login=None, widths=WIDTHS, ready="", ignore=()):
        """Open pages as somebody, and fail with all that is wrong in them.

        :param urls: paths on this server
        :param login: of the user, whose password is the login; nobody signed in by default
        :param widths: of the window, in CSS pixels; at each the page may not scroll sideways
        :param ready: selector of what must be in sight first
        :param ignore: ids of rules of axe-core that do not hold here; say why where you use it
        """
        require()
        wanted = {"urls": list(urls), "widths": widths, "ready": ready, "ignore": list(ignore)}
        code = f"""
            const script = document.createElement("script");
            script.src = "/coop_journeys/axe.js";
            script.onload = () => coopAccessible.pages({json.dumps(wanted)}).then(
                (found) => found.length ? console.error(found.join("\\n\\n"))
                                        : console.log("test successful"));
            document.head.append(script);
        """
        timeout = 60 + 15 * len(urls) * len(widths)
        self.browser_js("/coop_journeys/pages", code, login=login, timeout=timeout)
