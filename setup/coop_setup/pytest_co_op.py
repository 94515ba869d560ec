"""A pytest plugin: makes the co-op with which most classes of tests begin, once for a run.

The database is a copy that the run throws away. Where the tests run without this plugin, each class
makes its co-op itself.
"""


def pytest_collection_finish(session):
    """Make the co-op when some of the tests begin with it."""
    config = session.config
    if config.getoption("--odoo-config", None) and not config.option.collectonly:
        classes = {getattr(item, "cls", None) for item in session.items} - {None}
        if any(hasattr(cls, "_coop_kept") for cls in classes):
            _keep()


def _keep():
    from odoo.api import SUPERUSER_ID, Environment
    from odoo.modules.registry import Registry
    from odoo.tests.common import get_db_name

    from odoo.addons.coop_membership.tests.common import keep

    with Registry(get_db_name()).cursor() as cr:
        keep(Environment(cr, SUPERUSER_ID, {}))
