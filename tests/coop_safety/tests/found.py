"""What the addons bring, read from the registry: addresses, and what they override of Odoo's."""

import inspect

from odoo.http import Controller, _generate_routing_rules

from .common import is_ours


def endpoints(registry):
    """``{path: endpoint}`` of every address there is."""
    return dict(_generate_routing_rules(sorted(registry._init_modules), nodb_only=False))


def routes(registry, ours=is_ours):
    """``{path: endpoint}`` of the routes that controllers of the co-op's addons begin."""
    found = {}
    for path, endpoint in _generate_routing_rules(sorted(registry._init_modules), nodb_only=False):
        method = endpoint.func
        for cls in type(method.__self__).__mro__:
            own = vars(cls).get(method.__name__)
            if own is not None and path in own.original_routing.get("routes", ()) and ours(cls):
                found[path] = endpoint
    return found


def overrides(ours=is_ours):
    """``{"Odoo's class.method"}`` of Odoo's controllers that the co-op's addons override."""
    found = set()
    for cls in controllers():
        for name, value in vars(cls).items() if ours(cls) else ():
            theirs = [base for base in cls.__mro__[1:] if name in vars(base) and is_odoos(base)]
            if theirs and inspect.isfunction(value):
                found.add(f"{theirs[0].__name__}.{name}")
    return found


def is_odoos(cls):
    return cls.__module__.startswith("odoo.addons.") and "odoo.addons.coop_" not in cls.__module__


def controllers(base=Controller):
    """Every class of a controller."""
    for cls in base.__subclasses__():
        yield cls
        yield from controllers(cls)
