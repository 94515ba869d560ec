"""Builders for the members' pages, on top of those of coop_shift."""

from datetime import timedelta

from odoo import fields, http
from odoo.tests import HttpCase, TransactionCase

from odoo.addons.coop_shift.tests.common import ShiftBuilders


class PortalBuilders(ShiftBuilders):
    """A co-op with an office address, a flying member and shifts with free seats."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "office@coop.example"
        cls.flyer_user = cls.make_user("coop.flyer", "base.group_portal")
        cls.flyer = cls.make_member("Fatou Volante", partner_id=cls.flyer_user.partner_id.id)

    def start_flying(self):
        """The flying member joins the team today, so that no cycle has cost anything yet."""
        return self.enroll(self.flyer, date_from=self.company._coop_today())

    @classmethod
    def make_open_shift(cls, day, seats=2, role=None, hour=9, **vals):
        """A shift outside of any template, with seats of its own."""
        role = role or cls.till
        line = {"role_id": role.id, "seats": seats}
        return cls.make_shift(day, hour, seat_ids=[(0, 0, line)], **vals)

    def mine(self, member, shift):
        return self.env["coop.assignment"].search(
            [("member_id", "=", member.id), ("shift_id", "=", shift.id)]
        )

    def seats_held(self, shift):
        return self.env["coop.assignment"].search_count(
            [("shift_id", "=", shift.id), ("seat", ">", 0)]
        )


class PortalCase(PortalBuilders, TransactionCase):
    """For models."""


class PortalHttpCase(PortalBuilders, HttpCase):
    """For routes."""

    def setUp(self):
        super().setUp()
        self.start_flying()

    def login(self, user):
        self.authenticate(user.login, user.login + user.login)

    def post(self, url, **data):
        """Post a form with the token of this session, and follow to the next page."""
        return self.url_open(url, data={**data, "csrf_token": http.Request.csrf_token(self)})

    def in_hours(self, hours, **vals):
        """A shift with two seats that starts so many hours from now."""
        start = fields.Datetime.now().replace(second=0) + timedelta(hours=hours)
        shift = self.make_open_shift(start.date(), **vals)
        shift.write({"start": start, "stop": start + timedelta(hours=3)})
        return shift
