"""Whoever has left is told the truth on each page of the portal, and offered nothing refused."""

import re
from datetime import timedelta

from odoo.http import _generate_routing_rules
from odoo.tests import HttpCase, tagged

from odoo.addons.coop_vote.tests.common import VoteBuilders
from odoo.addons.coop_vote.tests.voting import cast

from .test_work_ends import EndBuilders

#: Pages below /my/ that are no page to read: files and scripts.
FILES = {
    "/my/coop/certificate/<int:certificate_id>",
    "/my/coop/charter/signed/<int:signature_id>",
    "/my/coop/data",
    "/my/coop/shares/<int:subscription_id>/certificate",
    "/my/assemblies/<int:assembly_id>/documents/<int:document_id>",
    "/my/assemblies/<int:assembly_id>/proxy-form",
    "/my/shift/<int:shift_id>/photo/<int:assignment_id>",
    "/my/shift/<int:shift_id>/sheet",
    "/my/shift/worker.js",
    "/my/shifts/calendar/<string(maxlength=64):secret>.ics",
    "/my/votes/<int:vote_id>/ballots.tsv",
}
#: Pages that whoever has left does not find at all.
NOT_FOUND = {"/my/shift/<int:shift_id>"}
#: What no page shows: forms, links to what is refused, sentences that were true of a member.
REFUSED = (
    r"<form",
    r'href="/my/coop/shares"',
    r'href="/my/shifts/\w',
    r"o_coop_sign\b",
    r"waiting for your signature|waits for your signature",
    r"Show this card",
    r"your own shifts are planned for you",
    r"You are not enrolled",
    r"you may attend",
    r"You have one vote",
    r"Would you like to\? The members' office knows",
    r"not on the roll",
)


@tagged("post_install", "-at_install")
class TestFormerMember(EndBuilders, VoteBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        charter = {"body": "<p>We share.</p>", "valid_from": "2020-01-01"}
        cls.env["coop.charter"].create({**charter, "company_id": cls.company.id})
        cls.meeting = cls.make_assembly("convened")
        cls.vote, cls.voted = (cls.make_vote(name, state="open") for name in ("One?", "Two?"))
        cast(cls.right_of(cls.voted, cls.member), "yes")
        row = cls.assign(
            cls.friend, cls.make_shift(cls.today + timedelta(days=6)), role_id=cls.till.id
        )
        cls.swap = cls.env["coop.swap"]._offer(row, "stand_in", cls.member)
        cls.member.left_on = cls.today
        cls.ids = {
            "assembly_id": cls.meeting.id,
            "assignment_id": cls.booked.id,
            "page": 1,
            "swap_id": cls.swap.id,
            "shift_id": cls.booked.shift_id.id,
            "vote_id": cls.vote.id,
        }

    def paths(self):
        """Each page of the suite below /my/ that a link opens."""
        modules = sorted(self.env.registry._init_modules)
        return {
            path
            for path, endpoint in _generate_routing_rules(modules, nodb_only=False)
            if path.startswith("/my/")
            and endpoint.routing["type"] == "http"
            and "GET" in (endpoint.routing["methods"] or ["GET"])
            and self.ours(endpoint.func)
        }

    def ours(self, method):
        return any(
            cls.__module__.startswith("odoo.addons.coop_") and method.__name__ in vars(cls)
            for cls in type(method.__self__).__mro__
        )

    def filled(self, path):
        return re.sub(r"<[^>]*?(\w+)>", lambda found: str(self.ids[found[1]]), path)

    def test_each_page_says_so_and_offers_nothing(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        paths = self.paths() - FILES
        self.assertGreater(len(paths), 20)
        for path in sorted(paths):
            with self.subTest(path):
                answer = self.url_open(self.filled(path))
                if path in NOT_FOUND:
                    self.assertEqual(answer.status_code, 404)
                    continue
                self.assertEqual(answer.status_code, 200)
                page = answer.text.partition('id="wrap"')[2] or answer.text
                page = page.partition("<footer")[0]
                self.assertIn("Your membership has ended: its last day was", page)
                for words in REFUSED:
                    self.assertNotRegex(page, words)

    def test_votes_say_what_was_done(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        page = " ".join(self.url_open("/my/votes").text.split())
        self.assertRegex(page, "Two\\?</span> You have voted")
        self.assertRegex(page, "One\\?</span> The membership has ended")

    def test_nobody_waits_for_an_answer_of_theirs(self):
        self.assertEqual((self.swap.state, self.swap.end_reason), ("cancelled", "left"))
