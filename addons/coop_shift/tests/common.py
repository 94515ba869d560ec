"""Builders for the working life of members, on top of those of membership."""

from datetime import datetime, time, timedelta

import pytz

from odoo import fields
from odoo.tests import TransactionCase

from odoo.addons.coop_membership.tests.common import CoopBuilders


def utc_hours(template, day):
    """The UTC start and end of a template on a local day, as naive datetimes: what SQL writes, here
    with pytz.

    An hour that the clock skips in spring is taken as the hour after it; one that comes twice in
    autumn is the second of the two, in winter time.
    """
    length = (template.hour_to - template.hour_from) % 24 or 24
    local = datetime.combine(day, time()) + timedelta(minutes=round(template.hour_from * 60))
    aware = pytz.timezone(template.company_id.coop_tz).localize(local, is_dst=False)
    start = pytz.utc.normalize(aware).replace(tzinfo=None)
    return start, start + timedelta(minutes=round(length * 60))


def unlike_facts(company):
    """Ids of the members whose stored ledger is not what the rules make of their facts."""
    ids = company.env["coop.standing"]._member_ids(company)
    compared = company.env["coop.standing"]._rebuild_some(company, ids, store=False)
    return [member_id for member_id, _lines in compared[1]]


class ShiftBuilders(CoopBuilders):
    """Mixin: a co-op with La Louve's rules, roles, templates, shifts and attendances."""

    policy_preset = "la_louve"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["coop.work.policy"]._load_preset(cls.policy_preset, cls.company)
        cls.till = cls.make_role("Till")

    @classmethod
    def make_role(cls, name, **vals):
        return cls.env["coop.shift.role"].create(
            {"name": name, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def make_template(cls, seats=2, role=None, **vals):
        role = role or cls.till
        return cls.env["coop.shift.template"].create(
            {
                "company_id": cls.company.id,
                "week": 0,
                "weekday": "0",
                "hour_from": 10.75,
                "hour_to": 13.75,
                "date_from": "2020-01-06",
                "seat_ids": [fields.Command.create({"role_id": role.id, "seats": seats})],
                **vals,
            }
        )

    @classmethod
    def enroll(cls, member, template=None, date_from="2020-01-06", **vals):
        """A fixed place on a template, or in the flying team without one."""
        place = {"regime": "flying"}
        if template:
            role = template.seat_ids.role_id[:1]
            place = {"regime": "abcd", "template_id": template.id, "role_id": role.id}
        return cls.env["coop.enrollment"].create(
            {
                "member_id": member.id,
                "date_from": date_from,
                "decided_on": date_from,
                **place,
                **vals,
            }
        )

    @classmethod
    def make_shift(cls, day, hour=9, **vals):
        """A shift of three hours that starts at an UTC hour of a day."""
        start = datetime.combine(fields.Date.to_date(day), datetime.min.time())
        start += timedelta(hours=hour)
        return cls.env["coop.shift"].create(
            {
                "company_id": cls.company.id,
                "start": start,
                "stop": start + timedelta(hours=3),
                **vals,
            }
        )

    @classmethod
    def assign(cls, member, day_or_shift, origin="enrollment", **vals):
        is_shift = isinstance(day_or_shift, type(cls.env["coop.shift"]))
        shift = day_or_shift if is_shift else cls.make_shift(day_or_shift)
        return cls.env["coop.assignment"].create(
            {"member_id": member.id, "shift_id": shift.id, "origin": origin, **vals}
        )

    @classmethod
    def make_leave(cls, member, code, date_from, date_to=False, **vals):
        leave_type = cls.env["coop.leave.type"].search([("code", "=", code)])
        return cls.env["coop.leave"].create(
            {
                "member_id": member.id,
                "type_id": leave_type.id,
                "date_from": date_from,
                "date_to": date_to,
                "asked_on": date_from,
                "state": "confirmed",
                **vals,
            }
        )

    def standings(self, member):
        """The periods of a member as text, oldest first: ``[("2026-01-01", "alert"), …]``."""
        rows = self.env["coop.standing"].search([("member_id", "=", member.id)], order="date_from")
        return [(str(row.date_from), row.standing) for row in rows]

    def verdict(self, member, day=None):
        day = fields.Date.to_date(day) if day else None
        return self.env["coop.verdict"].for_person(member.partner_id.id, day, self.company)

    def balance(self, member, counter="abcd"):
        return self.env["coop.work.entry"]._balances(member.ids)[member.id].get(counter, 0)


class ShiftCase(ShiftBuilders, TransactionCase):
    """The usual base class: builders on a TransactionCase."""
