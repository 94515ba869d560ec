from datetime import timedelta
from uuid import uuid4

from psycopg2 import IntegrityError
from werkzeug.exceptions import Forbidden, NotFound

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import get_lang, mute_logger

from odoo.addons.coop_shift.controllers.portal import CoopShiftPortal

from ..rules import hours as rules

#: Own hours shown, newest first.
OWN_ROWS = 50
#: Declarations that a coordinator sees at once; more follow when these are answered.
ROWS_TO_ANSWER = 100
#: Hours are declared at most this long after they were worked.
DECLARED_WITHIN = timedelta(days=366)


class CoopCommitteePortal(CoopShiftPortal):
    """My committees: own hours, and the declarations of those whom one coordinates.

    The member that ``_coop_current`` gives carries the rights of the system; each search below is
    bounded to that member, or to the committees that they coordinate.
    """

    def _coop_page_values(self):
        values = super()._coop_page_values()
        return {**values, **self._committee_place(values["member"])}

    def _committee_place(self, member):
        """The member's seats of today and the committees that they coordinate."""
        return {
            "committee_seats": member._committee_seats(request.env.company._coop_today()),
            "committees_led": member.env["coop.committee"]._coordinated_by(member),
        }

    def _committee_member_or_403(self):
        member = request.env["coop.member"]._coop_current()
        if not member:
            raise Forbidden()
        return member

    # ------------------------------------------------------------------ the page

    @route("/my/committees", type="http", auth="user", website=True, readonly=True)
    def my_committees(self, **kwargs):
        return self._committee_page(request.env["coop.member"]._coop_current(), {}, {})

    def _committee_page(self, member, form, faults):
        """The page, whatever was typed kept."""
        place = self._committee_place(member)
        today = request.env.company._coop_today()
        own = member.env["coop.committee.work"].search(
            [("member_id", "in", member.ids)], limit=OWN_ROWS
        )
        return request.render(
            "coop_committee.portal_my_committees",
            {
                **self._prepare_portal_layout_values(),
                **place,
                "page_name": "coop_committees",
                "member": member,
                "today": today,
                "own": own,
                "declarable": member._committee_seats(today, today - DECLARED_WITHIN).committee_id,
                "towards": self._committee_towards(member, place["committee_seats"]),
                "to_answer": self._committee_to_answer(member),
                "form": {"key": uuid4().hex, **form},
                "faults": faults,
                "spoken": spoken_hours(request.env),
                "flash": request.session.pop("coop_committee_flash", None),
            },
        )

    def _committee_towards(self, member, seats):
        """``{committee id: (hours towards the next credit, hours it takes, credits so far)}``."""
        works = member.env["coop.committee.work"]._approved_of(member, seats.committee_id)
        mine = works.grouped("committee_id")
        return {
            committee.id: (
                float(rules.remainder(rows._facts(), rules.exact(committee.hours_per_credit))),
                committee.hours_per_credit,
                sum(rows.mapped("credits")),
            )
            for committee in seats.committee_id
            for rows in [mine.get(committee, works.browse())]
        }

    def _committee_to_answer(self, member):
        """What others declared in the committees that the member coordinates, oldest first."""
        return member.env["coop.committee.work"].search(
            [*self._committee_led_domain(member), ("state", "=", "declared")],
            order="date, id",
            limit=ROWS_TO_ANSWER,
        )

    def _committee_led_domain(self, member):
        committees = member.env["coop.committee"]._coordinated_by(member)
        return [("committee_id", "in", committees.ids), ("member_id", "!=", member.id)]

    def _committee_back(self, text, tone="success"):
        """Back to the page after a POST, which says once what happened."""
        request.session["coop_committee_flash"] = {"text": str(text), "tone": tone}
        return request.redirect("/my/committees", code=303)

    # ------------------------------------------------------------------ own hours

    @route("/my/committees/declare", type="http", auth="user", website=True, methods=["POST"])
    def my_committees_declare(self, **form):
        """Declare hours; sending the form twice declares them once."""
        member = self._committee_member_or_403()
        vals, faults = self._committee_read(member, form)
        if faults:
            return self._committee_page(member, form, faults)
        done = request.env._("Your hours are noted. A coordinator answers them.")
        known = [("seat_id", "=", vals["seat_id"]), ("key", "=", vals["key"])]
        if member.env["coop.committee.work"].search_count(known, limit=1):
            return self._committee_back(done)
        try:
            with mute_logger("odoo.sql_db"), request.env.cr.savepoint():
                member.env["coop.committee.work"].create(vals)
        except IntegrityError:
            # The same form came twice at once, and the database let one of them in.
            return self._committee_back(done)
        except UserError as error:
            return self._committee_page(member, form, {"date": error.args[0]})
        return self._committee_back(done)

    def _committee_read(self, member, form):
        """``(values of a coop.committee.work, {field: sentence})`` of what was typed."""
        _ = request.env._
        faults = {}
        today = request.env.company._coop_today()
        day, hours = read_day(form.get("date")), read_hours(form.get("hours"))
        what = " ".join((form.get("description") or "").split())[:200]
        if not day or not today - DECLARED_WITHIN <= day <= today:
            faults["date"] = _("Please choose the day on which you worked, at most a year ago.")
        if not hours or not 0 < hours <= 24:
            faults["hours"] = _("Please write the hours as a number, for example 1.5.")
        if not what:
            faults["description"] = _("Please write in a few words what you did.")
        seat = self._committee_seat(member, form.get("committee_id"), day or today)
        if not seat:
            faults["committee_id"] = _("Please choose a committee in which you sat on that day.")
        if faults:
            return {}, faults
        key = (form.get("key") or uuid4().hex)[:64]
        vals = {"date": day, "hours": hours, "description": what}
        return {"seat_id": seat.id, "key": key, **vals}, {}

    def _committee_seat(self, member, committee_id, day):
        """The own seat in a committee on a day; none when the id is forged."""
        return member._committee_seats(day).filtered(
            lambda seat: str(seat.committee_id.id) == committee_id
        )

    @route(
        "/my/committees/work/<int:work_id>/take-back",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_committees_take_back(self, work_id, **kwargs):
        """Take back own hours that nobody has answered."""
        member = self._committee_member_or_403()
        work = member.env["coop.committee.work"].search(
            [("id", "=", work_id), ("member_id", "=", member.id)]
        )
        if not work:
            raise NotFound()
        if work.state != "declared":
            text = request.env._("These hours are answered already. Please ask a coordinator.")
            return self._committee_back(text, "warning")
        work.unlink()
        return self._committee_back(request.env._("Your hours are taken back."))

    # ------------------------------------------------------------------ those of others

    @route("/my/committees/answer", type="http", auth="user", website=True, methods=["POST"])
    def my_committees_answer(self, answer=None, reason="", **kwargs):
        """A coordinator approves or refuses what was ticked.

        What somebody has answered in the meantime stays as it is.
        """
        member = self._committee_member_or_403()
        works = self._committee_ticked(member)
        reason = " ".join(reason.split())[:200]
        if not works:
            return self._committee_back(request.env._("Please tick the hours first."), "warning")
        if answer == "refuse" and not reason:
            text = request.env._("Please write why the hours are refused.")
            return self._committee_back(text, "danger")
        pending = works.filtered(lambda work: work.state == "declared")
        if answer == "approve":
            pending.action_approve()
        elif answer == "refuse":
            pending.write({"refusal": reason})
            pending.action_refuse()
        else:
            raise NotFound()
        return self._committee_back(
            request.env._("Answered: %(count)s of %(all)s.", count=len(pending), all=len(works))
        )

    def _committee_ticked(self, member):
        """The rows ticked.

        :raise NotFound: when one of them is not the member's to answer
        """
        ticked = request.httprequest.form.getlist("work")
        if not all(number.isdecimal() and len(number) < 10 for number in ticked):
            raise NotFound()
        ids = set(map(int, ticked))
        works = member.env["coop.committee.work"].search(
            [*self._committee_led_domain(member), ("id", "in", list(ids))]
        )
        if len(works) != len(ids):
            raise NotFound()
        return works


def spoken_hours(env):
    """A function that writes hours as the reader's language does: 2.5 is « 2,5 » in French."""
    point = get_lang(env).decimal_point
    return lambda hours: f"{round(hours, 2):g}".replace(".", point)


def read_day(text):
    """A day as browsers send it; ``None`` when it is none.

    >>> read_day("2026-11-23"), read_day("soon")
    (datetime.date(2026, 11, 23), None)
    """
    try:
        return fields.Date.to_date(text) or None
    except ValueError:
        return None


def read_hours(text):
    """Hours as people write them, to hundredths; ``None`` when it is no number.

    >>> read_hours("1,5"), read_hours(" 2.25 "), read_hours("2:30"), read_hours("a lot")
    (1.5, 2.25, 2.5, None)
    >>> read_hours("nan"), read_hours("2:75")
    (None, None)
    """
    whole, colon, minutes = (text or "").strip().replace(",", ".").partition(":")
    try:
        if colon:
            minutes = int(minutes)
            return round(int(whole) + minutes / 60, 2) if 0 <= minutes < 60 else None
        number = round(float(whole), 2)
    except ValueError:
        return None
    return number if number == number and abs(number) < 1000 else None
