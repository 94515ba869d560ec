"""Who may do what: role × model × operation."""

from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable, desk
from odoo.addons.coop_shift.tests.common import ShiftCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, ShiftCase):
    ADDON = "coop_shift_portal"
    RIGHTS = {
        "coop.calendar.link": desk("", "r"),
        "coop.work.contest": desk("r"),
        "coop.work.contest.answer": desk("rwcu"),
    }
