"""Hours noted on two connections at once."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.coop_shift.tests.test_concurrency import Races


@tagged("post_install", "-at_install")
class TestHoursAtOnce(Races):
    def clean(self):
        with self.registry.cursor() as cr:
            for table in ("coop_committee_work", "coop_committee_seat"):
                cr.execute(f"DELETE FROM {table} WHERE member_id = %s", (self.ids["member"],))
            cr.execute("DELETE FROM coop_committee WHERE name->>'en_US' LIKE 'Race %'")
        super().clean()

    def test_two_committees_on_one_day(self):
        with self.connection() as env:
            seats = [
                env["coop.committee.seat"].create(
                    {
                        "member_id": self.ids["member"],
                        "committee_id": env["coop.committee"].create({"name": name}).id,
                        "date_from": "2020-01-01",
                    }
                )
                for name in ("Race A", "Race B")
            ]
            seat_ids = [seat.id for seat in seats]

        def note(seat_id, day):
            def work(env):
                vals = {"seat_id": seat_id, "date": day, "hours": 13, "description": "Weeding"}
                env["coop.committee.work"].create(vals)
                return "noted"

            return work

        for day in ("2026-01-05", "2026-01-06", "2026-01-07"):
            results = self.race(*(note(seat_id, day) for seat_id in seat_ids))
            self.assertEqual([row for row in results if row == "noted"], ["noted"], results)
            self.assertEqual(
                len([row for row in results if isinstance(row, UserError)]), 1, results
            )
