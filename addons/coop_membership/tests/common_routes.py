"""Which addresses an addon answers, to whom, and how: for a table in its tests."""

from odoo.http import _generate_routing_rules

from odoo.addons.coop_membership.tests.common import CoopBuilders


class RouteTable(CoopBuilders):
    """Mixin for an HttpCase: every route of an addon, with who may call it and how.

    The test class gives ``ADDON`` and ``ROUTES``: ``{path: "auth type methods"}``.
    """

    ADDON = ""
    ROUTES = {}

    def own_rules(self):
        """The routes that controllers of this addon begin: ``{path: routing}``."""
        modules = sorted(self.env.registry._init_modules)
        return {
            path: endpoint.routing
            for path, endpoint in _generate_routing_rules(modules, nodb_only=False)
            if path in self.begun_here(endpoint.func)
        }

    def begun_here(self, method):
        prefix = f"odoo.addons.{self.ADDON}.controllers"
        return [
            path
            for cls in type(method.__self__).__mro__
            if cls.__module__.startswith(prefix) and method.__name__ in vars(cls)
            for path in vars(cls)[method.__name__].original_routing.get("routes", ())
        ]

    def test_every_route_is_in_the_table(self):
        told = {
            path: f"{routing['auth']} {routing['type']} {'/'.join(routing['methods'] or ['*'])}"
            for path, routing in self.own_rules().items()
        }
        self.maxDiff = None
        self.assertEqual(told, self.ROUTES)

    def test_forms_are_protected_against_other_sites(self):
        for path, routing in self.own_rules().items():
            with self.subTest(path):
                self.assertIsNot(routing.get("csrf"), False)

    def test_the_public_reaches_nothing_that_needs_a_session(self):
        self.authenticate(None, None)
        for path, told in self.ROUTES.items():
            if told.startswith("user http") and "GET" not in told and "*" not in told:
                continue
            if told.startswith("user http"):
                with self.subTest(path):
                    self.assertIn("/web/login", self.url_open(self.filled(path)).url)

    def filled(self, path):
        """The path with 1 for each of its numbers."""
        while "<" in path:
            head, _, rest = path.partition("<")
            path = f"{head}1{rest.partition('>')[2]}"
        return path
