from odoo.tests import tagged

from .common import CoopCase


@tagged("post_install", "-at_install")
class TestWhoIsAMember(CoopCase):
    """Membership, vote and work duty on a day, from the dates and the register."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.Member = self.env["coop.member"]

    def test_flags_follow_the_register_and_the_dates(self):
        type_c = self.make_share_type("C", has_vote=False)
        worker = self.make_member("Worker", shares=10, type="A")
        partner = self.make_member("Partner", shares=10, type="B")
        investor = self.make_member("Investor", shares=10, type=type_c.code)
        gone = self.make_member("Gone", left_on="2026-11-23")
        sold = self.make_member("Sold")
        self.make_entry(sold, -10, "A", "2026-11-23")
        people = worker | partner | investor | gone | sold
        flags = {m.name: (m.is_member, m.has_vote, m.is_worker) for m in people}
        self.assertEqual(
            flags,
            {
                "Worker": (True, True, True),
                "Partner": (True, True, False),
                "Investor": (True, False, False),
                "Gone": (False, False, False),
                "Sold": (True, False, False),
            },
        )
        for flag, index in (("is_member", 0), ("has_vote", 1), ("is_worker", 2)):
            for value in (True, False):
                with self.subTest(flag=flag, value=value):
                    found = self.Member.search([(flag, "=", value), ("id", "in", people.ids)])
                    expected = {name for name, f in flags.items() if f[index] is value}
                    self.assertEqual(set(found.mapped("name")), expected)

    def test_voters_of_another_day(self):
        member = self.make_member("Sold in between")
        self.make_entry(member, -10, "A", "2026-06-01")
        domain = self.Member._coop_holder_domain
        self.assertIn(member, self.Member.search(domain("has_vote", self.days(0, "2026-05-31"))))
        self.assertNotIn(member, self.Member.search(domain("has_vote", self.days(0, "2026-06-01"))))

    def test_shares_to_come_carry_no_vote_yet(self):
        member = self.make_member("Tomorrow", shares=0)
        self.make_entry(member, 10, "A", "2026-11-24")
        self.assertFalse(member.has_vote)

    def test_flags_cost_the_same_for_few_and_for_many(self):
        few = self.Member.browse(self.make_member(f"F{i}").id for i in range(5))
        many = few.browse(self.make_member(f"M{i}").id for i in range(60))
        counts = [self.queries_of_flags(members) for members in (few, many, few)]
        self.assertEqual(counts[1], counts[2])

    def queries_of_flags(self, members):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(members.mapped("has_vote"), [True] * len(members))
        self.assertEqual(members.mapped("is_worker"), [True] * len(members))
        return self.env.cr.sql_log_count - before

    def test_current_member_is_ones_own_and_of_this_company(self):
        as_portal = self.Member.with_user(self.portal_member)
        self.assertEqual(as_portal._coop_current(), self.member)
        self.assertFalse(self.Member.with_user(self.checker)._coop_current())
        other = self.env["res.company"].create({"name": "Other"})
        self.portal_member.company_ids |= other
        self.assertFalse(as_portal.with_company(other)._coop_current())

    def test_an_employee_becomes_a_member_like_anybody(self):
        """A member's file leaves what is known of the contact alone, an employee's user too."""
        employee = self.make_user("coop.staff", "base.group_user").partner_id
        definition = [{"name": "shelf", "type": "char", "string": "Shelf"}]
        self.company.partner_id.properties_base_definition_id.properties_definition = definition
        employee.properties = {"shelf": "Cheese"}
        members = self.Member.with_user(self.office).with_company(self.company)
        member = members.create({"partner_id": employee.id, "company_id": self.company.id})
        self.assertEqual(member.partner_id, employee)
        self.assertEqual(dict(employee.properties), {"shelf": "Cheese"})
