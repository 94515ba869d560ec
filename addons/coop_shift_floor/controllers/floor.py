from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request, route

from odoo.addons.coop_shift_portal.controllers.portal import CoopShiftsPortal

ADDON = "coop_shift_floor"


class CoopFloor(CoopShiftsPortal):
    """My shift now: the pages and questions of a coordinator's phone.

    Every route finds the shift among those of the current user's member. Somebody else's shift,
    one of last month and one that does not exist get the same answer.
    """

    def _floor_own_shifts(self):
        member = request.env["coop.member"]._coop_current()
        return request.env["coop.shift"]._floor_own(member)

    def _floor_shift_or_404(self, shift_id):
        """:raise NotFound: when the shift is not the current user's to run"""
        shift = self._floor_own_shifts().filtered(lambda shift: shift.id == shift_id)
        if not shift:
            raise NotFound()
        return shift

    # ------------------------------------------------------------------ pages

    @route("/my/shift/now", type="http", auth="user", readonly=True, sitemap=False)
    def floor_now(self, **kwargs):
        """The shift that is on, or the nearest one."""
        shifts = self._floor_own_shifts()
        return self._floor_page(shifts._floor_current(), shifts)

    @route("/my/shift/<int:shift_id>", type="http", auth="user", readonly=True, sitemap=False)
    def floor_shift(self, shift_id, **kwargs):
        return self._floor_page(self._floor_shift_or_404(shift_id), self._floor_own_shifts())

    def _floor_page(self, shift, shifts):
        """The page holds no name: those come with the first question."""
        lang = request.env.lang or "en_US"
        words, _lang = request.env["ir.http"]._get_translations_for_webclient([ADDON], lang)
        info = {
            "words": [dict(word) for word in words[ADDON]["messages"]],
            "shiftId": shift.id,
            "userId": request.env.uid,
            "db": request.env.cr.dbname,
            "lang": lang,
        }
        values = {"info": info, "shift": shift, "shifts": shifts, "lang": lang}
        response = request.render("coop_shift_floor.page", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @route("/my/shift/worker.js", type="http", auth="public", readonly=True, sitemap=False)
    def floor_worker(self):
        """The script that lets the page start without network; its scope is /my/shift/."""
        stream = http.Stream.from_path("coop_shift_floor/static/src/floor_worker.js")
        # By itself Odoo lets a file that it serves fetch nothing, and a worker lives by fetching.
        return stream.get_response(
            max_age=0, content_security_policy="default-src 'none'; connect-src 'self'"
        )

    # ------------------------------------------------------------------ questions

    @route("/my/shift/<int:shift_id>/board", type="jsonrpc", auth="user", readonly=True)
    def floor_board(self, shift_id):
        return self._floor_shift_or_404(shift_id)._floor_board()

    @route("/my/shift/<int:shift_id>/taps", type="jsonrpc", auth="user")
    def floor_taps(self, shift_id, user_id=None, taps=None, sent_at=None, device=""):
        """Take what was tapped; see ``coop.shift._floor_take``.

        :param user_id: whose page it was tapped on: nobody's taps are written in another's name
        """
        if user_id != request.env.uid:
            return {"other_user": True}
        return self._floor_shift_or_404(shift_id)._floor_take(taps, sent_at, device)

    @route(
        "/my/shift/<int:shift_id>/photo/<int:assignment_id>",
        type="http",
        auth="user",
        readonly=True,
        sitemap=False,
    )
    def floor_photo(self, shift_id, assignment_id):
        shift = self._floor_shift_or_404(shift_id)
        row = shift.assignment_ids.filtered(
            lambda row: row.id == assignment_id and row.state != "cancelled"
        )
        if not row:
            raise NotFound()
        partner = row.member_id.partner_id
        stream = request.env["ir.binary"]._get_image_stream_from(partner, "avatar_128")
        return stream.get_response(max_age=3600)

    @route("/my/shift/<int:shift_id>/sheet", type="http", auth="user", readonly=True, sitemap=False)
    def floor_sheet(self, shift_id):
        """The sheet for when the phone is dead, as PDF where the server prints."""
        shift = self._floor_shift_or_404(shift_id)
        return self._coop_print("coop_shift_floor.report_sheet", shift)
