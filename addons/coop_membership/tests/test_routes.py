from odoo.tests import HttpCase, tagged

from .common_routes import RouteTable


@tagged("post_install", "-at_install")
class TestRoutes(RouteTable, HttpCase):
    """Every address of this addon: its own person only, whatever the id."""

    ADDON = "coop_membership"
    ROUTES = {
        "/my/coop": "user http *",
        "/my/coop/certificate/<int:certificate_id>": "user http *",
        "/my/coop/shares/<int:subscription_id>/certificate": "user http *",
        "/my/coop/data": "user http *",
    }

    def setUp(self):
        super().setUp()
        self.secret = self.make_member("Secret Sam", card="OTHERCARD")
        certificate = {"member_id": self.secret.id, "year": 2025, "amount": 100, "shares": 10}
        self.foreign = {
            "certificate_id": self.env["coop.fiscal.certificate"].create(certificate).id,
            "subscription_id": self.env["coop.subscription"]
            .create({"partner_id": self.secret.partner_id.id, "company_id": self.company.id})
            .id,
        }

    def test_another_persons_session_never_shows_this_person(self):
        self.make_user("coop.stranger", "base.group_portal")
        for login in ("coop.member", "coop.stranger", "coop.checker", "coop.manager"):
            self.authenticate(login, login + login)
            for path in self.ROUTES:
                for number in (*self.foreign.values(), 0, 2**31, 10**30):
                    url = path.replace("<int:certificate_id>", str(number))
                    url = url.replace("<int:subscription_id>", str(number))
                    with self.subTest(login=login, url=url):
                        self.assertNotRegex(self.url_open(url).text, "Secret|OTHERCARD")

    def test_nothing_is_changed_by_reading(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        for path in self.ROUTES:
            with self.subTest(path):
                answer = self.url_open(self.filled(path), data={"name": "X"})
                self.assertEqual(answer.status_code, 400, "a form without a token is refused")
