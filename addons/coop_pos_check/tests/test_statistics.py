from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestStatistics(PosCheckCase):
    """What the office reads from the log: refusals by reason, visits by hour, lifts by person."""

    def setUp(self):
        super().setUp()
        self.cashier.group_ids |= self.env.ref("coop_membership.group_office")
        lifted = {"outcome": "override", "override_reason": "Agreed"}
        self.till.coop_record_checks(
            [
                self.make_row(self.up_to_date),
                self.make_row(self.stopped, "blocked", "refused"),
                self.make_row(self.stopped, "blocked", "refused"),
                self.make_row(self.late, "unpaid", "refused"),
                self.make_row(self.late, "unpaid", override_name="Cleo", **lifted),
                self.make_row(self.late, "unpaid", override_name="Ada", **lifted),
                self.make_row(self.late, "unpaid", override_name="Cleo", **lifted),
            ]
        )
        door = {"channel": "door", "company_id": self.company.id}
        self.company.coop_tz = "Asia/Kolkata"
        # 23:45 UTC is 5:15 in the morning in Kolkata.
        base = fields.Datetime.now().replace(hour=23, minute=45)
        for hours in (0, 0, 2):
            at = fields.Datetime.to_string(base - timedelta(days=2) + timedelta(hours=hours))
            row = self.make_row(self.up_to_date, movement="in", at=at)
            self.env["coop.check"]._record(door, [row])

    def reader(self):
        """Somebody of the office, far away, to whom the shop's clock counts all the same."""
        self.office.company_ids |= self.company
        log = self.env["coop.check"].with_user(self.office).with_company(self.company)
        return log.with_context(tz="America/New_York")

    def filtered(self, name):
        """What a filter of the search view groups, as a user of the office reads it."""
        log = self.reader()
        arch = etree.fromstring(log.get_view(view_type="search")["arch"])
        [node] = arch.xpath(f"//filter[@name='{name}']")
        group = literal_eval(node.get("context"))["group_by"]
        domain = [*literal_eval(node.get("domain")), ("company_id", "=", self.company.id)]
        found = log.formatted_read_group(domain, [group], ["__count"])
        return {row[group]: row["__count"] for row in found}

    def test_refusals_by_reason(self):
        self.assertEqual(self.filtered("refusals_by_reason"), {"blocked": 2, "unpaid": 4})

    def test_reasons_are_said_in_words(self):
        words = self.env["coop.check"].fields_get(["code"])["code"]["selection"]
        self.assertEqual(dict(words)["blocked"], "Please see the office")
        self.assertEqual(dict(words)["served"], "Served without being a member")

    def test_visits_by_hour(self):
        """By the clock on the shop's wall; whoever opens an hour finds its visits."""
        self.assertEqual(self.filtered("visits_by_hour"), {5: 2, 7: 1})
        visits = [("movement", "=", "in"), ("company_id", "=", self.company.id)]
        self.assertEqual(self.reader().search_count([*visits, ("at.hour_number", "=", 5)]), 2)
        groups = self.reader().web_read_group(visits, ["at:hour_number"])["groups"]
        self.assertEqual([group["__count"] for group in groups], [2, 1])
        sets = self.reader().formatted_read_grouping_sets(visits, [["at:hour_number"]], ["__count"])
        self.assertEqual([row["at:hour_number"] for row in sets[0]], [5, 7])

    def test_lifts_by_person(self):
        self.assertEqual(self.filtered("lifts_by_person"), {"Cleo": 2, "Ada": 1})

    def test_screens_open(self):
        log = self.env["coop.check"].with_user(self.office)
        for what in ("statistics", "refusals", "visits", "lifts"):
            action = self.env.ref(f"coop_pos_check.coop_check_{what}_action")
            for kind in action.view_mode.split(","):
                self.assertTrue(log.get_view(view_type=kind)["arch"], kind)
            [default] = literal_eval(action.context)
            arch = etree.fromstring(log.get_view(view_type="search")["arch"])
            name = default.removeprefix("search_default_")
            self.assertTrue(arch.xpath(f"//filter[@name='{name}']"), name)
