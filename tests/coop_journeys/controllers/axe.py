"""What the tests of accessibility load into the pages that they look at."""

from odoo import http
from odoo.http import request
from odoo.tools import file_open

from .. import axe

EMPTY = "<!DOCTYPE html><html lang='en'><head><title>Pages</title></head><body></body></html>"


class AxeController(http.Controller):
    @http.route("/coop_journeys/axe.js", type="http", auth="public", readonly=True)
    def script(self):
        """axe-core, and the few lines that ask it about one page."""
        with file_open("coop_journeys/static/axe_page.js") as own:
            script = f"{axe.source()}\n{own.read()}"
        return request.make_response(script, [("Content-Type", "text/javascript")])

    @http.route("/coop_journeys/pages", type="http", auth="public", readonly=True)
    def pages(self):
        """An empty page, in which one page after the other is opened in a frame."""
        return request.make_response(EMPTY, [("Content-Type", "text/html; charset=utf-8")])
