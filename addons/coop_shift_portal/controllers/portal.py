from psycopg2 import IntegrityError
from werkzeug.exceptions import Forbidden, NotFound

from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import mute_logger

from odoo.addons.coop_shift.controllers.portal import LEDGER_LINES, CoopShiftPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager


class CoopShiftsPortal(CoopShiftPortal):
    """The member's pages below /my/shifts. Every page is the current user's own.

    Other addons extend this class. A page that changes something is a POST with a CSRF token; it
    ends with ``_coop_back``, which shows one sentence on the next page.
    """

    # ------------------------------------------------------------------ who asks

    def _coop_member_or_403(self):
        """The member of the current user, with the rights of the system bounded to that member.

        :raise Forbidden: when the user is no member of the co-op
        """
        member = request.env["coop.member"]._coop_current()
        if not member:
            raise Forbidden()
        return member

    def _coop_own_assignment_or_404(self, assignment_id):
        """One of the current member's own assignments.

        :raise NotFound: for somebody else's, or none: the answer is the same
        """
        member = self._coop_member_or_403()
        row = member.env["coop.assignment"].search(
            [("id", "=", assignment_id), ("member_id", "=", member.id)]
        )
        if not row:
            raise NotFound()
        return row

    # ------------------------------------------------------------------ showing pages

    def _coop_shifts_page(self, template, page, **values):
        """Render one of the pages below /my/shifts.

        Whoever is a member no longer sees in its place that it is for members: it would offer what
        is refused.

        :param page: the name of its link in ``coop_shift_portal.shifts_nav``
        """
        member = values.setdefault("member", request.env["coop.member"]._coop_current())
        if member._coop_former():
            template = "coop_shift_portal.portal_over"
        return request.render(
            template,
            {
                **self._prepare_portal_layout_values(),
                "page_name": f"coop_shifts_{page}",
                "coop_page": page,
                "coop_flash": self._coop_flash_taken(),
                **values,
            },
        )

    def _coop_back(self, url, text=None, tone="success"):
        """Go to a page after a POST, and say there once what happened.

        :param tone: ``success``, ``warning`` or ``danger``
        """
        if text:
            request.session["coop_flash"] = {"text": str(text), "tone": tone}
        return request.redirect(url, code=303)

    def _coop_flash_taken(self):
        return request.session.pop("coop_flash", None)

    def _coop_try(self, url, action, done):
        """Do something that the rules may refuse; say on the next page what came of it.

        :param action: a function without arguments; its ``UserError`` becomes the sentence, and
            what it wrote before is taken back
        :param done: the sentence when it worked, or a function that makes it of what was done
        """
        try:
            with mute_logger("odoo.sql_db"), request.env.cr.savepoint():
                made = action()
        except UserError as error:
            return self._coop_back(url, error.args[0], "danger")
        except IntegrityError:
            # Two people wanted the same, and the database let one of them have it.
            text = request.env._("Someone else has just been faster. Please look again.")
            return self._coop_back(url, text, "warning")
        return self._coop_back(url, done(made) if callable(done) else done)

    # ------------------------------------------------------------------ /my/shifts

    @route()
    def my_shifts(self, page=1, **kwargs):
        response = super().my_shifts(page=page, **kwargs)
        values = response.qcontext
        values.update(coop_page="home", coop_flash=self._coop_flash_taken())
        if values["member"]:
            values.update(self._coop_home_values(values["member"], values["next_shifts"]))
        return response

    def _coop_home_values(self, member, next_shifts):
        """What /my/shifts shows besides coop_shift's own values; other addons add theirs.

        :param next_shifts: the member's coming assignments, each shown with
            ``coop_shift_portal.assignment_actions``
        """
        coming = next_shifts.filtered(lambda row: row.state == "expected")
        return {
            "coop_steps": member._coop_steps(coming[:1].shift_id.day or None),
            "coop_choices": next_shifts._coop_choices(),
        }

    def _coop_ledger_values(self, member, page):
        """The history in plain words, a page at a time, with the lines of the ledger behind it."""
        events = member._coop_story() if member else []
        pager = portal_pager(url="/my/shifts", total=len(events), page=page, step=LEDGER_LINES)
        shown = events[pager["offset"] : pager["offset"] + LEDGER_LINES]
        # sudo: lends a portal user the reading of their own ledger; bounded by the domain.
        entries = request.env["coop.work.entry"].sudo()
        sources = [event.source for event in shown]
        return {
            "coop_story": member._coop_tell(shown) if member else [],
            "entries": entries.search([("member_id", "=", member.id), ("source", "in", sources)]),
            "pager": pager,
            "counters": entries._counters_of(member),
        }
