"""Makes the web client's bundles of a database beforehand, as Odoo's own runner of tests does.

As a program: python -m coop_setup.bundles CONFIGURATION
"""

import sys


def make(database):
    """Make every bundle that the database has not got yet."""
    from odoo.api import SUPERUSER_ID, Environment
    from odoo.modules.registry import Registry

    with Registry(database).cursor() as cr:
        Environment(cr, SUPERUSER_ID, {})["ir.qweb"]._pregenerate_assets_bundles()


def main(configuration):
    """Make the bundles of the database that a configuration file of Odoo names."""
    from odoo.tools import config

    config.parse_config(["-c", configuration], setup_logging=True)
    make(config["db_name"][0])


if __name__ == "__main__":
    main(*sys.argv[1:])
