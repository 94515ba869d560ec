from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import CoopSwapPortal, _number

PAGE = "/my/shifts/swap"
GET = {"type": "http", "auth": "user", "website": True, "methods": ["GET"]}
POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}


class CoopOffersPortal(CoopSwapPortal):
    """Offering, answering, moving. What changes something is a POST with a CSRF token."""

    # ------------------------------------------------------------------ offering my shift

    @route(f"{PAGE}/offer/<int:assignment_id>", **GET)
    def coop_swap_offer(self, assignment_id, **kwargs):
        row = self._coop_own_assignment_or_404(assignment_id)
        if row.open_swap_id:
            return request.redirect(f"{PAGE}#offer{row.open_swap_id.id}", code=303)
        return self._coop_shifts_page(
            "coop_shift_swap.portal_swap_offer",
            "swap",
            row=row,
            member=row.member_id,
            swap_why=self._coop_why(row, row._swap_offer_refusals()),
            stand_in_why=self._coop_why(row, row._swap_offer_refusals(stand_in=True)),
            stand_in_words=self._coop_stand_in_words(row),
            team=row.member_id._swap_team(),
        )

    @route(f"{PAGE}/offer/<int:assignment_id>/send", **POST)
    def coop_swap_offer_send(self, assignment_id, kind="swap", who="all", **form):
        row = self._coop_own_assignment_or_404(assignment_id)
        kind = kind if kind in ("swap", "stand_in") else "swap"

        def offer():
            to_member = self._coop_person_asked(row.member_id, who, form)
            row.env["coop.swap"]._offer(row, kind, to_member, form.get("note"))

        done = request.env._("Your shift is on offer. It stays yours until someone takes it.")
        return self._coop_try(PAGE, offer, done)

    def _coop_person_asked(self, member, who, form):
        """The member named in a form, by number or from one's own team; None: everybody.

        Whoever wrote a number or chose a name did not mean everybody.

        :raise UserError: when there is nobody of that number, or nobody was chosen
        """
        number, chosen = str(form.get("number") or "").strip(), form.get("team_member")
        if who == "number" or (who == "all" and number):
            return self._coop_person_of(member, number)
        if who == "team" or (who == "all" and chosen):
            found = member._swap_team().filtered(lambda one: str(one.id) == chosen)
            if not found:
                raise UserError(request.env._("Please choose whom you ask, or ask everybody."))
            return found
        return None

    def _coop_person_of(self, member, number):
        """The member of a number in the co-op of a member."""
        known = number.isdecimal() and len(number) < 10
        domain = [("number", "=", int(number) if known else -1)]
        found = member.search([*domain, ("company_id", "=", member.company_id.id)], limit=1)
        if not found:
            raise UserError(
                request.env._(
                    "No member has this number. Please look at it again, or ask everybody."
                )
            )
        return found

    def _coop_why(self, row, codes):
        return row._booking_texts()[codes[0]] if codes else None

    def _coop_stand_in_words(self, row):
        """What a stand-in means for the member replaced, in words."""
        if row.company_id.coop_stand_in_credit == "replaced":
            return request.env._("You then owe nothing for this shift: someone does you a favour.")
        return request.env._(
            "The shift then counts for whoever stands in, and you still owe one to the co-op."
        )

    @route(f"{PAGE}/<int:swap_id>/withdraw", **POST)
    def coop_swap_withdraw(self, swap_id, **kwargs):
        _member, swap = self._coop_offer_or_404(swap_id, own=True)
        done = request.env._("Your offer is withdrawn. The shift is yours as before.")
        return self._coop_try(PAGE, swap._withdraw, done)

    # ------------------------------------------------------------------ answering others

    @route(f"{PAGE}/<int:swap_id>", **GET)
    def coop_swap_answer(self, swap_id, **kwargs):
        member, swap = self._coop_offer_or_404(swap_id)
        if not swap.is_live:
            gone = request.env._("This offer is no longer open.")
            return self._coop_back(PAGE, gone, "warning")
        rows = self._coop_next(member).filtered(lambda row: not row._swap_offer_refusals())
        offered = swap.assignment_id
        taker = offered._swap_taker(member, offered.shift_id, swap.member_id)
        choices = [
            (row, self._coop_why(row, offered._swap_take_refusals(member, row, taker)))
            for row in rows
        ]
        why = offered._swap_take_refusals(member, None, taker)
        return self._coop_shifts_page(
            "coop_shift_swap.portal_swap_answer",
            "swap",
            member=member,
            swap=swap,
            choices=choices,
            take_why=self._coop_why(offered, why),
            favour=swap.company_id.coop_stand_in_credit == "replaced",
        )

    @route(f"{PAGE}/<int:swap_id>/propose", **POST)
    def coop_swap_propose(self, swap_id, assignment_id=0, **kwargs):
        _member, swap = self._coop_offer_or_404(swap_id)
        row = self._coop_own_assignment_or_404(_number(assignment_id))
        done = request.env._("Your shift is proposed. You will hear when the answer is there.")
        return self._coop_try(PAGE, lambda: swap._propose(row), done)

    @route(f"{PAGE}/<int:swap_id>/take", **POST)
    def coop_swap_take(self, swap_id, **kwargs):
        member, swap = self._coop_offer_or_404(swap_id)
        done = request.env._("The shift is yours now. Thank you for standing in!")
        return self._coop_try(PAGE, lambda: swap._take_over(member), done)

    @route(f"{PAGE}/<int:swap_id>/decline", **POST)
    def coop_swap_decline(self, swap_id, **kwargs):
        member, swap = self._coop_offer_or_404(swap_id)
        done = request.env._("All right. They can ask someone else.")
        return self._coop_try(PAGE, lambda: swap._decline(member), done)

    # ------------------------------------------------------------------ proposals

    def _coop_proposal_or_404(self, swap, proposal_id):
        row = swap.proposal_ids.filtered(lambda one: one.id == _number(proposal_id))
        if not row:
            raise request.not_found()
        return row

    @route(f"{PAGE}/<int:swap_id>/accept", **POST)
    def coop_swap_accept(self, swap_id, proposal_id=0, **kwargs):
        _member, swap = self._coop_offer_or_404(swap_id, own=True)
        proposal = self._coop_proposal_or_404(swap, proposal_id)
        done = request.env._("Swapped. You both see your new shift at once.")
        return self._coop_try(PAGE, lambda: swap._accept(proposal), done)

    @route(f"{PAGE}/<int:swap_id>/refuse", **POST)
    def coop_swap_refuse(self, swap_id, proposal_id=0, **kwargs):
        _member, swap = self._coop_offer_or_404(swap_id, own=True)
        proposal = self._coop_proposal_or_404(swap, proposal_id)
        done = request.env._("Not chosen. Your offer stays open.")
        return self._coop_try(PAGE, proposal._refuse, done)

    @route(f"{PAGE}/proposal/<int:proposal_id>/withdraw", **POST)
    def coop_swap_proposal_withdraw(self, proposal_id, **kwargs):
        member = self._coop_member_or_403()
        own = [("id", "=", proposal_id), ("member_id", "=", member.id)]
        proposal = member.env["coop.swap.proposal"].search(own)
        if not proposal:
            raise request.not_found()
        done = request.env._("Your proposal is withdrawn.")
        return self._coop_try(PAGE, proposal._withdraw, done)

    # ------------------------------------------------------------------ moving to a free seat

    @route(f"{PAGE}/move/<int:assignment_id>", **GET)
    def coop_swap_move(self, assignment_id, **kwargs):
        row = self._coop_own_assignment_or_404(assignment_id)
        why = self._coop_why(row, row._swap_move_refusals())
        return self._coop_shifts_page(
            "coop_shift_swap.portal_swap_move",
            "swap",
            row=row,
            member=row.member_id,
            why=why,
            places=[] if why else row._swap_free_places(),
        )

    @route(f"{PAGE}/move/<int:assignment_id>/send", **POST)
    def coop_swap_move_send(self, assignment_id, shift_id=0, role_id=0, **kwargs):
        row = self._coop_own_assignment_or_404(assignment_id)
        company = [("company_id", "=", row.company_id.id)]
        shift = row.shift_id.search([("id", "=", _number(shift_id)), *company])
        role = row.role_id.search([("id", "=", _number(role_id)), *company])
        if not shift or not role:
            raise request.not_found()
        done = request.env._("Done: your shift has moved.")
        return self._coop_try(PAGE, lambda: row._swap_move(shift, role), done)
