"""Builders for the office's stories, on top of those of shifts."""

from odoo import fields
from odoo.tests import TransactionCase

from odoo.addons.coop_shift.tests.common import ShiftBuilders


class OfficeBuilders(ShiftBuilders):
    """Mixin: two templates of week A with a till and a floor, and members on the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.floor = cls.make_role("Floor")
        cls.monday = cls.make_two_roles(weekday="0", name="Opening")
        cls.tuesday = cls.make_two_roles(weekday="1", name="Evening")

    @classmethod
    def make_two_roles(cls, till=4, floor=2, **vals):
        lines = [
            fields.Command.create({"role_id": role.id, "seats": seats})
            for role, seats in ((cls.till, till), (cls.floor, floor))
        ]
        return cls.make_template(seat_ids=lines, **vals)

    @classmethod
    def make_team(cls, count, template=None, role=None):
        """Members named Member 1, 2…, enrolled on a template when one is given."""
        members = cls.env["coop.member"]
        for number in range(1, count + 1):
            member = cls.make_member(f"Member {number}")
            if template:
                cls.enroll(member, template, role_id=(role or cls.till).id)
            members |= member
        return members

    @classmethod
    def place(cls, member, day=None):
        """The place of a member that runs on a day."""
        Enrollment = cls.env["coop.enrollment"]
        day = day or cls.company._coop_today()
        return Enrollment.search([("member_id", "=", member.id), *Enrollment._running(day)])

    def mass(self, kind, members=None, places=None, user=None, **vals):
        """An action on many members, as the office makes it from a list."""
        chosen = (places or members).with_user(user or self.office)
        opened = chosen.action_coop_mass()
        action = (
            self.env["coop.mass.action"].with_user(user or self.office).browse(opened["res_id"])
        )
        action.write({"kind": kind, **vals})
        return action

    def outcomes(self, action):
        """What was found: ``{name: (state, words)}``."""
        return {line.member_id.name: (line.state, line.outcome) for line in action.line_ids}


class OfficeCase(OfficeBuilders, TransactionCase):
    """The usual base class: builders on a TransactionCase."""
