"""The logins that setup/run prints. Each password is the part before the @."""

import secrets

from .tables import rows

GROUPS = {
    "manager": [
        "coop_membership.group_manager",
        "coop_vote.group_assembly",
        "point_of_sale.group_pos_manager",
        "account.group_account_manager",
    ],
    "coordinator": ["coop_membership.group_office", "coop_vote.group_assembly"],
    "member": ["base.group_portal"],
}


def build(env, coop, members):
    """Users for the manager, the coordinator and the member, who are members; and a cashier.

    Odoo's administrator gets a password that nobody knows: the manager can do what is to be tried.
    """
    env.ref("base.user_admin").password = secrets.token_urlsafe(24)
    for row in rows("people"):
        if row["login"]:
            add_user(env, coop, row["login"], GROUPS[row["login"]], members[row["name"]])
    add_user(env, coop, "cashier", ["point_of_sale.group_pos_user"])


def add_user(env, coop, login, groups, member=None):
    """One user; ``member`` is the person behind it, if the co-op knows one."""
    vals = {
        "login": f"{login}@coop.example",
        "password": login,
        "company_id": coop.id,
        "company_ids": [(6, 0, coop.ids)],
        "lang": "fr_FR" if login == "member" else "en_US",
        "tz": coop.coop_tz,
        "group_ids": [(6, 0, [env.ref(group).id for group in groups if env.ref(group, False)])],
    }
    if member:
        member.email = vals["login"]
        vals["partner_id"] = member.partner_id.id
    else:
        vals["name"] = "Till 1"
        vals["email"] = vals["login"]
    return env["res.users"].with_context(no_reset_password=True).create(vals)
