from werkzeug.exceptions import NotFound

from odoo.http import request, route

from .portal import CoopShiftsPortal


class CoopWaitingPortal(CoopShiftsPortal):
    """Wait for a place on a shift, see one's place in the queue, answer an offer."""

    @route("/my/shifts/waiting", type="http", auth="user", website=True, readonly=True)
    def my_shifts_waiting(self, weekday=None, **kwargs):
        member = self._coop_member_or_403()
        waiting = member.env["coop.waiting"]
        mine = waiting.search([("member_id", "=", member.id)])
        templates = member.env["coop.shift.template"]
        days = templates._fields["weekday"]._description_selection(request.env)
        weekday = weekday if weekday in dict(days) else days[0][0]
        return self._coop_shifts_page(
            "coop_shift_portal.portal_waiting",
            "waiting",
            member=member,
            mine=mine,
            turns=mine._coop_turns(),
            passed=mine._coop_passed(),
            places=member._coop_places(),
            days=days,
            weekday=weekday,
            templates=waiting._coop_overview(member.company_id, weekday),
            offer_days=member.company_id.coop_offer_days,
        )

    @route("/my/shifts/waiting/ask", type="http", auth="user", website=True, methods=["POST"])
    def my_shifts_waiting_ask(self, template_id=None, role_id=None, **kwargs):
        """Put oneself on a list; sending it twice keeps the place in it."""
        member = self._coop_member_or_403()
        own = ("company_id", "=", member.company_id.id)
        template = self._coop_one("coop.shift.template", member, template_id, own)
        role = self._coop_one("coop.shift.role", member, role_id, own)
        done = request.env._("You are on the list. You see your place in it below.")
        waiting = member.env["coop.waiting"]
        return self._coop_try(
            "/my/shifts/waiting", lambda: waiting._coop_ask(member, template, role), done
        )

    def _coop_one(self, model, member, text, *domain):
        """The record of an id that a form sent, inside a domain.

        :raise NotFound: when there is none
        """
        number = int(text) if str(text or "").isdecimal() and len(text) < 10 else 0
        found = member.env[model].search([("id", "=", number), *domain])
        if not found:
            raise NotFound()
        return found

    @route(
        "/my/shifts/waiting/<int:waiting_id>/<any(leave, accept):answer>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_waiting_answer(self, waiting_id, answer, **kwargs):
        """Take the seat offered, or leave the list (which declines the offer)."""
        member = self._coop_member_or_403()
        row = member.env["coop.waiting"].search(
            [("id", "=", waiting_id), ("member_id", "=", member.id)]
        )
        if not row:
            text = request.env._("You are not on this list any more.")
            return self._coop_back("/my/shifts/waiting", text, "warning")
        if answer == "leave":
            done = request.env._("You have left the list.")
            return self._coop_try("/my/shifts/waiting", row._coop_leave_list, done)
        today = member.company_id._coop_today()

        def done(place):
            if place.date_from > today:
                return request.env._("The place is yours once your next shift is done.")
            return request.env._("The place is yours. See you there!")

        return self._coop_try("/my/shifts/waiting", row._coop_accept, done)
