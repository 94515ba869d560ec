from http import HTTPStatus

from werkzeug.exceptions import TooManyRequests

from odoo import http
from odoo.http import request

from odoo.addons.coop_membership.controllers.asking import too_many
from odoo.addons.coop_membership.rules.token import is_token

#: The tablet keeps its key in this cookie; the address holds no secret after the first visit.
COOKIE = "coop_door"
SHUT = "X-Coop-Door-Shut"
A_YEAR = 365 * 24 * 3600
#: Photos that one door may ask for in a minute, per server process.
PHOTOS_A_MINUTE = 60
#: No row of the database has a larger number.
LARGEST_ID = 2**31 - 1
#: Wrong keys that may be tried in a minute from one address, per server process.
WRONG_KEYS_A_MINUTE = 20


class DoorController(http.Controller):
    """The door's tablet: one page, its list, its log, and the photos of persons in its list."""

    def _door(self):
        return request.env["coop.door"]._find(request.httprequest.cookies.get(COOKIE))

    @http.route("/coop/door/<string:token>", type="http", auth="public", sitemap=False)
    def enter(self, token):
        """The link given to the tablet: leaves the key in a cookie and goes to the page."""
        if not request.env["coop.door"]._find(token):
            return self._shut()
        response = request.redirect("/coop/door")
        response.set_cookie(
            COOKIE,
            token,
            max_age=A_YEAR,
            path="/coop/door",
            httponly=True,
            # Not Strict: the link may come in a mail, and a browser that follows it from there to
            # the page would not send the key. Nothing changes by a GET.
            samesite="Lax",
            secure=request.httprequest.scheme == "https",
        )
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @http.route("/coop/door", type="http", auth="public", sitemap=False, readonly=True)
    def page(self):
        door = self._door()
        if not door:
            return self._shut()
        request.update_context(lang=door.lang)
        info = {
            "doorId": door.id,
            "name": door.name,
            "company": door.company_id.name,
            "lang": door.lang,
            "maxAge": door.max_age,
            "db": request.env.cr.dbname,
        }
        page = request.render("coop_pos_check.door_page", {"info": info, "lang": door.lang})
        return self._private(page)

    @http.route("/coop/door/worker.js", type="http", auth="public", sitemap=False, readonly=True)
    def worker(self):
        """The script that lets the page start without network."""
        stream = http.Stream.from_path("coop_pos_check/static/src/door_worker.js")
        # By itself Odoo lets a file that it serves fetch nothing, and a worker lives by fetching.
        response = stream.get_response(
            max_age=0, content_security_policy="default-src 'none'; connect-src 'self'"
        )
        response.headers["Service-Worker-Allowed"] = "/coop/door"
        return response

    @http.route("/coop/door/list", type="jsonrpc", auth="public", readonly=True)
    def list(self, cursor=None, partner_ids=None):
        door = self._door()
        if not door:
            return self._shut_json()
        verdict = door.env["coop.verdict"]
        answer = verdict._local_list(door.company_id, cursor, partner_ids)
        return {**answer, "inside": door._inside()}

    @http.route("/coop/door/log", type="jsonrpc", auth="public")
    def log(self, rows=None):
        door = self._door()
        if not door:
            return self._shut_json()
        base = {"channel": "door", "company_id": door.company_id.id, "door_id": door.id}
        kept = door.env["coop.check"]._record(base, rows if isinstance(rows, list) else [])
        return {"kept": kept, "inside": door._inside()}

    @http.route("/coop/door/visit", type="jsonrpc", auth="public")
    def visit(self, code=None):
        """A card of somebody who may not shop is held here now: the rules may forgive it."""
        door = self._door()
        if not door:
            return self._shut_json()
        is_code = is_token(code)
        return {"forgiven": is_code and door.env["coop.visit"]._arrive(door, code)}

    @http.route(
        "/coop/door/photo/<int:partner_id>",
        type="http",
        auth="public",
        sitemap=False,
        readonly=True,
    )
    def photo(self, partner_id):
        door = self._door()
        if not door:
            return self._shut()
        if too_many(("photos", request.env.cr.dbname, door.id), PHOTOS_A_MINUTE):
            return request.make_response("", status=HTTPStatus.TOO_MANY_REQUESTS)
        if partner_id > LARGEST_ID:
            return request.not_found()
        persons = door.env["coop.verdict"].persons_export(door.company_id, [partner_id])["persons"]
        if partner_id not in {row[0] for row in persons}:
            return request.not_found()
        partner = door.env["res.partner"].browse(partner_id)
        stream = request.env["ir.binary"]._get_image_stream_from(partner, "image_256")
        return self._private(stream.get_response())

    def _private(self, response):
        """Kept by no cache, shown in nobody's frame, and no word of it to other sites."""
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
        response.headers["X-Frame-Options"] = "DENY"
        return response

    def _is_guessing(self):
        """Counts a wrong key; whoever holds a right one is never counted."""
        return too_many(("door", request.httprequest.remote_addr), WRONG_KEYS_A_MINUTE)

    def _shut_json(self):
        if self._is_guessing():
            raise TooManyRequests
        return {"shut": True}

    def _shut(self):
        """The same answer to every wrong key; after many of them from one address, none."""
        if self._is_guessing():
            return request.make_response("", status=HTTPStatus.TOO_MANY_REQUESTS)
        response = request.render("coop_pos_check.door_shut", {"lang": request.env.lang})
        response.status_code = HTTPStatus.NOT_FOUND
        # By this the tablet knows that it is to forget everybody: any other 404 is an accident.
        response.headers[SHUT] = "1"
        return response
