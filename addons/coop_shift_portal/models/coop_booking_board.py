from datetime import datetime, time, timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.coop_shift.models.coop_booking import HELD
from odoo.addons.coop_shift.rules import booking

from ..rules import need

#: So many weeks are shown, the present one included.
WEEKS = 8
#: Why nobody may book, whatever the seat: said once for the page, not beside each seat.
FOR_ALL = ("regime_cannot_book", "standing", "out_of_team")


class Place(NamedTuple):
    """The seats of one role on one shift, as one member sees them.

    :param mine: the member's own assignment on the shift, empty without one
    :param refusals: codes of ``rules.booking.refusals``; empty: may be booked
    """

    shift: models.BaseModel
    role: models.BaseModel
    opening: need.Opening
    mine: models.BaseModel
    refusals: list

    @property
    def day(self):
        return self.opening.start.date()


class CoopBookingBoard(models.AbstractModel):
    """The seats of the coming weeks for one member, in a number of queries that does not grow with
    the shifts."""

    _name = "coop.booking.board"
    _description = "Seats of the coming weeks"

    @api.model
    def _places(self, member, first=None, weeks=WEEKS):
        """Every seat of the coming shifts with what the rules say of it to this member.

        :param first: a day; the present one by default. Its whole week is looked at
        :return: list of ``Place``, in order of time
        """
        shifts = self._shifts(member.company_id, first, weeks)
        shifts.fetch(["start", "stop", "name", "state", "template_id", "company_id"])
        lines = shifts._coop_seat_lines()
        taken = self._taken(shifts)
        roles = self.env["coop.shift.role"].browse(
            sorted({line.role_id.id for rows in lines.values() for line in rows})
        )
        rank = {role.id: place for place, role in enumerate(roles.sorted())}
        ask = self._asker(member)
        found = []
        for shift in shifts:
            start = shift._local(shift.start).replace(tzinfo=None)
            for line in lines[shift.id].sorted(lambda row: rank[row.role_id.id]):
                count = taken.get((shift.id, line.role_id.id), 0)
                opening = need.Opening(
                    start, line.seats, count, line._coop_least(), rank[line.role_id.id]
                )
                found.append(ask(shift, line.role_id, opening))
        return found

    @api.model
    def _shifts(self, company, first, weeks):
        first = need.weeks(first or company._coop_today(), weeks)[0]
        begin = datetime.combine(first, time()) - timedelta(days=1)
        end = begin + timedelta(weeks=weeks, days=2)
        shifts = self.env["coop.shift"].search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "planned")
            & Domain("start", ">=", begin)
            & Domain("start", "<", end)
            & Domain("start", ">", "now")
        )
        last = first + timedelta(weeks=weeks)
        return shifts.filtered(lambda shift: first <= shift.day < last)

    @api.model
    def _taken(self, shifts):
        """Seats taken: ``{(shift_id, role_id): count}``."""
        rows = self.env["coop.assignment"]._read_group(
            [("shift_id", "in", shifts.ids), ("seat", ">", 0)],
            ["shift_id", "role_id"],
            ["__count"],
        )
        return {(shift.id, role.id): count for shift, role, count in rows}

    @api.model
    def _asker(self, member):
        """A function that makes a ``Place``; everything about the member is read once, here."""
        company = member.company_id
        assignments = self.env["coop.assignment"]
        now = company._coop_now()
        policy = self.env["coop.work.policy"]._history(company).on(now.date())
        rows = assignments.search(
            [("member_id", "=", member.id), ("state", "in", (*HELD, "waiting"))]
        )
        mine = {row.shift_id.id: row for row in rows}
        held = [row._booked_fact() for row in rows if row.state in HELD]
        regime, standing = member._coop_regime_reader(), member.coop_standing
        skills, out = frozenset(member.coop_skill_ids.ids), member._coop_is_out_of_team()

        def place(shift, role, opening):
            seat = booking.Seat(
                opening.start,
                opening.free,
                frozenset(role.skill_ids.ids),
                id=str(shift.id),
                cancelled=shift.state != "planned",
                stop=shift._local(shift.stop).replace(tzinfo=None),
            )
            codes = booking.refusals(
                policy, regime(opening.start.date()), standing, seat, held, now, skills, out
            )
            return Place(shift, role, opening, mine.get(shift.id, assignments), codes)

        return place

    @api.model
    def _board(self, places, today, weeks=WEEKS):
        """The calendar: a list of weeks, each a list of days.

        :return: ``[{"monday", "days": [{"day", "free", "missing", "mine", "past"}]}]``
        """
        by_day = {}
        for place in places:
            by_day.setdefault(place.day, []).append(place)
        return [
            {
                "monday": monday,
                "days": [self._cell(monday + timedelta(days=n), by_day, today) for n in range(7)],
            }
            for monday in need.weeks(today, weeks)
        ]

    @api.model
    def _cell(self, day, by_day, today):
        places = by_day.get(day, ())
        return {
            "day": day,
            "free": sum(place.opening.free for place in places),
            "missing": sum(place.opening.missing for place in places),
            "mine": any(place.mine for place in places),
            "past": day < today,
        }

    # ------------------------------------------------------------------ the rules, in words

    @api.model
    def _rules_of(self, member):
        """The policy of today and whether the member's regime books shifts."""
        today = member.company_id._coop_today()
        policy = self.env["coop.work.policy"]._history(member.company_id).on(today)
        return policy, policy.regimes[member._coop_regime_reader()(today)].books

    @api.model
    def _limits(self, policy):
        """The limits on booking of the co-op's rules, as a list of sentences."""
        limits = policy.booking
        return [
            text.format(value=f"{value:g}", days=limits.period_days)
            for value, text in self._limit_texts(limits)
            if value
        ]

    @api.model
    def _limit_texts(self, limits):
        _ = self.env._
        return [
            (limits.window_days, _("You can book up to {value} days ahead.")),
            (limits.per_day, _("At most {value} shifts on one day.")),
            (
                limits.per_period if limits.period_days else None,
                _("At most {value} shifts in any {days} days."),
            ),
            (limits.ahead, _("At most {value} shifts ahead.")),
            (limits.cancel_hours, _("You can cancel until {value} hours before.")),
        ]

    @api.model
    def _why_not(self, place, policy):
        """The first reason against booking a place, in words with the numbers of the rules."""
        if not place.refusals:
            return ""
        code, limits = place.refusals[0], policy.booking
        if code == "beyond_window":
            day = place.day - timedelta(days=limits.window_days)
            return self.env._(
                "You can book it from %(day)s on.",
                day=format_date(self.env, day, date_format="EEEE d MMMM"),
            )
        if code == "per_period":
            return self.env._(
                "You have %(count)s shifts in %(days)s days: that is what the rules allow.",
                count=limits.per_period,
                days=limits.period_days,
            )
        return self.env["coop.assignment"]._booking_texts()[code]
