from odoo.http import request, route

from .offers import GET, POST
from .portal import CoopSwapPortal

PAGE = "/my/shifts/solidarity"
#: Shifts worked that can be given: the latest ones.
LATEST = 12


class CoopSolidarityPortal(CoopSwapPortal):
    """The solidarity pool: give a shift worked, receive one when behind."""

    @route(PAGE, **GET)
    def coop_solidarity(self, **kwargs):
        member = self._coop_member_or_403()
        gifts = member.env["coop.solidarity.gift"]
        worth = self._coop_pool_worth(member)
        if not worth:
            return request.redirect("/my/shifts/swap", code=303)
        texts = member.env["coop.assignment"]._booking_texts()
        codes = gifts._take_refusals(member)
        rows = self._coop_worked(member)
        give = gifts._give_refusals(rows[:1]) if rows else ["not_worked"]
        return self._coop_shifts_page(
            "coop_shift_swap.portal_solidarity",
            "swap",
            member=member,
            worked=rows,
            give_why=texts[give[0]] if give else None,
            take_why=texts[codes[0]] if codes else None,
            in_pool=gifts.search_count(gifts._available_domain(member)),
            given=gifts.search([("giver_id", "=", member.id)], limit=LATEST, order="id desc"),
            received=gifts.search([("receiver_id", "=", member.id)], limit=LATEST, order="id desc"),
        )

    def _coop_worked(self, member):
        """The shifts worked that have not been given yet, latest first."""
        return member.env["coop.assignment"].search(
            [
                ("member_id", "=", member.id),
                ("state", "in", ("present", "late")),
                ("origin", "!=", "solidarity"),
                ("favour", "=", False),
                ("gift_ids", "not any", [("state", "!=", "withdrawn")]),
            ],
            order="id desc",
            limit=LATEST,
        )

    @route(f"{PAGE}/give/<int:assignment_id>", **POST)
    def coop_solidarity_give(self, assignment_id, **kwargs):
        row = self._coop_own_assignment_or_404(assignment_id)
        gifts = row.env["coop.solidarity.gift"]
        done = request.env._("Thank you! Someone who is behind will be glad of it.")
        return self._coop_try(PAGE, lambda: gifts._give(row), done)

    @route(f"{PAGE}/receive", **POST)
    def coop_solidarity_receive(self, **kwargs):
        member = self._coop_member_or_403()
        gifts = member.env["coop.solidarity.gift"]
        done = request.env._("A shift of the pool is on your counter now.")
        return self._coop_try(PAGE, lambda: gifts._take(member), done)

    @route(f"{PAGE}/withdraw/<int:gift_id>", **POST)
    def coop_solidarity_withdraw(self, gift_id, **kwargs):
        member = self._coop_member_or_403()
        own = [("id", "=", gift_id), ("giver_id", "=", member.id)]
        gift = member.env["coop.solidarity.gift"].search(own)
        if not gift:
            raise request.not_found()
        done = request.env._("Your shift is yours again, unless someone has received it already.")
        return self._coop_try(PAGE, gift._withdraw, done)
