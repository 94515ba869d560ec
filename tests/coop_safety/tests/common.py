"""Who somebody may be, and which code is ours."""

import os

from odoo.addons.coop_membership.tests.common import CoopBuilders

#: Where Odoo imports the classes of the co-op's addons from.
OURS = "odoo.addons.coop_"
TESTS = ("odoo.addons.coop_journeys", "odoo.addons.coop_till_extras", "odoo.addons.coop_safety")


def is_ours(cls):
    """Whether a class of a model or of a controller is written in one of the co-op's addons."""
    return cls.__module__.startswith(OURS) and not cls.__module__.startswith(TESTS)


def is_own(model):
    """Whether a model is brought by one of the co-op's addons."""
    addon = model._original_module
    return addon.startswith("coop_") and not f"odoo.addons.{addon}".startswith(TESTS)


def is_long():
    """Whether there is time for every combination (``COOP_TEST_LONG=1``)."""
    return bool(os.environ.get("COOP_TEST_LONG"))


class EveryRole(CoopBuilders):
    """Mixin with one user per role, also those that other addons bring."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = cls.make_user("role.cashier", "point_of_sale.group_pos_user")
        cls.assembly_office = cls.make_user("role.assembly", "coop_vote.group_assembly")
        cls.employee = cls.make_user("role.employee", "base.group_user")
        cls.roles = {
            "public": cls.env.ref("base.public_user"),
            "member": cls.portal_member,
            "employee": cls.employee,
            "checker": cls.checker,
            "cashier": cls.cashier,
            "assembly": cls.assembly_office,
            "office": cls.office,
            "manager": cls.manager,
        }
