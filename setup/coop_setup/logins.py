"""The persons of the demo co-op with whom one may try it. The addon coop_demo makes them."""

LOGINS = {
    "cashier": "cashier@coop.example",
    "coordinator": "coordinator@coop.example",
    "member": "member@coop.example",
    "manager": "manager@coop.example",
}


def password(login):
    """Return a demo person's password: the login's part before the @.

    >>> password("cashier@coop.example")
    'cashier'
    """
    return login.split("@")[0]


def table():
    """Return the lines that tell the logins.

    >>> print(table().splitlines()[0])
      cashier       cashier@coop.example       password: cashier
    """
    rows = ((role, login, password(login)) for role, login in LOGINS.items())
    return "\n".join(f"  {role:<13} {login:<26} password: {secret}" for role, login, secret in rows)
