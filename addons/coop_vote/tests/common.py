"""Builders of votes, on top of those of coop_membership."""

from odoo.tests import TransactionCase

from odoo.addons.coop_membership.tests.common import CoopBuilders


class VoteBuilders(CoopBuilders):
    """Adds the assembly office and votes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assembly = cls.make_user("coop.assembly", "coop_vote.group_assembly")

    @classmethod
    def make_vote(cls, name="Shall we open on Sundays?", state="draft", **vals):
        """A vote of the co-op made by the assembly office, in a state."""
        votes = cls.env["coop.vote"].with_user(cls.assembly).with_company(cls.company)
        vote = votes.create({"name": name, "company_id": cls.company.id, **vals})
        if state == "open":
            vote.action_open()
        return vote

    @classmethod
    def right_of(cls, vote, member):
        """The line of a member on the roll, as the portal has it."""
        return vote.sudo().right_ids.filtered(lambda right: right.member_id == member)

    @classmethod
    def cast(cls, vote, choices):
        """Cast ballots given as a mapping from member to choice."""
        for member, choice in choices.items():
            cls.right_of(vote, member)._cast(choice)

    @classmethod
    def finish(cls, vote):
        """Close and count."""
        vote.action_close()
        vote.action_count()


class VoteCase(VoteBuilders, TransactionCase):
    """The usual base class."""
