from datetime import date

from werkzeug.exceptions import NotFound

from odoo.http import request, route
from odoo.tools import format_date

from odoo.addons.coop_shift.models.coop_booking import HELD
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.coop_booking_board import FOR_ALL
from ..rules.need import by_need
from .portal import CoopShiftsPortal

#: Seats on one page of the list.
PLACES = 20


class CoopBookingPortal(CoopShiftsPortal):
    """Find a seat, take it, give it back."""

    @route(
        ["/my/shifts/book", "/my/shifts/book/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def my_shifts_book(self, page=1, **kwargs):
        """Eight weeks of seats: a calendar, and the list of what is free, need first."""
        member = self._coop_member_or_403()
        page = page if isinstance(page, int) else 1  # from the address, not from a forged query
        board = member.env["coop.booking.board"]
        policy, books = board._rules_of(member)
        places = board._places(member)
        chosen = self._coop_filters(places, kwargs)
        wanted = self._coop_filtered(places, chosen)
        pager = portal_pager(
            url="/my/shifts/book",
            url_args={name: value for name, value in chosen.items() if value},
            total=len(wanted),
            page=page,
            step=PLACES,
        )
        shown = wanted[pager["offset"] : pager["offset"] + PLACES]
        return self._coop_shifts_page(
            "coop_shift_portal.portal_book",
            "book",
            member=member,
            books=books,
            has_place=bool(self._coop_places(member)),
            limits=board._limits(policy) if books else [],
            stop=self._coop_stop_text(places) if books else "",
            weeks=board._board(places, member.company_id._coop_today()),
            letter=policy.cycle.letter,
            roles=sorted({place.role for place in places}, key=lambda role: role.sequence),
            chosen=chosen,
            places=[(place, board._why_not(place, policy)) for place in shown],
            total=len(wanted),
            pager=pager,
            steps=[text for text, link in member._coop_steps() if link == "book"],
        )

    def _coop_filters(self, places, form):
        """What the visitor chose; what is not among the choices is no choice."""
        roles = {str(place.role.id) for place in places}
        day = read_day(form.get("day"))
        return {
            "day": day.isoformat() if day else "",
            "weekday": form.get("weekday") if form.get("weekday") in list("0123456") else "",
            "role": form.get("role") if form.get("role") in roles else "",
        }

    def _coop_filtered(self, places, chosen):
        """The places that are free or the member's own, most in need first."""
        wanted = [
            place
            for place in places
            if (place.opening.free or place.mine)
            and chosen["day"] in ("", place.day.isoformat())
            and chosen["weekday"] in ("", str(place.day.weekday()))
            and chosen["role"] in ("", str(place.role.id))
        ]
        return sorted(wanted, key=lambda place: by_need(place.opening))

    def _coop_stop_text(self, places):
        """What keeps the member from booking anything at all; nothing when they may book."""
        texts = request.env["coop.assignment"]._booking_texts()
        codes = [code for place in places for code in place.refusals if code in FOR_ALL]
        return texts[codes[0]] if codes else ""

    @route(
        "/my/shifts/book/<int:shift_id>/<int:role_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_book_seat(self, shift_id, role_id, **kwargs):
        """Book a seat; sending it twice books it once."""
        member = self._coop_member_or_403()
        shift, role = self._coop_seat_or_404(member, shift_id, role_id)
        rows = member.env["coop.assignment"]

        def book():
            held = [("shift_id", "=", shift.id), ("member_id", "=", member.id)]
            mine = rows.search([*held, ("state", "in", HELD)])
            if mine.role_id != role or not mine:
                rows._book(member, shift, role)

        done = request.env._(
            "Booked: %(day)s, %(hours)s, %(role)s. Thank you!",
            day=format_date(request.env, shift.day, date_format="EEEE d MMMM"),
            hours=shift.hours,
            role=role.name,
        )
        return self._coop_try("/my/shifts", book, done)

    def _coop_seat_or_404(self, member, shift_id, role_id):
        """A shift and a role of the member's own co-op.

        :raise NotFound: when there is none
        """
        own = ("company_id", "=", member.company_id.id)
        shift = member.env["coop.shift"].search([("id", "=", shift_id), own])
        role = member.env["coop.shift.role"].search([("id", "=", role_id), own])
        if not shift or not role:
            raise NotFound()
        return shift, role

    @route(
        "/my/shifts/<int:assignment_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_cancel(self, assignment_id, **kwargs):
        """Give a booked seat back, in time."""
        row = self._coop_own_assignment_or_404(assignment_id)
        done = row.with_env(row.env(context=request.env.context))._coop_cancelled_words()
        return self._coop_try("/my/shifts", row._coop_cancel_mine, done)

    @route(
        "/my/shifts/<int:assignment_id>/cannot-come",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def my_shifts_cannot_come(self, assignment_id, **kwargs):
        """Say that one cannot come, when it is too late to cancel: what it means, and a note."""
        row = self._coop_own_assignment_or_404(assignment_id)
        return self._coop_shifts_page(
            "coop_shift_portal.portal_cannot_come",
            "home",
            page_name="coop_shifts_cannot_come",
            row=row,
            choice=row._coop_choices()[row.id],
        )

    @route(
        "/my/shifts/<int:assignment_id>/cannot-come",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_warn(self, assignment_id, note="", **kwargs):
        """Tell the coordinator and the office; sending it twice tells them once."""
        row = self._coop_own_assignment_or_404(assignment_id)
        done = request.env._("Thank you for telling us. The coordinator and the office know.")
        return self._coop_try("/my/shifts", lambda: row._coop_warn(note), done)


def read_day(text):
    """A date as a form sends it; ``None`` for anything else.

    >>> read_day("2026-11-23"), read_day("tomorrow"), read_day(None)
    (datetime.date(2026, 11, 23), None, None)
    """
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
