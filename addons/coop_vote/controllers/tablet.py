from http import HTTPStatus

from odoo.http import Controller, request, route

from odoo.addons.coop_membership.controllers.asking import too_many

from .check_in import CheckIn

COOKIE = "coop_assembly_tablet"
PLACE = "/coop/assembly/tablet"
#: Links are made from the convocation on. The cookie may outlive its link, which ends by itself.
A_SEASON = 90 * 24 * 3600
#: People who may come and go in a minute from one address, per server process: all the tablets of a
#: room may share an address, and a queue that waits some seconds comes to no harm.
PASSAGES_A_MINUTE = 60
#: Answers in an hour, from one address and per server process, that name somebody or nobody and
#: let nobody in or out: lists of names, mistypes, who is here already.
LOOKS_AN_HOUR = 150
AN_HOUR = 3600


class AssemblyTablet(CheckIn, Controller):
    """The check-in page on a tablet, opened by a link: the key lends this page and nothing else."""

    def _assembly(self):
        cookie = request.httprequest.cookies.get(COOKIE)
        assembly = request.env["coop.assembly"]._find_by_tablet(cookie)
        if assembly:
            request.update_context(lang=assembly.env.lang)
        return assembly

    @route(f"{PLACE}/<string:key>", type="http", auth="public", sitemap=False)
    def enter(self, key):
        """The link: leaves the key in a cookie, so that no address on the screen holds it."""
        if key == "check-in":  # the address of the forms, opened again by a bookmark or a reload
            return request.redirect(PLACE)
        if not request.env["coop.assembly"]._find_by_tablet(key):
            return self._shut()
        response = request.redirect(PLACE)
        response.set_cookie(
            COOKIE,
            key,
            max_age=A_SEASON,
            path=PLACE,
            httponly=True,
            # Not Strict: the link may be followed from a mail. Nothing changes by a GET.
            samesite="Lax",
            secure=request.httprequest.scheme == "https",
        )
        return self._private(response)

    @route(PLACE, type="http", auth="public", sitemap=False, readonly=True)
    def page(self):
        assembly = self._assembly()
        return (
            self._private(self._door(assembly, f"{PLACE}/check-in")) if assembly else self._shut()
        )

    @route(f"{PLACE}/check-in", type="http", auth="public", sitemap=False, methods=["POST"])
    def check_in(self, typed="", member_id=0, mode="present", **kwargs):
        assembly = self._assembly()
        if not assembly:
            return self._shut()
        page = self._check_in(assembly, f"{PLACE}/check-in", typed, member_id, mode)
        if page.qcontext.get("limit"):
            page.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return self._private(page)

    def _answer(self, assembly, **asked):
        """The link finds those who are at the door; whoever goes through the members with it is
        soon shown no more names. Who comes or goes is written down and never withheld. Before the
        session, for which the link may wait for weeks, it finds nobody."""
        if assembly.state != "open":
            return {}
        asker = request.env.cr.dbname, assembly.id, request.httprequest.remote_addr
        if too_many(("passages", *asker), PASSAGES_A_MINUTE):
            return {"limit": "passages"}
        answer = super()._answer(assembly, **asked)
        passed = answer.get("told", {}).get("what") in ("came", "back", "left")
        if not passed and too_many(("looks", *asker), LOOKS_AN_HOUR, seconds=AN_HOUR):
            return {"limit": "looks"}
        return answer

    def _private(self, response):
        """Kept by no cache, and no word of it, nor a frame, for other sites."""
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def _shut(self):
        """The same answer to a wrong key, a revoked one, and one of a session that is over."""
        response = request.render("coop_vote.tablet_shut")
        response.status_code = HTTPStatus.NOT_FOUND
        return self._private(response)
