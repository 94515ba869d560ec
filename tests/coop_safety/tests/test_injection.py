"""Names and words that people chose are shown as words, wherever they are shown."""

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from odoo.addons.coop_shift.tests.common import ShiftBuilders
from odoo.addons.coop_vote.tests.common import VoteBuilders

from .common import EveryRole

SCRIPT = "<script>alert(1)</script>"
QUOTED = '"><img src=x onerror=alert(1)>'
EVIL = SCRIPT + QUOTED


@tagged("post_install", "-at_install")
class TestInjection(EveryRole, VoteBuilders, ShiftBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.name = EVIL
        cls.member.write({"name": EVIL, "coop_share_name": True})
        cls.evil = cls.make_member(EVIL, card="EVIL-1", number=666)
        cls.evil.coop_share_name = True
        cls.template = cls.make_template(name=EVIL)
        for member in cls.member | cls.evil:
            cls.enroll(member, cls.template)
        cls.meeting = cls.make_assembly(name=EVIL, place=EVIL, calls_for_points=False)
        cls.give_proxy(cls.meeting, cls.evil, cls.member)
        cls.vote = cls.make_vote(EVIL, state="open", assembly_id=cls.meeting.id)
        cls.door = cls.env["coop.door"].create({"name": EVIL, "company_id": cls.company.id})
        cls.env["coop.assembly.point"].create({"assembly_id": cls.meeting.id, "name": EVIL})

    def assertHarmless(self, text, where):
        self.assertIn("alert(1)", text, f"{where} shows it")
        for tag in (SCRIPT, QUOTED, "<img src=x"):
            self.assertNotIn(tag, text, where)

    def test_pages_of_a_member(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        for path in (
            "/my/coop",
            "/my/shifts",
            "/my/shifts/team",
            "/my/votes",
            f"/my/votes/{self.vote.id}",
            "/my/assemblies",
            f"/my/assemblies/{self.meeting.id}",
        ):
            with self.subTest(path):
                self.assertHarmless(self.url_open(path).text, path)

    def test_pages_of_the_assembly_office(self):
        self.authenticate("coop.assembly", "coop.assemblycoop.assembly")
        page = f"/coop/assembly/{self.meeting.id}"
        self.assertHarmless(self.url_open(page).text, "check-in")
        self.assertHarmless(self.url_open(f"{page}/screen").text, "projector")
        form = {"typed": "EVIL-1", "csrf_token": Request.csrf_token(self)}
        self.assertHarmless(self.url_open(f"{page}/check-in", data=form).text, "welcome")
        form["typed"] = EVIL
        self.assertHarmless(self.url_open(f"{page}/check-in", data=form).text, "typed again")

    def test_the_door(self):
        page = self.url_open(f"/coop/door/{self.door.token}")
        self.assertHarmless(page.text, "door")

    def test_what_a_member_takes_along_is_no_page(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        answer = self.url_open("/my/coop/data")
        self.assertIn("application/json", answer.headers["Content-Type"])
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")

    def test_documents_and_mails(self):
        report = self.env["ir.actions.report"].with_company(self.company)
        for name, record in (
            ("coop_vote.report_minutes", self.meeting),
            ("coop_vote.report_convocation", self.meeting),
        ):
            with self.subTest(name):
                html, _kind = report._render_qweb_html(name, record.ids)
                self.assertHarmless(html.decode(), name)
        for name, values in (
            ("coop_vote.convocation_mail", {"assembly": self.meeting}),
            ("coop_vote.reminder_mail", {"vote": self.vote}),
        ):
            with self.subTest(name):
                self.assertHarmless(str(self.env["ir.qweb"]._render(name, values)), name)
