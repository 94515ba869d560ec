from werkzeug.exceptions import NotFound

from odoo.http import request, route

from ..rules.feed import etag
from .portal import CoopShiftsPortal


class CoopCalendarPortal(CoopShiftsPortal):
    """The member's shifts in their own calendar program, by a secret link."""

    @route("/my/shifts/calendar/new", type="http", auth="user", website=True, methods=["POST"])
    def my_shifts_calendar_new(self, **kwargs):
        """Make a link; the former one stops working. It is shown once, on the next page."""
        member = self._coop_member_or_403()
        secret = member.env["coop.calendar.link"]._coop_renew(member)
        base = member.get_base_url()
        request.session["coop_calendar_address"] = f"{base}/my/shifts/calendar/{secret}.ics"
        return self._coop_back(
            "/my/shifts/settings", request.env._("Your link is ready: copy it now.")
        )

    @route("/my/shifts/calendar/revoke", type="http", auth="user", website=True, methods=["POST"])
    def my_shifts_calendar_revoke(self, **kwargs):
        member = self._coop_member_or_403()
        member.env["coop.calendar.link"]._coop_revoke(member)
        return self._coop_back(
            "/my/shifts/settings", request.env._("The link does not work any more.")
        )

    @route(
        "/my/shifts/calendar/<string(maxlength=64):secret>.ics",
        type="http",
        auth="public",
        methods=["GET", "HEAD"],
        readonly=True,
        save_session=False,
    )
    def my_shifts_calendar_feed(self, secret, **kwargs):
        """The feed. Whoever has the secret reads it; guessing 128 bits leads nowhere."""
        # sudo: lends whoever holds the secret link the reading of one member's shifts; bounded to
        # the link that the secret's digest names.
        link = request.env["coop.calendar.link"].sudo()._coop_find(secret)
        if not link:
            raise NotFound()
        company = link.member_id.company_id
        text = link.with_company(company)._coop_feed()
        headers = [
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Cache-Control", "private, max-age=900"),
            ("ETag", f'"{etag(text)}"'),
            ("Content-Disposition", 'inline; filename="shifts.ics"'),
            ("X-Robots-Tag", "noindex"),
        ]
        response = request.make_response(text, headers)
        return response.make_conditional(request.httprequest.environ)
