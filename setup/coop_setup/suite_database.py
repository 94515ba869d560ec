"""The database of the tests: a template that is kept, and a copy for each run."""

from . import addons, bundles, suite
from .databases import Builder, Recipe
from .process import Beside, clean_environment, run

TEMPLATE = "coop_tests"
COPY = "coop_test_run"
ASSETS_KEY = "coop_setup.assets"


def builder(layout, home, server, console):
    """Return the builder of the tests' databases, which sees the addons among the tests too."""
    more = (layout.tests,) if any(layout.tests.glob("*/__manifest__.py")) else ()
    return Builder(layout, home, server, console, layout.files("test"), more)


def recipe(layout, home, demo=False):
    """Return what the tests' template is made of: every addon, and no demo data unless asked."""
    found = addons.read(layout.addons) | addons.read(layout.tests)
    names = addons.to_test(found) + [addons.DEMO] * demo
    base = set(addons.needed_from_odoo(found, names)) | set(suite.ALSO_INSTALLED)
    return Recipe(
        home.fingerprint(), tuple(sorted(base)), {name: found[name].fingerprint() for name in names}
    )


def ensure_template(builder, reset=False):
    """Make the template, or a newer one from it with only the changed addons updated."""
    wanted = recipe(builder.layout, builder.home)
    state = builder.server.read_state(TEMPLATE) if builder.server.exists(TEMPLATE) else None
    if reset or state is None or _must_be_rebuilt(builder, state, wanted):
        builder.build(TEMPLATE, wanted)
    elif state != wanted.state():
        fresh = f"{TEMPLATE}_new"
        builder.clone(TEMPLATE, fresh)
        builder.bring_up_to_date(fresh, wanted)
        builder.rename(fresh, TEMPLATE)
    _refresh_bundles(builder)


def make_bundles(builder):
    """Make the web client's bundles in the template, once for all its copies."""
    config = builder.write_configuration("bundles", TEMPLATE)
    environment = clean_environment({"PYTHONPATH": str(builder.layout.project / "setup")})
    with builder.console.step("Making the web client's bundles"):
        argv = [builder.layout.python, "-m", "coop_setup.bundles", config]
        makers = [Beside(_run, builder, [*argv, kind], environment) for kind in bundles.KINDS]
        for maker in makers:
            maker.result()


def _run(builder, argv, environment):
    run(argv, builder.console, env=environment, cwd=builder.layout.data)


def make_copy(builder, name=COPY, demo=False):
    """Return the name of a fresh copy of the template, with the demo co-op if asked."""
    builder.clone(TEMPLATE, name)
    if demo:
        with builder.console.step("Installing the demo co-op") as step:
            builder.odoo(name, ["-i", addons.DEMO], step)
    return name


def _must_be_rebuilt(builder, state, wanted):
    """An addon that went away, another Odoo or another base cannot be reached by an update."""
    gone = set(state["addons"]) - set(wanted.addons)
    base = builder.server.read_state(f"{TEMPLATE}_base")
    return bool(gone) or base != wanted.base_state()


def _refresh_bundles(builder):
    """Forget the web client's bundles when any addon's static files changed."""
    found = addons.read(builder.layout.addons) | addons.read(builder.layout.tests)
    prints = " ".join(addon.assets_fingerprint() for addon in found.values())
    known = builder.server.sql(
        f"SELECT value FROM ir_config_parameter WHERE key = '{ASSETS_KEY}'", TEMPLATE
    )
    if known != [[prints]]:
        builder.forget_bundles(TEMPLATE)
        builder.server.set_parameter(TEMPLATE, ASSETS_KEY, prints)
