"""The solidarity pool: a shift worked is given away, and one who is behind receives it.

Where the policy has no kind ``solidarity`` there is no pool. What the pool gives is what that kind
writes, at most so often a year as it says (``yearly``); the giver gives as much. So the pool
neither makes nor loses work.
"""

from typing import NamedTuple


class Worth(NamedTuple):
    """What one shift of the pool is worth on which counter."""

    counter: str
    amount: float


def worth(policy, regime):
    """The worth of a solidarity shift in a regime; None where the policy has no pool.

    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> worth(preset("supercoop_berlin").latest, "flying")
    Worth(counter='balance', amount=1)
    >>> worth(preset("la_louve").latest, "flying")
    """
    kind = _kind(policy, regime)
    for effect in kind.effects if kind else ():
        if effect.amount > 0 and not effect.per_minute:
            return Worth(effect.into[0].counter, effect.amount)
    return None


def _kind(policy, regime):
    rules = policy.regimes.get(regime)
    return rules.kinds.get("solidarity") if rules else None


def give_refusals(policy, regime, attendance, balances, given=False):
    """Why a shift may not be given to the pool: ``no_pool``, ``not_worked``, ``received`` (it came
    from the pool, or from doing someone a favour), ``given`` already, ``no_credit`` (the counter
    would fall below 0).

    :param attendance: ``(state, origin, favour)`` of the giver's assignment
    :param balances: the giver's, ``{counter: amount}``

    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> berlin, worked = preset("supercoop_berlin").latest, ("present", "booking", False)
    >>> give_refusals(berlin, "flying", worked, {"balance": 1})
    []
    >>> give_refusals(berlin, "flying", worked, {"balance": 0.5})
    ['no_credit']
    >>> give_refusals(berlin, "flying", ("absent", "booking", False), {"balance": 3})
    ['not_worked']
    """
    value = worth(policy, regime)
    if value is None:
        return ["no_pool"]
    state, origin, favour = attendance
    checks = {
        "not_worked": state not in ("present", "late"),
        "received": origin == "solidarity" or favour,
        "given": given,
        "no_credit": balances.get(value.counter, 0) < value.amount,
    }
    return [code for code, refused in checks.items() if refused]


def take_refusals(policy, regime, standing, balances, received, available, by_office=False):
    """Why a member may not receive a shift of the pool: ``no_pool``, ``standing``, ``empty``,
    ``per_year``, ``no_debt`` (nothing to make good; the office may give all the same).

    :param received: how many solidarity shifts the member had this calendar year
    :param available: how many the pool holds that are not the member's own

    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> berlin = preset("supercoop_berlin").latest
    >>> take_refusals(berlin, "abcd", "alert", {"balance": -4}, 1, 3)
    []
    >>> take_refusals(berlin, "abcd", "alert", {"balance": -4}, 2, 0)
    ['empty', 'per_year']
    >>> take_refusals(berlin, "abcd", "up_to_date", {"balance": 0}, 0, 1)
    ['no_debt']
    """
    value = worth(policy, regime)
    if value is None:
        return ["no_pool"]
    yearly = _kind(policy, regime).yearly
    checks = {
        "standing": standing in ("not_concerned", "blocked", "withdrawn", "closed", "expired"),
        "empty": available < 1,
        "per_year": yearly is not None and received >= yearly,
        "no_debt": not by_office and balances.get(value.counter, 0) >= 0,
    }
    return [code for code, refused in checks.items() if refused]
