from werkzeug.exceptions import NotFound

from odoo.http import request, route

from .booking import read_day
from .portal import CoopShiftsPortal


class CoopLeavePortal(CoopShiftsPortal):
    """Ask for a leave, see first what it changes, take it back while nobody has answered."""

    @route("/my/shifts/leave", type="http", auth="user", website=True, readonly=True)
    def my_shifts_leave(self, **kwargs):
        return self._coop_leave_page(self._coop_member_or_403(), {})

    def _coop_leave_page(self, member, form, **values):
        """The page with the form, whatever was typed kept."""
        leaves = member.env["coop.leave"]
        return self._coop_shifts_page(
            "coop_shift_portal.portal_leave",
            "leave",
            member=member,
            types=leaves._coop_types(member.company_id),
            leaves=leaves.search([("member_id", "=", member.id)], limit=20),
            form=form,
            **{"faults": {}, **values},
        )

    @route("/my/shifts/leave/preview", type="http", auth="user", website=True, readonly=True)
    def my_shifts_leave_preview(self, **form):
        """What the leave would change; nothing is written."""
        member = self._coop_member_or_403()
        vals, faults = self._coop_read_leave(member, form)
        if faults:
            return self._coop_leave_page(member, form, faults=faults)
        leaves = member.env["coop.leave"]
        refusals, change = leaves._coop_preview(vals)
        if change is None:
            return self._coop_leave_page(member, form, faults={"date_to": "\n".join(refusals)})
        return self._coop_shifts_page(
            "coop_shift_portal.portal_leave_preview",
            "leave",
            member=member,
            form=form,
            kind=leaves.type_id.browse(vals["type_id"]),
            vals=vals,
            refusals=refusals,
            change=change,
            standing_names=dict(member._selection_coop_standing()),
            counter_names=dict(member.env["coop.work.policy"]._counters(member.company_id)),
        )

    def _coop_read_leave(self, member, form):
        """``(values of a coop.leave, {field: sentence})`` of what was typed."""
        _ = request.env._
        faults = {}
        types = {str(kind.id) for kind, _rules in self._coop_leave_types(member)}
        first, last = read_day(form.get("date_from")), read_day(form.get("date_to"))
        if form.get("type_id") not in types:
            faults["type_id"] = _("Please choose a kind of leave.")
        if not first:
            faults["date_from"] = _("Please choose the first day.")
        if form.get("date_to") and not last:
            faults["date_to"] = _("Please write the last day as a date.")
        if first and last and last < first:
            faults["date_to"] = _("The last day is not before the first.")
        if faults:
            return {}, faults
        return {
            "member_id": member.id,
            "type_id": int(form["type_id"]),
            "date_from": first,
            "date_to": last or False,
            "multiple": bool(form.get("multiple")),
            "note": " ".join((form.get("note") or "").split())[:200],
            "asked_on": member.company_id._coop_today(),
        }, {}

    def _coop_leave_types(self, member):
        return member.env["coop.leave"]._coop_types(member.company_id)

    @route("/my/shifts/leave/ask", type="http", auth="user", website=True, methods=["POST"])
    def my_shifts_leave_ask(self, **form):
        """Ask for the leave; sending it twice asks once."""
        member = self._coop_member_or_403()
        vals, faults = self._coop_read_leave(member, form)
        if faults:
            return self._coop_leave_page(member, form, faults=faults)
        done = request.env._("Your request is with the members' office. You see its answer here.")
        leaves = member.env["coop.leave"]
        return self._coop_try("/my/shifts/leave", lambda: leaves._coop_ask(vals), done)

    @route(
        "/my/shifts/leave/<int:leave_id>/withdraw",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_leave_withdraw(self, leave_id, **kwargs):
        member = self._coop_member_or_403()
        asked = member.env["coop.leave"].search(
            [("id", "=", leave_id), ("member_id", "=", member.id)]
        )
        if not asked:
            raise NotFound()
        done = request.env._("Your request is taken back.")
        return self._coop_try("/my/shifts/leave", asked._coop_withdraw, done)
