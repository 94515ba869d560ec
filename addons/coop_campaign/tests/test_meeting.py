import re
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PIXEL, CampaignHttpCase, MoneyBuilders

FORM = {"name": "Rosa Paz", "email": "", "way": "cash"}


class MeetingCase(MoneyBuilders, CampaignHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.charter = cls.make_charter()
        cls.meeting = cls.make_meeting()
        cls.host = cls.make_user("coop.host", "base.group_portal")

    def form(self, quantity=10, **changes):
        shares = {f"shares_{self.type_a.id}": quantity}
        return {**FORM, **shares, "key": "form-1", **changes}

    def tablet(self):
        return f"/coop/meeting/{self.meeting.id}"

    def enrol(self, **changes):
        """Fill the form and sign, as a host does with the tablet; return the application."""
        page = self.post(self.tablet(), **self.form(**changes))
        sign = re.search(r"/coop/meeting/\d+/sign/(\d+)", page.url)
        if not sign:
            return self.env["coop.join.request"]
        self.answer = self.rpc(
            f"{sign[0]}/accept/{self.charter.id}", name="Rosa Paz", signature=PIXEL
        )
        return self.env["coop.join.request"].browse(int(sign[1]))


@tagged("post_install", "-at_install")
class TestTablet(MeetingCase):
    """People join one after the other; those without e-mail are full members."""

    def setUp(self):
        super().setUp()
        self.meeting.host_ids = self.host
        self.login(self.host)

    def test_a_person_without_e_mail_is_a_full_member_at_once(self):
        person = self.enrol()
        member = person._coop_member()
        self.assertTrue(member.number)
        self.assertEqual((member.name, member.email, member.origin), ("Rosa Paz", False, "meeting"))
        self.assertTrue(self.env["coop.verdict"].for_person(member.partner_id.id).allowed)
        self.assertEqual(self.charter.signature_ids.way, "meeting")
        self.assertEqual(self.meeting.cash, 100)
        page = self.url_open(self.answer["redirect_url"]).text
        self.assertIn(f'o_coop_number">{member.number}<', page)

    def test_payment_that_comes_later_makes_a_member_later(self):
        person = self.enrol(way="transfer")
        self.assertEqual(person.state, "confirmed")
        self.assertFalse(person._coop_member())
        self.assertEqual(self.meeting.cash, 0)
        self.pay(person.subscription_id)
        self.assertTrue(person._coop_member())

    def test_cheques_and_cash_are_counted_apart(self):
        self.enrol()
        self.enrol(key="form-2", way="cheque", quantity="20")
        self.meeting.invalidate_recordset()
        takings = (self.meeting.enrolled_count, self.meeting.cash, self.meeting.cheques)
        self.assertEqual(takings, (2, 100, 200))

    def test_a_form_sent_twice_enrols_once(self):
        person = self.enrol()
        self.assertTrue(self.post(self.tablet(), **self.form()).url.endswith(f"done={person.id}"))
        accept = f"{self.tablet()}/sign/{person.id}/accept/{self.charter.id}"
        self.rpc(accept, name="Again", signature=PIXEL)
        self.assertEqual(len(self.meeting.request_ids), 1)
        self.assertEqual(len(self.charter.signature_ids), 1)
        self.assertEqual(person._coop_member().share_count, 10)

    def test_faults_keep_what_was_written(self):
        page = self.post(self.tablet(), **self.form(name="", quantity="3", city="Pantin")).text
        self.assertIn("Please write your first and last name", page)
        self.assertIn("At least 10 shares", page)
        self.assertIn('value="Pantin"', page)
        self.assertFalse(self.meeting.request_ids)

    def test_who_has_not_signed_waits_in_the_list_and_can_be_dropped(self):
        self.post(self.tablet(), **self.form())
        person = self.meeting.request_ids
        self.assertIn(f"/sign/{person.id}", self.url_open(self.tablet()).text)
        self.post(f"{self.tablet()}/drop/{person.id}")
        self.assertEqual(person.state, "dropped")
        self.assertNotIn(f"/sign/{person.id}", self.url_open(self.tablet()).text)

    def test_without_a_charter_one_screen_is_enough(self):
        self.charter.unlink()
        page = self.post(self.tablet(), **self.form())
        self.assertIn("done=", page.url)
        self.assertTrue(self.meeting.request_ids._coop_member())


@tagged("post_install", "-at_install")
class TestMeetingRights(MeetingCase):
    """Hosts on the day, the office always, nobody else."""

    def refused(self):
        opened = self.url_open(self.tablet())
        posted = self.post(self.tablet(), **self.form())
        self.assertFalse(self.meeting.request_ids)
        self.assertNotIn("Who joins", opened.text)
        return opened.status_code, posted.status_code

    def test_a_member_who_is_no_host_is_refused(self):
        self.login(self.portal_member)
        self.assertEqual(self.refused(), (404, 404))

    def test_a_host_of_another_day_is_refused(self):
        self.meeting.host_ids = self.host
        self.meeting.date = self.company._coop_today() - timedelta(days=1)
        self.login(self.host)
        self.assertEqual(self.refused(), (404, 404))

    def test_a_host_of_another_meeting_is_refused(self):
        self.make_meeting(host_ids=[(4, self.host.id)])
        self.login(self.host)
        self.assertEqual(self.refused(), (404, 404))

    def test_the_till_is_refused(self):
        self.login(self.checker)
        self.assertEqual(self.refused(), (404, 404))

    def test_the_public_is_sent_to_the_login(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(self.tablet()).url)
        accept = self.rpc(f"{self.tablet()}/sign/1/accept/1", name="X", signature=PIXEL)
        self.assertIn("rpc_error", accept)

    def test_the_office_may_on_any_day(self):
        self.meeting.date = self.company._coop_today() - timedelta(days=5)
        self.login(self.office)
        self.assertTrue(self.enrol()._coop_member())

    def test_the_office_of_another_co_op_is_refused(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.office.write({"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id})
        self.login(self.office)
        self.assertEqual(self.refused(), (404, 404))

    def test_a_host_reaches_only_the_people_they_enrol(self):
        self.login(self.office)
        self.post(self.tablet(), **self.form())
        person = self.meeting.request_ids
        self.meeting.host_ids = self.host
        self.login(self.host)
        self.assertNotIn("Rosa Paz", self.url_open(self.tablet()).text)
        for request_id in (person.id, 999_999_999):
            page = self.url_open(f"{self.tablet()}/sign/{request_id}")
            self.assertEqual(page.status_code, 404)
            accept = f"{self.tablet()}/sign/{request_id}/accept/{self.charter.id}"
            answer = self.rpc(accept, name="X", signature=PIXEL)
            self.assertIn("error", answer)
            self.assertEqual(self.post(f"{self.tablet()}/drop/{request_id}").status_code, 404)
        self.assertEqual(person.state, "draft")

    def test_a_host_finds_the_meeting_on_their_page_on_its_day_only(self):
        self.meeting.host_ids = self.portal_member
        self.login(self.portal_member)
        self.assertIn(self.tablet(), self.url_open("/my/coop").text)
        self.meeting.date = self.days(1)
        self.assertNotIn(self.tablet(), self.url_open("/my/coop").text)

    def test_forged_done_shows_nobody(self):
        self.login(self.office)
        person = self.enrol()
        self.meeting.host_ids = self.host
        self.login(self.host)
        self.assertNotIn("Rosa Paz", self.url_open(f"{self.tablet()}?done={person.id}").text)


@tagged("post_install", "-at_install")
class TestPaper(MeetingCase):
    """Forms on paper: one screen per form, the next one at once."""

    def setUp(self):
        super().setUp()
        self.login(self.office)

    def test_a_form_becomes_a_member_and_the_next_form_keeps_the_pile(self):
        day = str(self.company._coop_today() - timedelta(days=3))
        form = self.form(zip="75018", city="Paris", signed_on=day)
        page = self.post("/coop/paper", **form)
        person = self.env["coop.join.request"].search([("key", "=", "form-1")])
        member = person._coop_member()
        self.assertEqual((member.name, member.origin), ("Rosa Paz", "paper"))
        signature = self.charter.signature_ids
        self.assertEqual((signature.way, str(signature.signed_on)), ("paper", day))
        for kept in ('value="75018"', 'value="Paris"', f'value="{day}"', str(member.number)):
            self.assertIn(kept, page.text)
        self.assertNotIn('value="Rosa Paz"', page.text)

    def test_a_form_sent_twice_counts_once(self):
        for _time in range(2):
            self.post("/coop/paper", **self.form())
        self.assertEqual(self.env["coop.join.request"].search_count([("key", "=", "form-1")]), 1)

    def test_an_impossible_day_is_refused_and_kept(self):
        page = self.post("/coop/paper", **self.form(signed_on="2026-02-30")).text
        self.assertIn("Please write the day of the signature", page)
        self.assertIn('value="Rosa Paz"', page)
        self.assertFalse(self.env["coop.join.request"].search([("key", "=", "form-1")]))

    def test_the_office_sees_that_an_e_mail_is_known(self):
        self.make_member("Known Kim", email="kim@coop.example")
        page = self.post("/coop/paper", **self.form(email="kim@coop.example"))
        self.assertIn("Somebody else has this e-mail", page.text)

    def test_forms_of_a_meeting_count_for_the_meeting(self):
        self.post(f"{self.tablet()}/paper", **self.form())
        self.assertEqual(self.meeting.enrolled_count, 1)

    def test_hosts_members_and_the_till_have_no_paper_desk(self):
        self.meeting.host_ids = self.host
        for user in (self.host, self.portal_member, self.checker):
            self.login(user)
            for url in ("/coop/paper", f"{self.tablet()}/paper"):
                self.assertEqual(self.url_open(url).status_code, 404)
                self.assertEqual(self.post(url, **self.form()).status_code, 404)
        self.assertFalse(self.env["coop.join.request"].search([("key", "=", "form-1")]))

    def test_forged_done_shows_nobody_of_another_co_op(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.env["coop.join.request"].create({"name": "Far Fay", "company_id": elsewhere.id})
        page = self.url_open(f"/coop/paper?done={far.id}")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("Far Fay", page.text)

    def test_the_office_finishes_an_application_with_the_person(self):
        request = self.env["coop.join.request"].create(
            {
                "name": "Slow Sam",
                "company_id": self.company.id,
                "line_ids": [(0, 0, {"type_id": self.type_a.id, "quantity": 10})],
                "way": "cash",
            }
        )
        request.with_user(self.office).action_confirm()
        self.assertTrue(request._coop_member().number)
        with self.assertRaises(AccessError):
            request.with_user(self.checker).action_confirm()

    def test_printed_form_has_the_shares_and_the_charter(self):
        report = "coop_campaign.action_report_paper_form"
        html = self.env["ir.actions.report"]._render_qweb_html(report, self.meeting.ids)[0]
        for shown in ("First and last name", "We share the work", "at least", "Café at the school"):
            self.assertIn(shown, html.decode())
