"""The JavaScript unit tests of an addon, in a page; a failure names every test that failed."""

from urllib.parse import quote

PAGE = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter="


class Hoot:
    """Mixed into an ``HttpCase``.

    The class says which suites run: ``hoot_filter``, as typed into hoot's page.
    """

    def test_unit_tests(self):
        failed = []

        def ends_the_run(message):
            """Hoot tells of each failed test and goes on; what it does not tell ends the run."""
            if "[HOOT]" in message:
                failed.append(message)
            return "[HOOT]" not in message

        page = PAGE + quote(f'"{self.hoot_filter}"')
        signal = "[HOOT] Test suite succeeded"
        try:
            self.browser_js(
                page, "", "", "admin", 600, success_signal=signal, error_checker=ends_the_run
            )
        except AssertionError as error:
            self.fail("\n\n".join([*failed, str(error)]))
