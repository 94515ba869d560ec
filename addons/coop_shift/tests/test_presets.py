"""Every preset works with the models: enroll, work, miss, be debited, and nothing else changes."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.coop_shift.rules.policy import preset_data, preset_names

from .common import ShiftCase, unlike_facts


@tagged("post_install", "-at_install")
class TestPresets(ShiftCase):
    def co_op(self, name):
        """A co-op of its own with the rules of a preset."""
        company = self.env["res.company"].create({"name": f"Co-op {name}"})
        self.env.user.company_ids |= company
        env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        env["coop.work.policy"]._load_preset(name, company.with_env(env))
        return env, company.with_env(env)

    def member_of(self, env, company):
        worker = env["coop.share.type"].create(
            {"name": "A", "code": "A", "value": 10, "is_worker": True, "company_id": company.id}
        )
        member = env["coop.member"].create(
            {"name": "Someone", "joined_on": "2026-01-05", "company_id": company.id}
        )
        env["coop.share.entry"].create(
            {
                "member_id": member.id,
                "type_id": worker.id,
                "date": "2026-01-05",
                "quantity": 1,
                "amount": 10,
                "kind": "subscription",
                "key": "preset",
            }
        )
        return member

    def test_a_life_under_every_preset(self):
        self.freeze("2026-11-23")
        for name in preset_names():
            with self.subTest(preset=name):
                self.live(*self.co_op(name))

    def live(self, env, company):
        member = self.member_of(env, company)
        regimes = [code for code, _name in env["coop.enrollment"]._selection_regime()]
        env["coop.enrollment"].create(
            {
                "member_id": member.id,
                "regime": regimes[-1],
                "date_from": "2026-02-02",
                "decided_on": "2026-02-02",
            }
        )
        for day, state in (("2026-03-02", "present"), ("2026-04-06", "absent")):
            shift = env["coop.shift"].create(
                {
                    "start": f"{day} 09:00:00",
                    "stop": f"{day} 12:00:00",
                    "company_id": company.id,
                }
            )
            env["coop.assignment"].create(
                {"shift_id": shift.id, "member_id": member.id, "origin": "booking", "state": state}
            )
        env["coop.cycle.debit"]._run(company)
        self.assertEqual(env["coop.standing"]._rebuild(company, store=False), [])
        self.assertEqual(unlike_facts(company), [])
        self.assertTrue(member.standing_ids)
        env["coop.verdict"].for_person(member.partner_id.id, company=company)

    def test_rules_that_cannot_be_read_are_refused_with_the_place(self):
        data = {**preset_data("la_louve"), "cycle": {"weeks": 0, "anchor": "2015-12-28"}}
        with self.assertRaisesRegex(ValidationError, "cycle.weeks"):
            self.env["coop.work.policy.version"].create(
                {"policy_id": self.policy.id, "date_from": "2030-01-07", "params": data}
            )

    def test_a_new_version_applies_from_its_date_only(self):
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        self.assign(self.member, "2026-11-23").action_absent()
        before = self.standings(self.member)
        data = preset_data("la_louve")
        data["regimes"]["abcd"]["attendance"]["absent"]["writes"][0]["amount"] = -1
        self.env["coop.work.policy.version"].create(
            {"policy_id": self.policy.id, "date_from": "2026-12-14", "params": data}
        )
        self.assertEqual(self.standings(self.member), before)
        self.freeze("2026-12-15")
        self.assign(self.member, "2026-12-15", origin="make_up").action_present()
        other = self.make_member("Autre")
        self.enroll(other, self.make_template(weekday="1"))
        self.assign(other, "2026-12-15").action_absent()
        self.assertEqual(self.balance(other), -1, "the new rule")
        self.assertEqual(self.balance(self.member), -1, "−2 by the old rule, one made up")

    def test_rules_of_the_past_are_not_edited(self):
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        self.assign(self.member, "2026-11-23").action_absent()
        with self.assertRaisesRegex(UserError, "past is not rewritten"):
            self.policy.version_ids.write({"params": preset_data("weekly_three_hours")})
        with self.assertRaisesRegex(UserError, "past is not rewritten"):
            self.env["coop.work.policy.version"].create(
                {
                    "policy_id": self.policy.id,
                    "date_from": "2026-11-02",
                    "params": preset_data("la_louve"),
                }
            )

    def test_the_standing_changes_at_local_midnight(self):
        """At 23:30 in Paris on 20 December the alert holds; half an hour later it does not."""
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        self.assign(self.member, "2026-11-23").action_absent()
        for moment, code in (
            ("2026-12-20 22:59:59", "alert"),
            ("2026-12-20 23:00:00", "suspended"),
        ):
            self.freeze(moment)
            self.assertEqual(self.verdict(self.member).code, code, moment)

    def test_midnight_is_that_of_the_co_op(self):
        """The same absence, seen from three clocks: 5 hours behind UTC, and 14 ahead."""
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        self.assign(self.member, "2026-11-23").action_absent()
        for zone, last_second, first_second in (
            ("Europe/Paris", "2026-12-20 22:59:59", "2026-12-20 23:00:00"),
            ("America/New_York", "2026-12-21 04:59:59", "2026-12-21 05:00:00"),
            ("Pacific/Kiritimati", "2026-12-20 09:59:59", "2026-12-20 10:00:00"),
        ):
            self.env.cr.execute(
                "UPDATE res_company SET coop_tz = %s WHERE id = %s", [zone, self.company.id]
            )
            self.env.invalidate_all()
            for moment, code in ((last_second, "alert"), (first_second, "suspended")):
                with self.subTest(zone=zone, moment=moment):
                    self.freeze(moment)
                    self.assertEqual(self.verdict(self.member).code, code)
                    self.env.invalidate_all()
                    self.assertEqual(self.member.coop_standing, code)

    def test_a_freeze_cancels_the_shifts_to_come_and_registering_thaws(self):
        """SuperCoop Berlin: frozen below −4 for more than ten days without enough registrations."""
        self.freeze("2026-11-23")
        env, company = self.co_op("supercoop_berlin")
        member = self.member_of(env, company)
        regime = env["coop.enrollment"]._selection_regime()[-1][0]
        env["coop.enrollment"].create(
            {
                "member_id": member.id,
                "regime": regime,
                "date_from": "2026-01-05",
                "decided_on": "2026-01-05",
            }
        )

        def booked(day, moment):
            shift = env["coop.shift"].create(
                {"start": f"{day} 09:00:00", "stop": f"{day} 12:00:00", "company_id": company.id}
            )
            return env["coop.assignment"].create(
                {
                    "shift_id": shift.id,
                    "member_id": member.id,
                    "origin": "booking",
                    "booked_on": moment,
                }
            )

        early = booked("2026-12-01", "2026-02-01 10:00:00")
        self.assertEqual(member.coop_standing, "frozen")
        self.assertEqual(early.state, "cancelled")
        later = [booked(f"2026-12-{day}", "2026-11-23 11:00:00") for day in range(10, 22)]
        self.assertEqual({row.state for row in later}, {"expected"}, "they are the way back")
        member.invalidate_recordset()
        self.assertNotEqual(member.coop_standing, "frozen")
