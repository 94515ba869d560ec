from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from odoo.addons.coop_shift.models.coop_booking import HELD

from ..rules import swap as rules

#: Shifts further back bear on no limit but that of the calendar year.
LOOK_BACK = timedelta(days=60)


class CoopAssignment(models.Model):
    """The three ways in which a shift changes hands. Each is one transaction under locks, and
    writes its history."""

    _inherit = "coop.assignment"

    def _swap_exchange(self, other, swap=None, actor=None):
        """Two members exchange their shifts; each takes their own duty along.

        :param actor: the member who asks, told why not; of the other no reason is told

        :raise UserError: the first reason against it, in words
        """
        members = self.member_id | other.member_id
        self._swap_lock(members, self | other)
        self._swap_check_offer()
        other._swap_check_offer()
        self._swap_check_take(other.member_id, other, actor)
        other._swap_check_take(self.member_id, self, actor)
        later = self.with_context(coop_defer_standings=True)
        mine, theirs = self._swap_spot(), other._swap_spot()
        duties = self._swap_duty(), other._swap_duty()
        (later + other.with_env(later.env))._swap_leave()
        new_mine = later._swap_put(self.member_id, theirs, duties[0])
        new_theirs = later._swap_put(other.member_id, mine, duties[1])
        self.env["coop.swap.move"]._note("exchange", (self, other), (new_mine, new_theirs), swap)
        members._coop_refresh_standings()
        return new_mine.with_env(self.env), new_theirs.with_env(self.env)

    def _swap_stand_in(self, member, swap=None):
        """A member takes this shift over and gives none.

        :return: the stand-in's assignment
        :raise UserError: the first reason against it, in words
        """
        replaced = self.member_id
        self._swap_lock(replaced | member, self)
        self._swap_check_offer(stand_in=True)
        self._swap_check_take(member)
        own = self._swap_replaced().filtered(
            lambda one: one.member_id == member and one.shift_id == self.shift_id
        )
        if own:
            return self._swap_take_back(own, swap)
        outcome = self._swap_outcome(member)
        later = self.with_context(coop_defer_standings=True)
        spot = self._swap_spot()
        given = {"replaced_by_id": member.id, "stands_for_id": self.stands_for_id.id}
        later._swap_leave(outcome.state, **given)
        duty = {"origin": outcome.origin, "favour": outcome.favour, "owed_day": False}
        duty |= {"enrollment_id": False, "stands_for_id": self.id}
        row = later._swap_put(member, spot, duty)
        self.env["coop.swap.move"]._note("stand_in", (self,), (row,), swap)
        (replaced | member)._coop_refresh_standings()
        return row.with_env(self.env)

    def _swap_outcome(self, member):
        """What a stand-in makes of both, as ``rules.swap.StandIn``."""
        policy, company = self._swap_policy(), self.company_id
        day = self.shift_id.day
        return rules.stand_in(
            policy,
            self.member_id._coop_regime(day),
            member._coop_regime(day),
            self.origin,
            company.coop_stand_in_credit,
        )

    def _swap_move(self, shift, role):
        """Move to a free seat of another shift, with the duty.

        :return: the new assignment
        :raise UserError: the first reason against it, in words
        """
        member = self.member_id
        self._swap_lock(member, self)
        self._swap_check_move()
        self._swap_check_place(member, shift, role, given=self)
        duty = self._swap_duty()
        later = self.with_context(coop_defer_standings=True)
        for seat in shift._free_seat_numbers(role):
            row = later._swap_try_seat(shift, role, seat, duty)
            if row:
                self.env["coop.swap.move"]._note("seat", (self,), (row,))
                member._coop_refresh_standings()
                return row.with_env(self.env)
        raise UserError(self._booking_texts()["full"])

    def _swap_try_seat(self, shift, role, seat, duty):
        """The member on a numbered seat; empty when someone else has just taken it."""
        spot = {"shift_id": shift.id, "role_id": role.id, "seat": seat}
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._swap_leave()
                return self._swap_put(self.member_id, spot, duty)
        except UniqueViolation:
            self.env.invalidate_all()
            return self.browse()

    # ------------------------------------------------------------------ asking the rules

    def _swap_policy(self):
        company = self.company_id
        return self.env["coop.work.policy"]._history(company).on(company._coop_today())

    def _swap_offer_refusals(self, stand_in=False):
        """Why the shift may not be offered: codes of ``rules.swap.offer_refusals``."""
        self.ensure_one()
        return rules.offer_refusals(
            self._swap_policy(), self._swap_side(), self.company_id._coop_now(), stand_in
        )

    def _swap_move_refusals(self):
        self.ensure_one()
        side = self._swap_side()
        return rules.move_refusals(self._swap_policy(), side, self.company_id._coop_now())

    @api.model
    def _swap_taker(self, member, shift, owner=None):
        """A member as the rules see whoever would take a shift."""
        now = fields.Datetime.now()
        since = min(now - LOOK_BACK, now.replace(month=1, day=1))
        held = self.search(
            [
                ("member_id", "=", member.id),
                ("state", "in", HELD),
                ("shift_id.start", ">=", since),
            ]
        )
        return rules.Taker(
            member._coop_regime(shift.day),
            member.coop_standing,
            tuple(row._booked_fact() for row in held),
            tuple(map(row_hours, held)),
            frozenset(member.coop_skill_ids.ids),
            member._coop_is_out_of_team(),
            member._swap_is_on_leave(shift.day),
            member == owner,
        )

    def _swap_take_refusals(self, member, given=None, taker=None):
        """Why a member may not take this shift: codes, empty when they may.

        :param taker: what ``_swap_taker`` said of the member, for those who ask several times
        """
        self.ensure_one()
        codes = rules.take_refusals(
            self._swap_policy(),
            taker or self._swap_taker(member, self.shift_id, self.member_id),
            self._swap_side(),
            self.company_id._coop_now(),
            given._swap_side() if given else None,
            self.company_id.coop_swap_reach_days,
        )
        if not codes and self.shift_id._coop_would_be_alone(member, self.role_id, self.member_id):
            codes = ["beginner"]
        if not codes and self._swap_passed_on(member, self.shift_id):
            codes = ["passed_on"] if given else self._swap_passed_codes(member)
        return codes

    def _swap_passed_codes(self, member):
        """``passed_on``, unless what is offered is the member's own shift, to take back."""
        mine = self._swap_replaced().filtered(
            lambda one: one.member_id == member and one.shift_id == self.shift_id
        )
        return [] if mine else ["passed_on"]

    @api.model
    def _swap_place_refusals(self, member, shift, role, given):
        """Why a member may not move to a free seat: codes, empty when they may."""
        place = self._swap_place(shift, role)
        free = len(shift._free_seat_numbers(role))
        place = place._replace(seat=place.seat._replace(free=free))
        codes = rules.take_refusals(
            given._swap_policy(),
            self._swap_taker(member, shift),
            place,
            shift.company_id._coop_now(),
            given._swap_side(),
            shift.company_id.coop_swap_reach_days,
        )
        return codes or shift._coop_seat_refusals(member, role)

    def _swap_check_offer(self, stand_in=False):
        self._swap_raise(self._swap_offer_refusals(stand_in))

    def _swap_check_move(self):
        self._swap_raise(self._swap_move_refusals())

    def _swap_check_take(self, member, given=None, actor=None):
        codes = self._swap_take_refusals(member, given)
        if codes and actor and actor != member:
            codes = ["other_cannot"]
        self._swap_raise(codes)

    @api.model
    def _swap_check_place(self, member, shift, role, given):
        self._swap_raise(self._swap_place_refusals(member, shift, role, given))

    @api.model
    def _swap_raise(self, codes):
        """:raise UserError: the first of some codes in words"""
        if codes:
            raise UserError(self._booking_texts()[codes[0]])


def row_hours(row):
    """An assignment's local start and end, and the id of its shift."""
    shift = row.shift_id
    start = shift._local(shift.start).replace(tzinfo=None)
    return start, shift._local(shift.stop).replace(tzinfo=None), str(shift.id)
