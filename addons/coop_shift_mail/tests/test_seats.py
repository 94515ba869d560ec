"""Alerts for roles of coming shifts below a minimum."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import MailCase


@tagged("post_install", "-at_install")
class TestSeats(MailCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23 12:00:00")
        self.shift = self.make_shift(
            "2026-11-27", seat_ids=[(0, 0, {"role_id": self.till.id, "seats": 4})]
        )
        self.alert = self.env["coop.seat.alert"].create(
            {
                "name": "Tills",
                "company_id": self.company.id,
                "role_ids": self.till.ids,
                "minimum": 2,
                "days": 5,
                "email": "tills@example.com",
            }
        )

    def test_told_once(self):
        self.assign(self.ana, self.shift, role_id=self.till.id)
        self.run_job()
        self.run_job()
        mail = self.log("seats").mail_id
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.email_to, "tills@example.com")
        self.assertIn("Till", mail.body_html)

    def test_enough_members(self):
        for name in ("Bea", "Cleo"):
            self.assign(self.make_member(name), self.shift, role_id=self.till.id)
        self.run_job()
        self.assertFalse(self.log("seats"))

    def test_too_far_ahead_or_without_such_seats(self):
        self.alert.days = 2
        self.run_job()
        self.alert.write({"days": 9, "role_ids": self.make_role("Receiving").ids})
        self.run_job()
        self.assertFalse(self.log("seats"))

    def test_two_alerts_tell_each(self):
        self.alert.copy({"email": "office@example.com"})
        self.run_job()
        self.assertEqual(
            set(self.log("seats").mail_id.mapped("email_to")),
            {"tills@example.com", "office@example.com"},
        )

    def test_filled_meanwhile(self):
        self.env["coop.mail.due"]._note_all(self.company)
        for name in ("Bea", "Cleo"):
            self.assign(self.make_member(name), self.shift, role_id=self.till.id)
        self.run_job()
        self.assertEqual(self.log("seats").state, "obsolete")

    def test_an_address_is_an_address(self):
        with self.assertRaisesRegex(ValidationError, "nobody is not an e-mail address"):
            self.alert.email = "nobody"
