import re

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PIXEL, CampaignCase, CampaignHttpCase


@tagged("post_install", "-at_install")
class TestCharter(CampaignCase):
    """Versions of the charter and the signatures under them."""

    def test_version_in_force_is_the_latest_that_has_begun(self):
        first = self.make_charter(valid_from="2020-01-01")
        second = self.make_charter(valid_from="2021-01-01")
        charters = self.env["coop.charter"]
        self.assertEqual((first.version, second.version), (1, 2))
        self.assertEqual(charters._coop_current(self.company, "2020-12-31"), first)
        self.assertEqual(charters._coop_current(self.company, "2021-01-01"), second)
        self.assertFalse(charters._coop_current(self.company, "2019-12-31"))

    def test_signing_twice_writes_once(self):
        charter = self.make_charter()
        sign = self.env["coop.charter.signature"]._coop_sign
        vals = {"signed_name": "Inès", "way": "portal"}
        first = sign(charter, self.member.partner_id, vals)
        again = sign(charter, self.member.partner_id, {**vals, "signed_name": "Other"})
        self.assertEqual(first, again)
        self.assertEqual(again.signed_name, "Inès")

    def test_database_keeps_one_signature_per_version(self):
        charter = self.make_charter()
        self.make_signature(charter, self.member.partner_id)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.make_signature(charter, self.member.partner_id)

    def test_signed_text_stays_as_it_is(self):
        charter = self.make_charter()
        charter.body = "<p>Better words.</p>"
        signature = self.make_signature(charter, self.member.partner_id)
        with self.assertRaisesRegex(UserError, "new version"):
            charter.body = "<p>Other words.</p>"
        with self.assertRaises(UserError):
            charter.unlink()
        with self.assertRaisesRegex(UserError, "never edited"):
            signature.signed_name = "Somebody"
        with self.assertRaisesRegex(UserError, "never erased"):
            signature.unlink()
        self.assertIn("Better words", charter.body)

    def test_report_shows_text_name_date_and_picture(self):
        charter = self.make_charter("<p>We share the work.</p>")
        row = self.make_signature(charter, self.member.partner_id, signature=PIXEL, way="portal")
        report = "coop_campaign.action_report_charter_signature"
        html = self.env["ir.actions.report"]._render_qweb_html(report, row.ids)[0].decode()
        for shown in ("We share the work", "Inès Portail", "01/02/2020", "data:image/png"):
            self.assertIn(shown, html)

    def test_new_version_never_changes_the_verdict(self):
        self.make_charter(valid_from="2020-01-01")
        before = self.env["coop.verdict"].for_person(self.member.partner_id.id)
        self.make_charter(valid_from="2021-01-01")
        after = self.env["coop.verdict"].for_person(self.member.partner_id.id)
        self.assertTrue(after.allowed)
        self.assertEqual(before, after)


@tagged("post_install", "-at_install")
class TestCharterPortal(CampaignHttpCase):
    """A member reads and signs on the portal; nobody else's signature can be reached."""

    def test_who_has_left_is_not_asked_to_sign(self):
        charter = self.make_charter()
        self.member.left_on = self.company._coop_today()
        self.login(self.portal_member)
        for page in ("/my", "/my/coop", "/my/coop/charter"):
            text = self.url_open(page).text
            self.assertNotRegex(text, "wait(s|ing) for your signature|I accept this", page)
        answer = self.rpc(f"/my/coop/charter/{charter.id}/sign", name="Inès P.", signature=PIXEL)
        self.assertIn("error", answer)
        self.assertFalse(charter.signature_ids)

    def test_new_version_asks_at_the_next_visit_until_it_is_signed(self):
        charter = self.make_charter()
        self.login(self.portal_member)
        for page in ("/my", "/my/coop", "/my/coop/charter"):
            text = self.url_open(page).text
            self.assertIn("/my/coop/charter", text, page)
        self.assertIn("waiting for your signature", self.url_open("/my").text)
        answer = self.rpc(f"/my/coop/charter/{charter.id}/sign", name="Inès P.", signature=PIXEL)
        self.assertEqual(answer["redirect_url"], "/my/coop/charter")
        row = charter.signature_ids
        self.assertEqual(row.partner_id, self.portal_member.partner_id)
        self.assertEqual((row.signed_name, row.way), ("Inès P.", "portal"))
        self.assertNotIn("waiting for your signature", self.url_open("/my").text)

    def test_public_cannot_sign(self):
        charter = self.make_charter()
        self.assertIn("/web/login", self.url_open("/my/coop/charter").url)
        answer = self.rpc(f"/my/coop/charter/{charter.id}/sign", name="X", signature=PIXEL)
        self.assertIn("rpc_error", answer)
        self.assertFalse(charter.signature_ids)

    def test_somebody_without_membership_cannot_sign(self):
        charter = self.make_charter()
        self.login(self.make_user("coop.stranger", "base.group_portal"))
        answer = self.rpc(f"/my/coop/charter/{charter.id}/sign", name="X", signature=PIXEL)
        self.assertIn("error", answer)
        self.assertFalse(charter.signature_ids)

    def test_old_future_and_foreign_versions_cannot_be_signed(self):
        old = self.make_charter(valid_from="2019-01-01")
        self.make_charter(valid_from="2020-01-01")
        future = self.make_charter(valid_from=self.days(5))
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self.make_charter(company_id=elsewhere.id, valid_from="2018-01-01", version=9)
        self.login(self.portal_member)
        for charter in (old, future, foreign):
            answer = self.rpc(f"/my/coop/charter/{charter.id}/sign", name="X", signature=PIXEL)
            self.assertIn("error", answer)
            self.assertFalse(charter.signature_ids)

    def test_bad_signature_gets_a_sentence_and_writes_nothing(self):
        charter = self.make_charter()
        self.login(self.portal_member)
        url = f"/my/coop/charter/{charter.id}/sign"
        self.assertIn("name", self.rpc(url, name="  ", signature=PIXEL)["error"])
        self.assertIn("error", self.rpc(url, name="X", signature="bm90IGEgcGljdHVyZQ=="))
        self.assertFalse(charter.signature_ids)

    def test_replayed_signature_is_answered_without_a_second_row(self):
        charter = self.make_charter()
        self.login(self.portal_member)
        for _time in range(2):
            self.rpc(f"/my/coop/charter/{charter.id}/sign", name="Inès", signature=PIXEL)
        self.assertEqual(len(charter.signature_ids), 1)

    def test_signed_copy_is_for_its_signer_only(self):
        charter = self.make_charter()
        other = self.make_member("Other Olu")
        mine = self.make_signature(charter, self.portal_member.partner_id)
        theirs = self.make_signature(charter, other.partner_id)
        self.login(self.portal_member)
        self.assertEqual(self.url_open(f"/my/coop/charter/signed/{mine.id}").status_code, 200)
        for forged in (theirs.id, 999_999_999):
            response = self.url_open(f"/my/coop/charter/signed/{forged}")
            self.assertEqual(response.status_code, 404)
            self.assertIsNone(re.search("Olu", response.text))
