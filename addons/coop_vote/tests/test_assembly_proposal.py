"""Members propose points of the agenda."""

from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import VoteBuilders, VoteCase


class ProposalBuilders(VoteBuilders):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = [cls.make_member(f"Member {n}") for n in range(3)]
        points = {"calls_for_points": True, "point_ids": []}
        cls.meeting = cls.make_assembly("draft", support_needed=3, **points)

    @classmethod
    def propose(cls, member, name="Bulk oats"):
        return cls.env["coop.assembly.proposal"]._propose(cls.meeting.sudo(), member, name, "")


@tagged("post_install", "-at_install")
class TestProposal(ProposalBuilders, VoteCase):
    def test_enough_supporters_put_a_point_on_the_agenda_once(self):
        proposal = self.propose(self.member)
        proposal._support(self.others[0])
        self.assertFalse(self.meeting.point_ids)
        proposal._support(self.others[1])
        proposal._support(self.others[2])
        self.assertEqual(self.meeting.point_ids.mapped("name"), ["Bulk oats"])
        self.assertEqual(proposal.point_id, self.meeting.point_ids)

    def test_twice_is_once(self):
        proposal = self.propose(self.member)
        self.assertEqual(self.propose(self.member, " Bulk  oats "), proposal)
        proposal._support(self.member)
        self.assertEqual(proposal.support_count, 1)

    def test_support_is_withdrawn_until_the_point_is_on_the_agenda(self):
        proposal = self.propose(self.member)
        proposal._support(self.others[0])
        proposal._withdraw_support(self.others[0])
        self.assertEqual(proposal.support_count, 1)

    def test_only_members_with_a_vote_and_only_while_points_are_taken(self):
        proposal = self.propose(self.member)
        without = self.make_member("No share", shares=0)
        with self.assertRaisesRegex(UserError, "has no vote"):
            proposal._support(without)
        self.meeting.calls_for_points = False
        with self.assertRaisesRegex(UserError, "no longer taken"):
            self.propose(self.member, "Another")
        self.meeting.write({"calls_for_points": True, "point_ids": [(0, 0, {"name": "Accounts"})]})
        self.meeting.action_convene()
        with self.assertRaisesRegex(UserError, "no longer taken"):
            proposal._support(self.others[0])
        with self.assertRaisesRegex(UserError, "agenda is sent already"):
            proposal.with_user(self.assembly).action_put_on_agenda()

    def test_the_office_may_put_it_on_the_agenda_itself(self):
        proposal = self.propose(self.member)
        proposal.with_user(self.assembly).action_put_on_agenda()
        self.assertEqual(self.meeting.point_ids.mapped("name"), ["Bulk oats"])


@tagged("post_install", "-at_install")
class TestProposalPortal(ProposalBuilders, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate("coop.member", "coop.membercoop.member")

    def post(self, path, **fields):
        return self.url_open(path, data={"csrf_token": Request.csrf_token(self), **fields})

    def test_propose_and_support_on_the_portal(self):
        theirs = self.propose(self.others[0], "Longer hours")
        self.assertIn(self.meeting.name, self.url_open("/my/assemblies").text)
        page = self.post(f"/my/assemblies/{self.meeting.id}/points", name="Bulk oats")
        self.assertIn("Bulk oats", page.text)
        self.assertIn("I no longer support it", page.text)
        self.post(f"/my/points/{theirs.id}/support")
        self.assertEqual(theirs.support_count, 2)
        self.post(f"/my/points/{theirs.id}/withdraw")
        self.assertEqual(theirs.support_count, 1)

    def test_an_empty_point_is_explained(self):
        page = self.post(f"/my/assemblies/{self.meeting.id}/points", name="  ", description="Why?")
        self.assertIn("in a few words", page.text)
        self.assertIn("Why?", page.text)

    def test_what_is_not_theirs_is_not_found(self):
        theirs = self.propose(self.others[0])
        hidden = self.make_assembly("draft")
        self.assertEqual(self.url_open(f"/my/assemblies/{hidden.id}").status_code, 404)
        self.assertEqual(self.post(f"/my/assemblies/{hidden.id}/points", name="X").status_code, 404)
        for path in (f"/my/points/{theirs.id}/erase", "/my/points/2147483647/support"):
            self.assertEqual(self.post(path).status_code, 404)
        self.assertIn(self.url_open(f"/my/points/{theirs.id}/support").status_code, (404, 405))
        page = self.url_open(f"/my/points/{theirs.id}/support", data={"x": "1"})
        self.assertEqual(page.status_code, 400)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.post(f"/my/points/{theirs.id}/support").url)
        self.assertEqual(theirs.support_count, 1)

    def test_documents_of_a_convened_agenda_and_no_other_file(self):
        document, other = (
            self.env["ir.attachment"]
            .with_user(self.assembly)
            .create(
                [{"name": name, "raw": name.encode()} for name in ("accounts.txt", "secret.txt")]
            )
        )
        self.meeting.write(
            {"point_ids": [(0, 0, {"name": "Accounts", "attachment_ids": [(4, document.id)]})]}
        )
        path = f"/my/assemblies/{self.meeting.id}/documents"
        self.assertEqual(self.url_open(f"{path}/{document.id}").status_code, 404)
        self.meeting.action_convene()
        self.assertEqual(self.url_open(f"{path}/{document.id}").text, "accounts.txt")
        self.assertEqual(self.url_open(f"{path}/{other.id}").status_code, 404)
        self.assertIn("accounts.txt", self.url_open(f"/my/assemblies/{self.meeting.id}").text)
        mail = self.env["mail.mail"].search([("subject", "=", self.meeting.name)], limit=1)
        self.assertIn(document, mail.attachment_ids)
        self.assertNotIn(other, mail.attachment_ids)
