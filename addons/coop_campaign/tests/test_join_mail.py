from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..controllers import join
from ..models.coop_join_request import MAILS_PER_DAY
from .common import PIXEL
from .test_join import JoinCase


@tagged("post_install", "-at_install")
class TestJoinMail(JoinCase):
    """The mailed link, twins, robots."""

    def resume_url(self):
        return f"/join/resume/{self.applications().mail_token}"

    def test_the_link_goes_on_where_one_left_off_on_another_device(self):
        self.begin()
        self.assertIn(self.applications().mail_token, self.mails().body_html)
        self.take()
        self.authenticate(None, None)
        page = self.url_open(self.resume_url())
        self.assertNotIn("Ana Lima", page.text)
        self.assertFalse(self.applications().email_proved, "opening the page proves nothing yet")
        self.assertTrue(self.post(self.resume_url()).url.endswith("/join/charter"))
        self.assertTrue(self.applications().email_proved)

    def test_forged_and_old_links_say_so_kindly(self):
        self.begin()
        application = self.applications()
        for forged in ("x", application.token, "1", "%27--"):
            page = self.url_open(f"/join/resume/{forged}")
            self.assertEqual(page.status_code, 404)
            self.assertIn("begin again", page.text)
        application.action_drop()
        self.assertEqual(self.url_open(self.resume_url()).status_code, 404)

    def test_strangers_see_the_same_screens_for_a_member_and_for_nobody(self):
        self.make_member("Known Kim", email="kim@coop.example")
        screens = []
        for email in ("kim@coop.example", "nobody@coop.example"):
            self.authenticate(None, None)
            answer = self.begin(email=email)
            screens.append((answer.status_code, answer.url, self._stripped(answer.text)))
        self.assertEqual(*screens)
        self.assertIn("member", self.mails("kim@coop.example").subject)
        self.assertNotIn("member of", self.mails("nobody@coop.example").subject)

    def _stripped(self, page):
        """A page without what differs in every session."""
        return [line for line in page.splitlines() if "csrf_token" not in line]

    def test_a_stranger_with_a_known_e_mail_gets_nothing_of_that_person(self):
        known = self.make_person("Known Kim", email="kim@coop.example", street="Secret street 9")
        application = self.walk(email="kim@coop.example")
        self.assertNotEqual(application.partner_id, known)
        self.assertNotIn("Secret street", self.url_open(application._coop_pay_url()).text)
        self.assertEqual(application.twin_count, 1)
        twins = [("twin_count", ">", 0), ("company_id", "=", self.company.id)]
        self.assertEqual(self.env["coop.join.request"].search(twins), application)
        self.assertEqual(known.street, "Secret street 9")

    def test_the_owner_of_the_mailbox_keeps_their_own_record(self):
        known = self.make_person("Known Kim", email="kim@coop.example")
        self.begin(email="kim@coop.example")
        self.post(self.resume_url())
        self.take()
        self.rpc(self.sign_url(), name="Kim", signature=PIXEL)
        self.post("/join/payment", way="shop")
        self.assertEqual(self.applications().partner_id, known)

    def test_somebody_signed_in_keeps_their_record_and_completes_it(self):
        user = self.make_user("coop.friend", "base.group_portal")
        user.partner_id.street = "1 known street"
        self.login(user)
        self.walk(name="Ana Lima", email=user.email)
        partner = self.applications().partner_id
        self.assertEqual(partner, user.partner_id)
        self.assertEqual((partner.street, partner.zip), ("1 known street", "75018"))

    def test_signed_in_proves_one_s_own_e_mail_only(self):
        user = self.make_user("coop.friend", "base.group_portal")
        self.login(user)
        self.begin(email="other@coop.example")
        self.assertFalse(self.applications().email_proved)
        self.begin(email=user.email)
        self.assertFalse(self.applications().email_proved, "changed: proved by the new link")

    def test_signed_in_with_one_s_own_e_mail_has_proved_it(self):
        user = self.make_user("coop.friend", "base.group_portal")
        self.login(user)
        self.begin(email=user.email)
        self.assertTrue(self.applications().email_proved)

    def test_another_e_mail_has_to_be_proved_anew(self):
        self.begin()
        self.post(self.resume_url())
        old = self.applications().mail_token
        self.begin(email="other@coop.example")
        self.assertFalse(self.applications().email_proved)
        self.assertEqual(self.url_open(f"/join/resume/{old}").status_code, 404)

    def test_robots_that_fill_the_hidden_field_write_nothing(self):
        answer = self.begin(homepage="http://spam.example")
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.applications())
        self.assertFalse(self.mails())

    def test_captcha_of_odoo_is_asked_and_heeded(self):
        asked = []

        def refuse(_self, action):
            asked.append(action)
            raise UserError(action)

        self.patch(type(self.env["ir.http"]), "_verify_request_recaptcha_token", refuse)
        page = self.begin().text
        self.assertEqual(asked, ["coop_join"])
        self.assertFalse(self.applications())
        self.assertIn("you are no robot", page)
        self.assertIn('value="3 rue des Poissonniers"', page, "nothing is lost")
        self.assertIn('data-captcha="coop_join"', self.url_open("/join").text)

    def test_too_many_starts_from_one_address_have_to_wait(self):
        self.patch(join, "STARTS_PER_HOUR", 2)
        for time, status in enumerate((200, 200, 429)):
            self.authenticate(None, None)
            answer = self.begin(email=f"ana{time}@coop.example")
            self.assertEqual(answer.status_code, status)
        self.assertIn("come back in an hour", answer.text)
        self.assertEqual(len(self.applications()), 2)

    def test_nobody_is_flooded_with_mails(self):
        for _time in range(MAILS_PER_DAY + 2):
            self.authenticate(None, None)
            self.begin()
        self.assertEqual(len(self.mails()), MAILS_PER_DAY)

    def test_tries_are_kept_for_a_day_and_hold_no_address(self):
        self.begin()
        hits = self.env["coop.join.hit"]
        self.assertNotIn("ana", "".join(hits.search([]).mapped("digest")))
        later = fields.Datetime.add(fields.Datetime.now(), hours=25)
        self.freeze(str(later)[:19])
        hits._gc_hits()
        self.assertFalse(hits.search_count([]))

    def test_drafts_are_forgotten_and_confirmed_ones_are_kept(self):
        done = self.walk()
        self.authenticate(None, None)
        self.begin(email="slow@coop.example")
        draft = self.applications() - done
        self.freeze(str(fields.Datetime.add(fields.Datetime.now(), days=31))[:19])
        self.env["coop.join.request"]._gc_drafts()
        self.assertTrue(done.exists())
        self.assertFalse(draft.exists())

    def test_an_invitation_is_counted_once_paid(self):
        self.url_open(f"/join?by={self.member.invite_token}")
        application = self.walk()
        self.assertEqual(application.origin, "invitation")
        self.assertEqual(self.member.invited_count, 0)
        self.pay(application.subscription_id)
        self.member.invalidate_recordset(["invited_count"])
        self.assertEqual(self.member.invited_count, 1)

    def test_forged_invitations_are_ignored_and_name_nobody(self):
        for forged in ("x", str(self.member.id), "' OR 1=1"):
            page = self.url_open("/join", params={"by": forged}).text
            self.assertNotIn("A member invites you", page)
        page = self.url_open(f"/join?by={self.member.invite_token}").text
        self.assertIn("A member invites you", page)
        self.assertNotIn("Inès", page)
