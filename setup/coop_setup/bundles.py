"""Makes the web client's bundles of a database beforehand, as Odoo's own runner of tests does.

As a program: python -m coop_setup.bundles CONFIGURATION [js|css]
"""

import sys

KINDS = ("js", "css")


def make(database, kinds=KINDS):
    """Make every bundle of these kinds that the database has not got yet."""
    from odoo.api import SUPERUSER_ID, Environment
    from odoo.modules.registry import Registry

    with Registry(database).cursor() as cr:
        qweb = Environment(cr, SUPERUSER_ID, {})["ir.qweb"]
        for kind, names in zip(KINDS, qweb._get_bundles_to_pregenarate(), strict=True):
            for name in sorted(names) if kind in kinds else ():
                bundle = qweb._get_asset_bundle(name, css=kind == "css", js=kind == "js")
                getattr(bundle, kind)()


def main(configuration, *kinds):
    """Make the bundles of the database that a configuration file of Odoo names."""
    from odoo.tools import config

    config.parse_config(["-c", configuration], setup_logging=True)
    make(config["db_name"][0], kinds or KINDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
