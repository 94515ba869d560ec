"""Builds the demo co-op through the addons' public methods, with dates relative to today."""

from . import assembly, community, company, daily, papers, people, till, users, votes, work


def build(env):
    """Post-install hook: everything below is written once, in this order."""
    coop = company.build(env)
    env = env(context={**env.context, "tracking_disable": True, "lang": "en_US"})
    members = people.build(env, coop)
    users.build(env, coop, members)
    work.build(env, coop, members)
    daily.build(env, coop, members)
    till.build(env, coop)
    votes.build(env, coop)
    assembly.build(env, coop)
    community.build(env, coop, members)
    papers.build(env, coop)
