"""A shift with its people, its coordinator and a phone, on top of the builders of shifts."""

import time
from datetime import timedelta
from uuid import uuid4

from odoo import fields
from odoo.tests import TransactionCase

from odoo.addons.coop_shift.tests.common import ShiftBuilders


class FloorBuilders(ShiftBuilders):
    """Mixin: the shift of today, coordinated by ``cls.member`` (the user ``cls.portal_member``)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coordinator = cls.portal_member
        cls.template = cls.make_template(seats=30, name="Monday morning")
        cls.make_coordinator(cls.template, cls.member)
        cls.shift = cls.make_todays_shift(cls.template)
        cls.ana = cls.make_person_on_shift("Ana Ribeiro")
        cls.bob = cls.make_person_on_shift("Bob Okafor")
        cls.rita = cls.make_member("Rita Rattrape", card="0420000000013", number=4242)

    @classmethod
    def make_coordinator(cls, template, member, date_from="2020-01-01", date_to=False):
        return cls.env["coop.shift.coordinator"].create(
            {
                "template_id": template.id,
                "member_id": member.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    @classmethod
    def make_todays_shift(cls, template, **vals):
        """A shift that is on: it began a moment ago."""
        start = fields.Datetime.now() - timedelta(minutes=1)
        day = cls.company._coop_local_day(start)
        return cls.env["coop.shift"].create(
            {
                "company_id": cls.company.id,
                "template_id": template.id,
                "occurrence": day,
                "start": start,
                "stop": start + timedelta(hours=3),
                **vals,
            }
        )

    @classmethod
    def make_person_on_shift(cls, name, shift=None, **vals):
        shift = shift or cls.shift
        member = cls.make_member(name)
        cls.enroll(member)
        role = shift.template_id.seat_ids.role_id[:1] or cls.till
        seat = shift._free_seat_numbers(role)[:1] or [0]
        return cls.assign(member, shift, **{"role_id": role.id, "seat": seat[0], **vals})

    def tap(self, kind="attendance", row=None, ago=0, **vals):
        """A tap as a phone makes it, some seconds ago."""
        return {
            "key": uuid4().hex,
            "kind": kind,
            "at": (time.time() - ago) * 1000,
            "assignment": row.id if row else 0,
            **vals,
        }

    def send(self, *taps, shift=None, user=None, device="phone-1", sent_at=None):
        """Send taps as the coordinator's phone; the answers, in the order of the taps."""
        shift = (shift or self.shift).with_user(user or self.coordinator).sudo()
        now = time.time() * 1000 if sent_at is None else sent_at
        results = shift._floor_take(list(taps), now, device)["results"]
        return [results[tap["key"]] for tap in taps]

    def mark(self, row, state, **vals):
        return self.send(self.tap(row=row, state=state, **vals))[0]


class FloorCase(FloorBuilders, TransactionCase):
    """The usual base class."""
