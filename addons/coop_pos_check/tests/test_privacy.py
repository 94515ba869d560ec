"""What caches, frames and old sales may keep of a person: nothing."""

from odoo.tests import tagged

from .common import DoorCase, PosCheckCase


@tagged("post_install", "-at_install")
class TestDoorPrivacy(DoorCase):
    def test_page_and_photos_are_kept_by_no_cache_and_in_no_frame(self):
        self.enter()
        for path in ("", f"/photo/{self.up_to_date.partner_id.id}"):
            with self.subTest(path):
                headers = self.url_open(f"/coop/door{path}").headers
                self.assertIn("no-store", headers["Cache-Control"])
                self.assertNotIn("public", headers["Cache-Control"])
                self.assertEqual(headers["Referrer-Policy"], "no-referrer")
                self.assertEqual(headers["X-Frame-Options"], "DENY")

    def test_nonsense_from_a_tablet_is_mended(self):
        """One forged row takes no other row of the batch with it."""
        self.enter()
        good = self.row(self.up_to_date.partner_id, movement="in")
        forged = [
            self.row(partner_id=True, standing_of_id=True),
            self.row(at=["2026-01-01 00:00:00"]),
            self.row(visitor_name="a\x00b", code="visitor"),
            {**self.row(), "uuid": "\x00" * 36},
        ]
        kept = self.ask("log", rows=[*forged, good])["kept"]
        self.assertEqual(set(kept), {row["uuid"] for row in [*forged[:3], good]})
        self.assertIn("ab", self.checks().mapped("visitor_name"))
        self.assertFalse(self.checks()[0].partner_id)

    def test_nonsense_asked_for_by_a_tablet_is_left_out(self):
        self.enter()
        cursor = self.ask("list")["cursor"]
        for asked in (True, 10**30, [True], [10**30, -1, "x", None], {"x": 1}, "abc"):
            with self.subTest(asked=asked):
                self.assertIn("persons", self.ask("list", cursor=cursor, partner_ids=asked))


@tagged("post_install", "-at_install")
class TestForgotten(PosCheckCase):
    def test_a_sale_forgets_where_its_receipt_was_sent(self):
        person = self.up_to_date.partner_id
        person.write({"email": "zoe@coop.example", "phone": "+33601020304"})
        order = self.sync(self.make_sale(person))
        self.assertEqual(order.email, "zoe@coop.example")
        served = self.env["coop.served.person"].search([("partner_id", "=", self.supplier.id)])
        for one in (person, self.supplier):
            one._coop_forget("Former")
        self.assertFalse(order.email or order.mobile)
        self.assertEqual((order.partner_id, order.state), (person, "paid"))
        self.assertEqual(served.reason, "Anonymised")
