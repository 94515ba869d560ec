"""Unsafe addresses, one fault each, for the tests that find them; shut unless such a test runs."""

import io
import zipfile

from reportlab.pdfgen.canvas import Canvas
from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from odoo.addons.account.controllers.portal import PortalAccount

#: Whether the addresses are open.
SWITCH = {"on": False}
NOTE = "/planted/note/<int:note_id>"


def planted_note(note_id):
    if not SWITCH["on"]:
        raise NotFound()
    # sudo: the fault that is planted here.
    return request.env["planted.note"].sudo().browse(note_id)


class Planted(Controller):
    @route(NOTE, type="http", auth="user", readonly=True)
    def shows(self, note_id, **kwargs):
        return request.make_response(planted_note(note_id).name)

    @route(f"{NOTE}/pdf", type="http", auth="user", readonly=True)
    def shows_in_a_document(self, note_id, **kwargs):
        page = io.BytesIO()
        canvas = Canvas(page)
        canvas.drawString(100, 700, planted_note(note_id).name)
        canvas.save()
        return request.make_response(page.getvalue(), [("Content-Type", "application/pdf")])

    @route(f"{NOTE}/xlsx", type="http", auth="user", readonly=True)
    def shows_in_a_spreadsheet(self, note_id, **kwargs):
        page = io.BytesIO()
        with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/sharedStrings.xml", f"<t>{planted_note(note_id).name}</t>")
        return request.make_response(page.getvalue(), [("Content-Type", "application/zip")])

    @route(f"{NOTE}/picture", type="http", auth="user", readonly=True)
    def shows_a_picture(self, note_id, **kwargs):
        planted_note(note_id)
        return request.make_response(b"GIF89a", [("Content-Type", "image/gif")])

    @route(f"{NOTE}/board", type="jsonrpc", auth="user", readonly=True)
    def answers(self, note_id, **kwargs):
        return {"name": planted_note(note_id).name}

    @route(f"{NOTE}/rename", type="http", auth="user", methods=["POST"])
    def changes(self, note_id, **kwargs):
        planted_note(note_id).name = "Renamed"
        return request.redirect("/my")

    @route(f"{NOTE}/seen", type="http", auth="user", readonly=True)
    def writes_though_readonly(self, note_id, **kwargs):
        planted_note(note_id).seen += 1
        return request.redirect("/my")

    @route("/planted/open", type="http", auth="user", methods=["POST"], csrf=False)
    def takes_forms_of_others(self, **kwargs):
        planted_note(0)
        return request.redirect("/my")

    @route("/planted/search", type="http", auth="user", methods=["POST"])
    def breaks(self, q="", **kwargs):
        # Not the parameter, from which the suite takes such bytes.
        planted_note(0).search([("name", "=", request.httprequest.form.get("q"))])
        return request.redirect("/my")

    @route("/planted/echo", type="http", auth="user", readonly=True)
    def sends_back(self, q="", **kwargs):
        planted_note(0)
        return request.make_response(f"<p>{q}</p>", [("Content-Type", "text/html")])


class PlantedPortal(PortalAccount):
    """An override of Odoo's that drops its check."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        if SWITCH["on"]:
            # sudo: the fault that is planted here.
            return request.env[model_name].sudo().browse(document_id)
        return super()._document_check_access(model_name, document_id, access_token)
