"""Graphs and pivots count what happened."""

from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestStatistics(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.ana, self.ben = self.make_team(2, self.monday)

    def rows(self, model, groupby, measures):
        self.env.flush_all()
        domain = [("company_id", "=", self.company.id)]
        return self.env[model].with_user(self.office)._read_group(domain, groupby, measures)

    def shift(self, day):
        return self.make_shift(day, template_id=self.monday.id, occurrence=day)

    def test_presence_by_template(self):
        shift = self.shift("2026-11-16")
        self.assign(self.ana, shift).action_present()
        self.assign(self.ben, shift).action_absent()
        self.assign(self.member, shift)
        found = self.rows(
            "coop.presence.stat", ["template_id"], ["rate:avg", "present:sum", "absent:sum"]
        )
        self.assertEqual(found, [(self.monday, 50.0, 1, 1)])

    def test_gaps_to_come(self):
        # The gaps are counted from the database's own clock, which no test can stop.
        shift = self.make_shift("2099-01-05", template_id=self.monday.id, occurrence="2099-01-05")
        self.assign(self.ana, shift, role_id=self.till.id, seat=1)
        found = self.rows("coop.gap.stat", ["shift_id", "role_id"], ["seats:sum", "gap:sum"])
        self.assertIn((shift, self.till, 4, 3), found)
        self.assertIn((shift, self.floor, 2, 2), found)

    def test_seats_of_one_shift_replace_those_of_its_template(self):
        shift = self.make_shift("2099-01-05", template_id=self.monday.id, occurrence="2099-01-05")
        self.env["coop.shift.seat"].create(
            {"shift_id": shift.id, "role_id": self.till.id, "seats": 1}
        )
        found = self.rows("coop.gap.stat", ["shift_id", "role_id"], ["gap:sum"])
        self.assertIn((shift, self.till, 1), found)
        self.assertNotIn((shift, self.floor, 2), found)

    def test_make_ups_due(self):
        self.assign(self.ana, "2026-11-16").action_absent()
        found = self.rows("coop.make.up.stat", ["member_id", "counter"], ["due:sum"])
        self.assertEqual(found, [(self.ana, "abcd", 2.0)])

    def test_arrivals_and_departures(self):
        self.place(self.ana).date_to = "2026-11-22"
        found = dict(self.rows("coop.place.event", ["kind"], ["count:sum"]))
        self.assertEqual(found, {"arrival": 2, "departure": -1})
        gone = self.env["coop.place.event"].search([("kind", "=", "departure")], limit=1)
        self.assertEqual(str(gone.date), "2026-11-23")

    def test_ids_are_unique(self):
        for model in (
            "coop.presence.stat",
            "coop.gap.stat",
            "coop.make.up.stat",
            "coop.place.event",
        ):
            ids = self.env[model].search([]).ids
            self.assertEqual(len(ids), len(set(ids)), model)
