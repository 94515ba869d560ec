"""A vote of the whole co-op: opening, casting on the portal, closing, sealing, counting, STV."""

import random
from dataclasses import replace

import ballots
import population

CHOICES = ("yes", "yes", "no", "abstain")
CANDIDATES = 20
SEATS = 10
RESOLUTIONS = 10
CASTS = 1000
ON_THE_PORTAL = 4000


def run(ctx):
    """Measure a vote with a right for each member, then an election between 20 candidates.

    In a database of its own: ballots on the portal are cast by committed requests.
    """
    with ballots.database_of_its_own(ctx) as own:
        population.make_members(own.env, own.members)
        yield from vote_with_everybody(own)
        yield from cast_on_the_portal(own)
        yield from count(own)


def vote_with_everybody(ctx):
    """Open, cast, close, seal and count."""
    vote = make_vote(ctx.env, "Shall we?")
    yield replace(ctx.measure("open a vote", vote.action_open, repeat=1), count=vote.right_count)
    rights = vote.right_ids.filtered(lambda right: not right.exclusion)
    some = rights[:CASTS]
    give_logins(some.member_id)
    row = ctx.measure("cast ballots one by one", lambda: cast(some), repeat=1)
    yield replace(row, count=len(some))
    fill(vote, [CHOICES[number % 4] for number in range(len(rights))])
    yield ctx.measure("close", vote.action_close, repeat=1)
    yield replace(ctx.measure("seal and count", vote.action_count, repeat=1), count=len(rights))


def cast_on_the_portal(ctx):
    """Members cast at once, through two workers; then all that was received is compared."""
    vote = make_vote(ctx.env, "On the portal?")
    vote.action_open()
    voters = min(ON_THE_PORTAL, vote.right_count)
    logins = ballots.make_logins(ctx.env, vote, voters)
    ctx.env.cr.commit()
    with ballots.server(ctx.env.cr.dbname) as server:
        yield from ballots.cast_all(ctx, server, vote, logins)
    ctx.env.cr.commit()
    vote.action_close()
    ctx.env.cr.commit()
    vote.action_count()
    ballots.check_result(vote, logins)


def count(ctx):
    """Ten resolutions, then elections, of which everybody has voted in each."""
    more = [closed_resolution(ctx.env, number) for number in range(RESOLUTIONS)]
    work = f"tally of {RESOLUTIONS} resolutions"
    yield ctx.measure(work, lambda: [one.action_count() for one in more], repeat=1)
    for method in ("stv", "schulze"):
        election = closed_election(ctx.env, method)
        work = f"{method}, {CANDIDATES} candidates, {SEATS} seats: seal and count"
        row = ctx.measure(work, election.action_count, repeat=1)
        yield replace(row, count=election.used_count)


def make_vote(env, name, **vals):
    """A vote in preparation."""
    return env["coop.vote"].with_context(tracking_disable=True).create({"name": name, **vals})


def give_logins(members):
    """Give an account on the portal to each, as every voter there has one."""
    from odoo.addons.coop_vote.tests import voting

    voting.give_logins(members)


def cast(rights):
    """Cast as the portal does."""
    from odoo.addons.coop_vote.tests import voting

    for number, right in enumerate(rights):
        voting.cast(right, CHOICES[number % 4])


def fill(vote, choices):
    """Fill the envelopes of a vote, as that many casts leave them."""
    vote.env.flush_all()
    vote.env.cr.execute(
        "UPDATE coop_vote_right SET used_via = 'portal', receipt = 'BENCH'"
        " WHERE vote_id = %s AND exclusion IS NULL AND used_via IS NULL",
        (vote.id,),
    )
    vote.env.cr.execute(
        "INSERT INTO coop_vote_envelope (vote_id, right_id, choice)"
        " SELECT vote_id, id, (%s::text[])[row_number() OVER (ORDER BY id)]"
        " FROM coop_vote_right WHERE vote_id = %s AND exclusion IS NULL"
        " ON CONFLICT DO NOTHING",
        (choices, vote.id),
    )
    vote.env.invalidate_all()


def closed_resolution(env, number):
    """A resolution on which everybody has voted, closed."""
    vote = make_vote(env, f"Resolution {number}")
    vote.action_open()
    fill(vote, [CHOICES[place % 4] for place in range(vote.right_count)])
    vote.action_close()
    return vote


def closed_election(env, method):
    """An election in which everybody has ranked a few candidates, closed."""
    rows = [(0, 0, {"name": f"Candidate {place}"}) for place in range(CANDIDATES)]
    vote = make_vote(env, "Committee", method=method, seats=SEATS, candidate_ids=rows)
    vote.action_open()
    chance, ids = random.Random(2026), vote.candidate_ids.ids
    ballots = []
    for _each in range(vote.right_count):
        order = chance.sample(ids, chance.randint(1, CANDIDATES))
        ballots.append(">".join(map(str, order)))
    fill(vote, ballots)
    vote.action_close()
    return vote
