from datetime import timedelta

from odoo import fields, models

from odoo.addons.coop_shift.rules import booking

from ..rules import newcomers
from ..rules import swap as rules

#: Where the policy sets no window, one looks so far ahead.
AHEAD = timedelta(days=56)
#: So many places are shown; the nearest first.
PLACES = 40


class CoopAssignment(models.Model):
    _inherit = "coop.assignment"

    def _swap_free_places(self):
        """Where this shift could be moved to: ``[(shift, role, free seats), …]``, soonest first.

        A few queries for all shifts; what is asked in depth is asked again when one is chosen.
        """
        self.ensure_one()
        member = self.member_id
        shifts = self._swap_near_shifts()
        taken = self._swap_seats_taken(shifts)
        seats, kept = shifts._seats(), shifts._coop_kept_for()
        policy, now = self._swap_policy(), self.company_id._coop_now()
        taker, given = self._swap_taker(member, self.shift_id), self._swap_side()
        companions = shifts._coop_roles_for_beginner(member)
        places = []
        for shift in shifts:
            for role_id, count in seats[shift.id].items():
                role = self.env["coop.shift.role"].browse(role_id)
                free = count - taken.get((shift.id, role_id), 0)
                if companions is not None and (shift.id, role_id) not in companions:
                    continue
                if newcomers.is_kept_from(member.id, free, kept.get((shift.id, role_id), set())):
                    continue
                place = self._swap_plain_place(shift, role, free)
                reach = self.company_id.coop_swap_reach_days
                if not rules.take_refusals(policy, taker, place, now, given, reach):
                    places.append((shift, role, free))
        return places[:PLACES]

    def _swap_near_shifts(self):
        """The coming shifts within the policy's window and the reach of this one's duty."""
        days = self._swap_policy().booking.window_days
        now = fields.Datetime.now()
        last = now + (timedelta(days=days + 1) if days is not None else AHEAD)
        return self.env["coop.shift"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "planned"),
                ("start", ">", now),
                ("start", "<=", last),
                ("id", "!=", self.shift_id.id),
            ]
        )

    def _swap_seats_taken(self, shifts):
        """``{(shift_id, role_id): seats taken}``, one query."""
        rows = self._read_group(
            [("shift_id", "in", shifts.ids), ("seat", ">", 0)], ["shift_id", "role_id"], ["__count"]
        )
        return {(shift.id, role.id): count for shift, role, count in rows}

    def _swap_plain_place(self, shift, role, free):
        start = shift._local(shift.start).replace(tzinfo=None)
        stop = shift._local(shift.stop).replace(tzinfo=None)
        skills = frozenset(role.skill_ids.ids)
        seat = booking.Seat(start, free, skills, id=str(shift.id), stop=stop)
        return rules.Side(start, stop, id=str(shift.id), seat=seat)
