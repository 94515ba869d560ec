from odoo.http import request, route

from odoo.addons.coop_membership.controllers.portal import CoopPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

#: Lines of the ledger on one page.
LEDGER_LINES = 20


class CoopShiftPortal(CoopPortal):
    """My shifts: everything on these pages is the current user's own."""

    def _coop_page_values(self):
        values = super()._coop_page_values()
        coming = self._coop_next(values["member"])
        # On a leave one need not come.
        return {**values, "coop_next_shift": coming.filtered("is_expected")[:1]}

    @route(
        ["/my/shifts", "/my/shifts/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def my_shifts(self, page=1, **kwargs):
        member = request.env["coop.member"]._coop_current()
        page = page if isinstance(page, int) else 1  # from the address, not from a forged query
        return request.render(
            "coop_shift.portal_my_shifts",
            {
                **self._prepare_portal_layout_values(),
                **self._coop_standing_values(),
                "page_name": "coop_shifts",
                "member": member,
                "next_shifts": self._coop_next(member),
                "places": self._coop_places(member),
                **self._coop_ledger_values(member, page),
            },
        )

    def _coop_next(self, member):
        """The member's shifts that are not over, soonest first."""
        return member.assignment_ids.search(
            [
                ("member_id", "=", member.id),
                ("state", "in", ("expected", "waiting")),
                ("shift_id.state", "=", "planned"),
                ("shift_id.stop", ">=", "now"),
            ],
            limit=12,
        ).sorted("start")

    def _coop_places(self, member):
        """The enrollments of the member that hold today or later."""
        today = request.env.company._coop_today()
        return member.enrollment_ids.filtered(lambda row: row._last_day(today) >= today)

    def _coop_ledger_values(self, member, page):
        domain = [("member_id", "=", member.id)]
        # sudo: lends a portal user the reading of their own ledger; bounded by the domain.
        entries = request.env["coop.work.entry"].sudo()
        total = entries.search_count(domain)
        pager = portal_pager(url="/my/shifts", total=total, page=page, step=LEDGER_LINES)
        return {
            "entries": entries.search(domain, limit=LEDGER_LINES, offset=pager["offset"]),
            "pager": pager,
            "counters": entries._counters_of(member),
        }
