"""Builders of votes, on top of those of coop_membership."""

from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase

from odoo.addons.coop_membership.tests.common import CoopBuilders

from .voting import cast


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
    def make_assembly(cls, state="open", rule="rule_louve_ordinary", days=30, **vals):
        """An assembly of the co-op made by the assembly office, in a state."""
        assemblies = cls.env["coop.assembly"].with_user(cls.assembly).with_company(cls.company)
        assembly = assemblies.create(
            {
                "name": "Assembly of the spring",
                "company_id": cls.company.id,
                "rule_id": cls.env.ref(f"coop_vote.{rule}").id,
                "starts_at": fields.Datetime.now() + timedelta(days=days),
                "point_ids": [(0, 0, {"name": "Questions from the floor"})],
                **vals,
            }
        )
        steps = {"draft": 0, "convened": 1, "open": 2}[state]
        for action in (assembly.action_convene, assembly.action_start)[:steps]:
            action()
        return assembly

    @classmethod
    def check_in(cls, assembly, *members, mode="present"):
        """Members come in."""
        for member in members:
            assembly.env["coop.assembly.presence"]._check_in(assembly, member, mode)

    @classmethod
    def give_proxy(cls, assembly, giver, holder, origin="paper"):
        """A proxy on paper, which carries the holder's word, or one on the portal."""
        proxies = cls.env["coop.proxy"]
        return proxies.create(
            {
                "assembly_id": assembly.id,
                "giver_id": giver.id,
                "holder_id": holder.id if holder else False,
                "origin": origin,
            }
        )

    @classmethod
    def right_of(cls, vote, member):
        """The line of a member on the roll, as the portal has it."""
        return vote.sudo().right_ids.filtered(lambda right: right.member_id == member)

    @classmethod
    def cast(cls, vote, choices):
        """Cast ballots given as a mapping from member to choice."""
        for member, choice in choices.items():
            cast(cls.right_of(vote, member), choice)

    @classmethod
    def finish(cls, vote):
        """Close and count."""
        vote.action_close()
        vote.action_count()


class VoteCase(VoteBuilders, TransactionCase):
    """The usual base class."""
