"""The join page is prepared for Odoo's own captcha: installed and given its keys, it works."""

from unittest.mock import patch

import requests

from odoo.tests import tagged

from odoo.addons.coop_campaign.tests.test_join import JoinCase

VERIFY = "odoo.addons.google_recaptcha.models.ir_http.requests.post"


@tagged("post_install", "-at_install")
class TestCaptcha(JoinCase):
    """What the visitor meets when the captcha answers yes, no, or nothing."""

    def setUp(self):
        super().setUp()
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("recaptcha_private_key", "secret")
        parameters.set_param("recaptcha_min_score", "0.5")

    def begin_as(self, **answer):
        """Begin an application while the captcha's server answers this."""

        def reply(_url, data, timeout):
            self.assertEqual((data["secret"], data["response"]), ("secret", "from-the-page"))
            response = requests.Response()
            response.json = lambda: {"action": "coop_join", **answer}
            return response

        with patch(VERIFY, reply):
            return self.begin(recaptcha_token_response="from-the-page")

    def test_a_person_goes_on(self):
        page = self.begin_as(success=True, score=0.9)
        self.assertTrue(page.url.endswith("/join/shares"), page.url)
        self.assertEqual(self.applications().name, "Ana Lima")

    def test_a_robot_is_told_and_nothing_is_lost(self):
        page = self.begin_as(success=True, score=0.1)
        self.assertIn("you are no robot", page.text)
        self.assertIn('value="3 rue des Poissonniers"', page.text)
        self.assertFalse(self.applications())

    def test_a_token_of_another_form_is_refused(self):
        answer = self.begin_as(success=False, **{"error-codes": ["invalid-input-response"]})
        self.assertIn("you are no robot", answer.text)
        self.assertFalse(self.applications())
