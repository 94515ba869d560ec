from odoo.http import request, route

from odoo.addons.coop_shift_portal.controllers.portal import CoopShiftsPortal

#: Offers of others on one page; the next ones are a link away.
BOARD = 30
HISTORY = 6


class CoopSwapPortal(CoopShiftsPortal):
    """The page of swaps: what is asked of me, what I offer, what others offer."""

    @route("/my/shifts/swap", type="http", auth="user", website=True, methods=["GET"])
    def coop_swaps(self, page=1, **kwargs):
        member = self._coop_member_or_403()
        return self._coop_shifts_page(
            "coop_shift_swap.portal_swaps",
            "swap",
            member=member,
            **self._coop_swap_values(member, _number(page)),
        )

    def _coop_swap_values(self, member, page=1):
        """What the page shows; every search is bounded to what the member may see."""
        swaps, own = member.env["coop.swap"], [("member_id", "=", member.id)]
        board = swaps._offered_to(member)
        start = (max(page, 1) - 1) * BOARD
        offers = swaps.search([*board, ("to_member_id", "=", False)], limit=BOARD + 1, offset=start)
        proposals = swaps.proposal_ids.search([*own, ("state", "=", "open")])
        return {
            "asked": swaps.search([*board, ("to_member_id", "=", member.id)]),
            "mine": swaps.search([*own, *swaps._live_domain()]),
            "proposed": proposals.filtered("is_live"),
            "board": offers[:BOARD].sorted("shift_id"),
            "board_page": max(page, 1),
            "board_more": len(offers) > BOARD,
            "moves": member.env["coop.swap.move"].search(own, limit=HISTORY),
            "kept": member._coop_kept_places(),
            "has_pool": bool(self._coop_pool_worth(member)),
        }

    def _coop_pool_worth(self, member):
        """What a shift of the pool is worth for the member; None where there is no pool."""
        return member.env["coop.solidarity.gift"]._coop_worth(member)

    def _coop_home_values(self, member, next_shifts):
        """The coming shifts know whether they are offered, in one query for all."""
        values = super()._coop_home_values(member, next_shifts)
        next_shifts.mapped("open_swap_id")
        asked = member.env["coop.swap"].search_count(
            [*member.env["coop.swap"]._offered_to(member), ("to_member_id", "=", member.id)]
        )
        return {**values, "coop_swaps_asked": asked}

    def _coop_offer_or_404(self, swap_id, own=False):
        """An offer that the current member made (``own``), or may see.

        :raise NotFound: for anybody else's, or none: the answer is the same
        """
        member = self._coop_member_or_403()
        swaps = member.env["coop.swap"]
        who = [("member_id", "=", member.id)]
        if not own:
            who = ["|", ("to_member_id", "=", False), ("to_member_id", "=", member.id)]
            who = [("member_id", "!=", member.id), ("company_id", "=", member.company_id.id), *who]
        swap = swaps.search([("id", "=", swap_id), *who])
        if not swap:
            raise request.not_found()
        return member, swap


def _number(text):
    """A number from the address; 1 for anything else.

    >>> _number("2"), _number("208000"), _number("x"), _number("²"), _number(None)
    (2, 208000, 1, 1, 1)
    """
    text = str(text)
    return int(text) if text.isdecimal() and len(text) < 10 else 1
