"""The pages, tried by their member, by others, by the public, with forged ids and sent again."""

import re

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import SwapBuilders

PAGE = "/my/shifts/swap"


class PortalCase(SwapBuilders, HttpCase):
    """Real days: a web server has the real clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fixed_template = cls.make_template(seats=50)
        cls.enroll(cls.member, cls.fixed_template)
        cls.other_user = cls.make_user("coop.other", "base.group_portal")
        cls.other = cls.make_member("Olga Autre", partner_id=cls.other_user.partner_id.id)
        cls.third_user = cls.make_user("coop.third", "base.group_portal")
        cls.third = cls.make_member("Théo Tiers", partner_id=cls.third_user.partner_id.id)
        for member in (cls.other, cls.third):
            cls.enroll(member, cls.fixed_template)

    def setUp(self):
        super().setUp()
        self.shift, self.other_shift = self.make_place(self.days(5)), self.make_place(self.days(9))
        self.mine = self.seat(self.member, self.shift)
        self.theirs = self.seat(self.other, self.other_shift)

    def log_in(self, user):
        self.authenticate(user.login, user.login + user.login)

    def token(self, page=PAGE):
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(page).text)
        return found and found[1]

    def post(self, path, token=None, **data):
        token = token or self.csrf()
        return self.url_open(path, data={"csrf_token": token, **data}, allow_redirects=False)

    def csrf(self):
        """A token of the session, from the settings page, which has a form."""
        return self.token("/my/shifts/settings")

    def offer(self, row=None, kind="swap", **vals):
        return self.env["coop.swap"]._offer(row or self.mine, kind, **vals)


@tagged("post_install", "-at_install")
class TestPortal(PortalCase):
    def test_offering_and_withdrawing(self):
        self.log_in(self.portal_member)
        home = self.url_open("/my/shifts").text
        self.assertIn(f"{PAGE}/offer/{self.mine.id}", home)
        form = {"kind": "swap", "who": "all", "note": "<b>Early</b>"}
        self.assertEqual(self.post(f"{PAGE}/offer/{self.mine.id}/send", **form).status_code, 303)
        swap = self.mine.swap_ids
        self.assertEqual((swap.state, swap.note), ("open", "<b>Early</b>"))
        self.assertEqual(self.post(f"{PAGE}/offer/{self.mine.id}/send", **form).status_code, 303)
        self.assertEqual(self.mine.swap_ids, swap, "sent again: one offer")
        page = self.url_open(PAGE).text
        self.assertIn("&lt;b&gt;Early&lt;/b&gt;", page)
        self.post(f"{PAGE}/{swap.id}/withdraw")
        self.env.invalidate_all()
        self.assertEqual(swap.state, "cancelled")

    def test_answering_with_an_exchange(self):
        swap = self.offer()
        self.log_in(self.other_user)
        self.assertIn(f"{PAGE}/{swap.id}", self.url_open(PAGE).text)
        self.assertIn("Propose this one", self.url_open(f"{PAGE}/{swap.id}").text)
        for _again in range(2):
            self.post(f"{PAGE}/{swap.id}/propose", assignment_id=self.theirs.id)
        self.env.invalidate_all()
        proposal = swap.proposal_ids
        self.assertEqual(len(proposal), 1)
        self.log_in(self.portal_member)
        page = self.url_open(PAGE).text
        self.assertIn("Olga", page)
        self.assertNotIn("Autre", page)
        for _again in range(2):
            self.post(f"{PAGE}/{swap.id}/accept", proposal_id=proposal.id)
        self.env.invalidate_all()
        self.assertEqual(self.due(self.member), [str(self.days(9))])
        self.assertEqual(self.due(self.other), [str(self.days(5))])

    def test_standing_in(self):
        swap = self.offer(kind="stand_in")
        self.log_in(self.other_user)
        self.assertIn("This is a favour", self.url_open(f"{PAGE}/{swap.id}").text)
        self.post(f"{PAGE}/{swap.id}/take")
        self.env.invalidate_all()
        self.assertEqual(swap.taken_by_id, self.other)
        self.assertEqual(self.mine.state, "replaced")

    def test_moving(self):
        free = self.make_place(self.days(12))
        self.log_in(self.portal_member)
        self.assertIn("Move here", self.url_open(f"{PAGE}/move/{self.mine.id}").text)
        path = f"{PAGE}/move/{self.mine.id}/send"
        self.post(path, shift_id=free.id, role_id=self.till.id)
        self.env.invalidate_all()
        self.assertEqual(self.due(self.member), [str(self.days(12))])
        self.post(path, shift_id=free.id, role_id=self.till.id)
        self.assertIn("no longer to be given", self.url_open(PAGE).text)

    def test_asking_by_number_and_by_team(self):
        self.log_in(self.portal_member)
        page = self.url_open(f"{PAGE}/offer/{self.mine.id}").text
        self.assertIn("Olga", page)
        self.assertNotIn("Autre", page)
        path = f"{PAGE}/offer/{self.mine.id}/send"
        self.post(path, who="number", number="123456789")
        self.assertFalse(self.mine.swap_ids)
        self.assertIn("No member has this number", self.url_open(PAGE).text)
        self.post(path, who="team", team_member="")
        self.assertFalse(self.mine.swap_ids)
        self.post(path, who="all", number=str(self.other.number))
        self.assertEqual(self.mine.swap_ids.to_member_id, self.other)

    def test_only_the_team_can_be_picked(self):
        stranger = self.make_member("Zoé Inconnue")
        self.log_in(self.portal_member)
        self.assertNotIn("Zoé", self.url_open(f"{PAGE}/offer/{self.mine.id}").text)
        self.post(f"{PAGE}/offer/{self.mine.id}/send", who="team", team_member=stranger.id)
        self.assertFalse(self.mine.swap_ids)

    def test_a_mail_does_not_show_my_address(self):
        self.other.partner_id.email = "olga@coop.example"
        self.log_in(self.portal_member)
        form = {"who": "number", "number": str(self.other.number), "note": "Please"}
        self.post(f"{PAGE}/offer/{self.mine.id}/send", **form)
        swap = self.mine.swap_ids
        mail = self.env["mail.message"].search(
            [("model", "=", "coop.swap"), ("res_id", "=", swap.id), ("subject", "!=", False)]
        )
        self.assertEqual(mail.partner_ids, self.other.partner_id)
        self.assertEqual(mail.author_id, self.company.partner_id)
        shown = f"{mail.email_from} {mail.reply_to} {mail.body}"
        self.assertIn("Inès", shown)
        self.assertNotIn("Portail", shown)
        self.assertNotIn("coop.member@", shown)
        self.assertNotIn(self.portal_member.partner_id, swap.message_partner_ids)

    def test_declining(self):
        swap = self.offer(to_member=self.other)
        self.log_in(self.other_user)
        before = self.env["mail.mail"].search([])
        self.post(f"{PAGE}/{swap.id}/decline")
        self.env.invalidate_all()
        self.assertEqual(swap.end_reason, "declined")
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.recipient_ids, swap.member_id.partner_id, "who asked is told")
        self.assertIn("You can ask someone else", mail.body_html)

    def test_seats_kept_or_not_for_beginners_say_so_in_the_calendar(self):
        self.company.coop_beginner_shifts = 3
        flyer = self.make_user("coop.flyer", "base.group_portal")
        member = self.make_member("Flo", partner_id=flyer.partner_id.id)
        self.enroll(member, date_from=self.days(0))
        self.log_in(flyer)
        self.assertIn("You are new to this work", self.url_open("/my/shifts/book").text)

    def test_no_pool_leads_back(self):
        self.log_in(self.portal_member)
        answer = self.url_open("/my/shifts/solidarity", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)


@tagged("post_install", "-at_install")
class TestPool(PortalCase):
    """The solidarity pool, where the policy has one."""

    policy_preset = "supercoop_berlin"
    PAGE = "/my/shifts/solidarity"

    def setUp(self):
        super().setUp()
        self.rows = self.env["coop.assignment"]
        for back in (3, 4, 5):
            self.rows |= self.assign(self.member, self.days(-back), "booking")
        self.rows.action_present()
        self.correct(self.member, 3 - self.balance_of(self.member))

    def correct(self, member, amount):
        """A counter as the test needs it, whatever the cycles cost until today."""
        correction = {"counter": "balance", "amount": amount, "reason": "test"}
        correction |= {"member_id": member.id, "date": self.days(-2)}
        self.env["coop.work.correction"].create(correction)

    def balance_of(self, member):
        self.env.invalidate_all()
        return self.balance(member, "balance")

    def given(self):
        self.env.invalidate_all()
        return self.env["coop.solidarity.gift"].search([("giver_id", "=", self.member.id)])

    def test_given_once_however_often_it_is_sent(self):
        before = self.balance_of(self.member)
        self.log_in(self.portal_member)
        self.assertIn("Give this one", self.url_open(self.PAGE).text)
        for _again in range(2):
            self.post(f"{self.PAGE}/give/{self.rows[0].id}")
        self.assertEqual(len(self.given()), 1)
        self.assertEqual(self.balance_of(self.member), before - 1)
        self.post(f"{self.PAGE}/withdraw/{self.given().id}")
        self.assertEqual(self.balance_of(self.member), before)

    def test_received_by_whoever_is_behind(self):
        gift = self.env["coop.solidarity.gift"]._give(self.rows[0])
        self.correct(self.other, -20)
        before = self.balance_of(self.other)
        self.log_in(self.other_user)
        page = self.url_open(self.PAGE).text
        self.assertIn("Receive a shift of the pool", page)
        self.assertNotIn("Inès", page)
        for _again in range(2):
            self.post(f"{self.PAGE}/receive")
        self.assertEqual(self.balance_of(self.other), before + 1)
        self.assertEqual(gift.receiver_id, self.other)

    @mute_logger("odoo.http")
    def test_others_cannot_give_or_withdraw_mine(self):
        gift = self.env["coop.solidarity.gift"]._give(self.rows[0])
        self.log_in(self.third_user)
        token = self.csrf()
        for path in (f"give/{self.rows[1].id}", f"withdraw/{gift.id}"):
            self.assertEqual(self.post(f"{self.PAGE}/{path}", token).status_code, 404)
        self.assertEqual(self.given(), gift)


@tagged("post_install", "-at_install")
class TestSecurity(PortalCase):
    def routes(self):
        """Every route, as its member would use it: ``{path: form or None for a page}``."""
        self.swap, self.named = self.offer(), self.offer(self.theirs, to_member=self.member)
        self.proposal = self.swap._propose(self.theirs)
        swap, mine, proposal = self.swap.id, self.mine.id, {"proposal_id": self.proposal.id}
        return {
            f"{PAGE}/offer/{mine}": None,
            f"{PAGE}/offer/{mine}/send": {"kind": "stand_in"},
            f"{PAGE}/move/{mine}": None,
            f"{PAGE}/move/{mine}/send": {
                "shift_id": self.other_shift.id,
                "role_id": self.till.id,
            },
            f"{PAGE}/{swap}/withdraw": {},
            f"{PAGE}/{swap}/accept": proposal,
            f"{PAGE}/{swap}/refuse": proposal,
            f"{PAGE}/proposal/{self.proposal.id}/withdraw": {},
            f"{PAGE}/{self.named.id}": None,
            f"{PAGE}/{self.named.id}/decline": {},
            f"{PAGE}/{self.named.id}/take": {},
            f"{PAGE}/{self.named.id}/propose": {"assignment_id": mine},
            f"/my/shifts/solidarity/give/{mine}": {},
            "/my/shifts/solidarity/withdraw/999999": {},
        }

    def untouched(self):
        self.env.invalidate_all()
        self.assertEqual((self.swap.state, self.named.state), ("open", "open"))
        self.assertEqual(self.proposal.state, "open")
        self.assertEqual((self.mine.state, self.theirs.state), ("expected", "expected"))
        self.assertFalse(self.env["coop.swap.move"].search([("member_id", "=", self.member.id)]))

    @mute_logger("odoo.http")
    def test_another_member(self):
        routes = self.routes()
        self.log_in(self.third_user)
        token = self.csrf()
        for path, form in routes.items():
            with self.subTest(path=path):
                if form is None:
                    answer = self.url_open(path, allow_redirects=False)
                else:
                    answer = self.post(path, token, **form)
                self.assertEqual(answer.status_code, 404)
        self.untouched()

    @mute_logger("odoo.http")
    def test_the_public(self):
        for path, form in self.routes().items():
            with self.subTest(path=path):
                if form is None:
                    answer = self.url_open(path, allow_redirects=False)
                    self.assertIn("/web/login", answer.headers["Location"])
                else:
                    answer = self.url_open(path, data={**form, "sent": "1"}, allow_redirects=False)
                    self.assertIn(answer.status_code, (303, 400, 403))
        self.untouched()

    @mute_logger("odoo.http")
    def test_a_person_who_is_no_member(self):
        nobody = self.make_user("coop.nobody", "base.group_portal")
        routes = self.routes()
        self.log_in(nobody)
        for path in [PAGE, *(path for path, form in routes.items() if form is None)]:
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 403)
        self.assertEqual(self.url_open("/my/shifts").status_code, 200)

    @mute_logger("odoo.http")
    def test_without_a_token_or_by_a_link_nothing_changes(self):
        routes = self.routes()
        self.log_in(self.portal_member)
        for path, form in routes.items():
            if form is not None:
                with self.subTest(path=path):
                    answer = self.url_open(path, data={**form, "sent": "1"}, allow_redirects=False)
                    self.assertEqual(answer.status_code, 400)
                    self.assertIn(self.url_open(path).status_code, (404, 405))
        self.untouched()

    @mute_logger("odoo.http")
    def test_forged_ids(self):
        self.routes()
        self.log_in(self.third_user)
        token = self.csrf()
        own = self.seat(self.third, self.make_place(self.days(13)))
        forged = {
            f"{PAGE}/{self.swap.id}/propose": {"assignment_id": self.mine.id},
            f"{PAGE}/move/{own.id}/send": {"shift_id": "999999999", "role_id": "x"},
            f"{PAGE}/999999999/take": {},
            f"{PAGE}/0": None,
        }
        for path, form in forged.items():
            with self.subTest(path=path):
                answer = self.url_open(path) if form is None else self.post(path, token, **form)
                self.assertEqual(answer.status_code, 404)
        swap = self.offer(own)
        answer = self.post(f"{PAGE}/{swap.id}/accept", token, proposal_id=self.proposal.id)
        self.assertEqual(answer.status_code, 404, "a proposal of another offer")
        self.untouched()

    @mute_logger("odoo.http")
    def test_another_co_op(self):
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        far = self.make_shift(self.days(5), company_id=stranger.id)
        self.log_in(self.portal_member)
        form = {"shift_id": far.id, "role_id": self.till.id}
        answer = self.post(f"{PAGE}/move/{self.mine.id}/send", **form)
        self.assertEqual(answer.status_code, 404)

    @mute_logger("odoo.http")
    def test_no_model_by_rpc(self):
        self.log_in(self.portal_member)
        for model in ("coop.swap", "coop.swap.proposal", "coop.swap.move", "coop.solidarity.gift"):
            params = {"model": model, "method": "search_read", "args": [[]], "kwargs": {}}
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/search_read",
                json={"jsonrpc": "2.0", "params": params},
            ).json()
            with self.subTest(model=model):
                self.assertIn("AccessError", str(answer.get("error", {}).get("data", {})))
