from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.coop_work_contest import WORDS
from .portal import CoopShiftsPortal

PAGE = "/my/shifts/why"


class CoopWhyPortal(CoopShiftsPortal):
    """Why the member's standing is what it is, and what the member says against it."""

    @route(PAGE, type="http", auth="user", website=True, readonly=True)
    def my_shifts_why(self, **kwargs):
        """The steps that led to today's standing, the rule, and what to do next."""
        member = self._coop_member_or_403()
        return self._coop_shifts_page(
            "coop_shift_portal.portal_why",
            "why",
            member=member,
            **self._coop_standing_values(),
            **member._coop_why_values(),
        )

    @route(
        f"{PAGE}/contest",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def my_shifts_contest_standing(self, **kwargs):
        """Say what is not right about today's standing."""
        return self._coop_contest_page(self._coop_member_or_403())

    @route(f"{PAGE}/contest", type="http", auth="user", website=True, methods=["POST"])
    def my_shifts_contest_standing_send(self, words="", **kwargs):
        """Contest today's standing; sending it twice contests once."""
        return self._coop_contest(self._coop_member_or_403(), words)

    @route(
        "/my/shifts/<int:assignment_id>/contest",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def my_shifts_contest(self, assignment_id, **kwargs):
        """Say what is not right about an attendance."""
        row = self._coop_own_assignment_or_404(assignment_id)
        return self._coop_contest_page(row.member_id, row)

    @route(
        "/my/shifts/<int:assignment_id>/contest",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_contest_send(self, assignment_id, words="", **kwargs):
        """Contest an attendance; sending it twice contests once."""
        row = self._coop_own_assignment_or_404(assignment_id)
        return self._coop_contest(row.member_id, words, row)

    def _coop_contest_page(self, member, row=None, words="", fault=""):
        """The form, what was typed kept; nothing to contest: the page "why?", which says so."""
        contests = member.env["coop.work.contest"]
        try:
            contests._contest_vals(member, row)
        except UserError as error:
            return self._coop_back(PAGE, error.args[0], "warning")
        return self._coop_shifts_page(
            "coop_shift_portal.portal_contest",
            "contest",
            member=member,
            row=row,
            standing=dict(contests._selection_standing())[member.coop_standing],
            address=f"/my/shifts/{row.id}/contest" if row else f"{PAGE}/contest",
            words=words,
            fault=fault,
            longest=WORDS,
        )

    def _coop_contest(self, member, words, row=None):
        """Contest, or show the form again with what was typed and what stands against it."""
        try:
            with request.env.cr.savepoint():
                member.env["coop.work.contest"]._coop_contest(member, words, row)
        except UserError as error:
            return self._coop_contest_page(member, row, words, error.args[0])
        done = request.env._("The members' office has it. You will read its answer here.")
        return self._coop_back(PAGE, done)

    @route(
        f"{PAGE}/<int:contest_id>/withdraw",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_shifts_contest_withdraw(self, contest_id, **kwargs):
        """Take back what nobody has answered yet."""
        member = self._coop_member_or_403()
        contest = member.env["coop.work.contest"].search(
            [("id", "=", contest_id), ("member_id", "=", member.id)]
        )
        if not contest:
            raise NotFound()
        return self._coop_try(PAGE, contest._coop_withdraw, request.env._("It is taken back."))
