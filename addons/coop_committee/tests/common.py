"""Builders for committees, on top of those of shifts."""

from odoo.tests import TransactionCase

from odoo.addons.coop_shift.tests.common import ShiftBuilders


class CommitteeBuilders(ShiftBuilders):
    """Mixin: a committee, with a coordinator and the portal's member in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.committee = cls.make_committee("Garden")
        cls.seat = cls.make_seat(cls.member)

    @classmethod
    def make_committee(cls, name, **vals):
        return cls.env["coop.committee"].create(
            {"name": name, "company_id": cls.company.id, "hours_per_credit": 3, **vals}
        )

    @classmethod
    def make_seat(cls, member, committee=None, date_from="2020-01-01", **vals):
        committee = committee or cls.committee
        return cls.env["coop.committee.seat"].create(
            {
                "member_id": member.id,
                "committee_id": committee.id,
                "date_from": date_from,
                **vals,
            }
        )

    @classmethod
    def make_work(cls, day, hours, seat=None, **vals):
        return cls.env["coop.committee.work"].create(
            {
                "seat_id": (seat or cls.seat).id,
                "date": day,
                "hours": hours,
                "description": "Weeding",
                **vals,
            }
        )

    def lines(self, member):
        """The ledger of a member: ``[(day, counter, amount), …]`` in the order of writing."""
        rows = self.env["coop.work.entry"].search([("member_id", "=", member.id)], order="id")
        return [(str(row.date), row.counter, row.amount) for row in rows]


class CommitteeCase(CommitteeBuilders, TransactionCase):
    """For models."""
