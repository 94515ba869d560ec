"""Who may do what to votes, rolls, envelopes and ballots."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable

from .common import VoteCase


@tagged("post_install", "-at_install")
class TestVoteSecurity(RoleTable, VoteCase):
    ADDON = "coop_vote"
    RIGHTS = {
        "coop.vote": {"assembly": "rwcu"},
        "coop.vote.attendance": {"assembly": "r"},
        "coop.vote.candidate": {"assembly": "rwcu"},
        "coop.vote.right": {"assembly": "r"},
        "coop.vote.envelope": {},
        "coop.vote.ballot": {},
        "coop.vote.teller": {"assembly": "rwcu"},
        "coop.vote.objection": {"assembly": "rw"},
        "coop.assembly.proposal": {"assembly": "rwu"},
        "coop.assembly.support": {"assembly": "r"},
        "coop.assembly": {"assembly": "rwcu"},
        "coop.assembly.rule": {"assembly": "r", "manager": "rwcu"},
        "coop.assembly.point": {"assembly": "rwcu"},
        "coop.assembly.convocation": {"assembly": "r"},
        "coop.assembly.presence": {"assembly": "r"},
        "coop.assembly.passage": {"assembly": "r"},
        "coop.vote.paper": {"assembly": "r"},
        "coop.vote.call": {"assembly": "r"},
        "coop.vote.withdrawal": {"assembly": "rwcu"},
        "coop.proxy": {"assembly": "rc"},
        "coop.proxy.party": {},
    }

    def test_another_company_is_out_of_sight(self):
        vote = self.make_vote(state="open")
        other = self.env["res.company"].create({"name": "Other co-op"})
        user = self.make_user("coop.elsewhere", "coop_vote.group_assembly")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        env = self.env(user=user, context={"allowed_company_ids": other.ids})
        with self.assertRaises(AccessError):
            vote.with_env(env).read(["name"])
        self.assertFalse(env["coop.vote.right"].search([]))

    def test_rights_and_ballots_cannot_be_cast_by_remote_call(self):
        """Only names without an underscore can be called from outside."""
        for model in ("coop.vote", "coop.vote.right", "coop.vote.envelope", "coop.vote.ballot"):
            classes = type(self.env[model]).__mro__
            ours = {
                name
                for one in classes
                if one.__module__.startswith("odoo.addons.coop_vote")
                for name in vars(one)
                if name.startswith("action")
            }
            self.assertLessEqual(
                ours,
                {
                    "action_open",
                    "action_close",
                    "action_count",
                    "action_room",
                    "action_sign_paper",
                    "action_paper",
                    "action_call",
                    "action_settle",
                    "action_remind",
                    "action_objections",
                    "action_purge",
                },
            )
