"""A co-op at a fixed moment, with members on shifts that they can pass on."""

from odoo.tests import TransactionCase

from odoo.addons.coop_shift.tests.common import ShiftBuilders


class SwapBuilders(ShiftBuilders):
    """Mixin: shifts with numbered seats in the weeks after Monday 23 November 2026."""

    today = "2026-11-23"

    @classmethod
    def make_place(cls, day, hour=9, seats=2, role=None, **vals):
        """A shift with seats of its own for one role."""
        role = role or cls.till
        seats = [(0, 0, {"role_id": role.id, "seats": seats})]
        return cls.make_shift(day, hour=hour, seat_ids=seats, **vals)

    @classmethod
    def seat(cls, member, shift, origin="enrollment", role=None, seat=None, **vals):
        """A member on the lowest free seat of a shift."""
        role = role or cls.till
        seat = seat or shift._free_seat_numbers(role)[0]
        return cls.assign(member, shift, origin=origin, role_id=role.id, seat=seat, **vals)

    @classmethod
    def make_fixed(cls, name, **vals):
        """A member with a fixed seat (ABCD)."""
        member = cls.make_member(name, **vals)
        cls.enroll(member, cls.fixed_template)
        return member

    @classmethod
    def make_flyer(cls, name, **vals):
        member = cls.make_member(name, **vals)
        cls.enroll(member, date_from=cls.today)
        return member

    @classmethod
    def set_up_swaps(cls):
        cls.fixed_template = cls.make_template(seats=50)
        cls.ada = cls.make_fixed("Ada Un")
        cls.bea = cls.make_fixed("Bea Deux")
        cls.fly = cls.make_flyer("Flo Volante")

    def holders(self, shift):
        """Who holds which seat: ``{(role name, seat): member name}``."""
        return {
            (row.role_id.name, row.seat): row.member_id.name
            for row in shift.assignment_ids
            if row.seat
        }

    def due(self, member):
        """The days on which a member is expected, as text."""
        rows = member.assignment_ids.filtered(lambda row: row.state == "expected")
        return sorted(str(row.shift_id.day) for row in rows)


class SwapCase(SwapBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_swaps()

    def setUp(self):
        super().setUp()
        self.freeze(self.today)
