"""A pytest plugin: what a test did not change is not worked out again for the next one.

After each test Odoo forgets all that it has cached. Compiled templates, lists of files, the map of
the addresses and the groups are the dearest of it, and hardly any test changes them. They follow
the rule that holds in production: whoever changes what they are made of says so to the registry.
What a class of tests said is forgotten after each of its tests, and after the class.
"""

import pytest

DEAR = ("assets", "templates", "routing", "groups")
EVERYTHING = "*"


def pytest_sessionstart(session):
    """Keep the caches of the registries of this run."""
    if session.config.getoption("--odoo-config", None):
        from odoo.orm.registry import _CACHES_BY_KEY, Registry

        session.config.pluginmanager.register(Keeper(Registry, _CACHES_BY_KEY), "coop-kept-caches")


class Keeper:
    """Has a class of registries forget after a test only what was changed by its class.

    :param names: all names by which something can be said to have changed
    """

    def __init__(self, registry_class, names):
        self.names = names
        # By identity, a registry has no hash: the registry, and what was said of it.
        self.changed = {}
        self.forget, self.forget_all = registry_class.clear_cache, registry_class.clear_all_caches
        registry_class.clear_cache = self._wrapped(registry_class.clear_cache)
        registry_class._setup_models__ = self._wrapped(registry_class._setup_models__, EVERYTHING)

        def clear_all_caches(registry):
            self.clear(registry)

        registry_class.clear_all_caches = clear_all_caches

    def _wrapped(self, method, *always):
        def wrapper(registry, *args, **kwargs):
            self.changed.setdefault(id(registry), (registry, set()))[1].update(always or args)
            return method(registry, *args, **kwargs)

        return wrapper

    def clear(self, registry):
        """Forget what costs little, and what was changed since the class began."""
        _registry, said = self.changed.get(id(registry), (registry, ()))
        if EVERYTHING in said:
            self.forget_all(registry)
        else:
            cheap = (name for name in self.names if name not in DEAR or name in said)
            self.forget(registry, *cheap)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item, nextitem):
        """After a class, what it changed is as it was before."""
        try:
            return (yield)
        finally:
            if getattr(nextitem, "cls", None) is not getattr(item, "cls", None):
                for registry, _said in list(self.changed.values()):
                    self.clear(registry)
                self.changed.clear()
