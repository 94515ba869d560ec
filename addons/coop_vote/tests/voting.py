"""How the tests vote: as the portal does it for whoever is signed in there."""

from werkzeug.exceptions import NotFound

from odoo import SUPERUSER_ID


def cast(right, choice, proxy=None):
    """A voter sends the ballot that says this choice; their receipt. See ``send``."""
    return send(right, form_of(right.vote_id, choice), proxy)


def send(right, form, proxy=None):
    """A voter sends the filled form of their page: the member of the right, or a proxy's holder.

    :param form: field name → list of values
    :return: the receipt
    :raise NotFound: as the page does, to somebody who has no such right
    """
    env = right.env
    env.flush_all()
    voter = login_of((proxy.holder_id if proxy else right.member_id).with_user(SUPERUSER_ID))
    rights = right.with_env(env(user=voter.id, su=True)).browse()
    done = rights._cast_form(right.vote_id.id, right.id if proxy else None, form)
    if not done:
        raise NotFound()
    return done[1]


def login_of(member):
    """The account of a member on the portal; they get one when they have none."""
    users = _accounts(member.env)
    of_member = [("partner_id", "=", member.partner_id.id)]
    return users.search(of_member, limit=1) or give_logins(member)


def give_logins(members):
    """Accounts on the portal for members without one."""
    portal = members.env.ref("base.group_portal")
    return _accounts(members.env).create(
        [
            {
                "login": f"voter-{member.id}@coop.example",
                "partner_id": member.partner_id.id,
                "group_ids": [(6, 0, portal.ids)],
                "company_id": member.company_id.id,
                "company_ids": [(6, 0, member.company_id.ids)],
            }
            for member in members
        ]
    )


def _accounts(env):
    return env["res.users"].with_context(
        active_test=False, no_reset_password=True, tracking_disable=True
    )


def take_logins(members):
    """Take back the accounts of members, for a test that commits."""
    _accounts(members.env).search([("partner_id", "in", members.partner_id.ids)]).unlink()


def form_of(vote, choice):
    """The filled form that says a choice: the page's fields, and the opposite of ``from_form``."""
    if vote.method == "consent":
        said, _colon, reason = choice.partition(":")
        return {"choice": [said], "reason": [reason]}
    if vote.method in ("one_by_one", "majority_judgment"):
        kind = "answer" if vote.method == "one_by_one" else "grade"
        pairs = (part.split(":") for part in choice.split(",") if part)
        return {f"{kind}_{name}": [said] for name, said in pairs}
    if vote.method in ("approval", "plurality"):
        return {"candidate": choice.split(",")}
    if vote.method == "resolution":
        return {"choice": [choice]}
    groups = enumerate(choice.split(">"), 1)
    return {f"rank_{name}": [str(rank)] for rank, group in groups for name in group.split("=")}
