from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import PosCheckCase, PosCheckPeople


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

    def shown(self, what):
        """What a screen groups, as a user of the office sees it on opening."""
        log = self.reader()
        action = self.env.ref(f"coop_pos_check.coop_check_{what}_action")
        arch = etree.fromstring(log.get_view(view_type="search")["arch"])
        domain, groups = [("company_id", "=", self.company.id)], []
        for default in literal_eval(action.context):
            name = default.removeprefix("search_default_")
            [node] = arch.xpath(f"//filter[@name='{name}']")
            groups += literal_eval(node.get("context", "{}")).get("group_by", "").split()
            domain += literal_eval(node.get("domain", "[]"))
        found = log.formatted_read_group(domain, groups, ["__count"])
        return {row[groups[0]]: row["__count"] for row in found}

    def test_refusals_by_reason(self):
        self.assertEqual(self.shown("refusals"), {"blocked": 2, "unpaid": 4})

    def test_reasons_are_said_in_words(self):
        words = self.env["coop.check"].fields_get(["code"])["code"]["selection"]
        self.assertEqual(dict(words)["blocked"], "Please see the office")
        self.assertEqual(dict(words)["served"], "Served without being a member")

    def test_visits_by_hour(self):
        """By the clock on the shop's wall; whoever opens an hour finds its visits."""
        self.assertEqual(self.shown("visits"), {"05:00": 2, "07:00": 1})
        visits = [("movement", "=", "in"), ("company_id", "=", self.company.id)]
        self.assertEqual(self.reader().search_count([*visits, ("hour", "=", "05:00")]), 2)

    def test_days_are_of_the_shop(self):
        """Whoever reads from afar sees the shop's days: 5:15 in Kolkata is the day before there."""
        visits = [("movement", "=", "in"), ("company_id", "=", self.company.id)]
        yesterday = fields.Date.to_date(fields.Datetime.now() - timedelta(days=1))
        midnight = fields.Datetime.to_string(self.company._coop_midnight(yesterday))
        groups = self.reader().web_read_group(visits, ["at:day"])["groups"]
        self.assertEqual([group["at:day"][0] for group in groups], [midnight])
        sets = self.reader().formatted_read_grouping_sets(visits, [["at:day"]], ["__count"])
        self.assertEqual([row["at:day"][0] for row in sets[0]], [midnight])

    def test_lifts_by_person(self):
        self.assertEqual(self.shown("lifts"), {"Cleo": 2, "Ada": 1})

    def test_a_filter_does_one_thing(self):
        """Odoo's search takes no notice of the domain of a filter that groups."""
        arch = etree.fromstring(self.reader().get_view(view_type="search")["arch"])
        for node in arch.xpath("//filter[@context]"):
            self.assertFalse(node.get("domain"), node.get("name"))


@tagged("post_install", "-at_install")
class TestOfficeScreens(PosCheckPeople, HttpCase):
    """What the office reads, in a browser."""

    def test_screens(self):
        self.make_people()
        vals = {"uuid": "x" * 36, "channel": "door", "company_id": self.company.id, "code": "ok"}
        at = fields.Datetime.now()
        self.env["coop.check"].create({**vals, "outcome": "allowed", "movement": "in", "at": at})
        self.start_tour("/odoo/coop-visits", "coop_office_screens", login=self.office.login)
