"""What was planned and what was judged is not changed under people, by whatever door."""

import json

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import ShiftCase


class GuardCase(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.template = self.make_template(seats=4, week=1, date_from="2026-11-01")
        self.place = self.enroll(self.member, self.template, "2026-11-01", seat=3)
        self.env["coop.planning"]._plan(self.company)
        self.manage = self.env(user=self.manager)

    def refused(self, write, words=None):
        with self.assertRaises(UserError) as caught:  # rolls back, as the server does
            write()
        self.assertRegex(str(caught.exception), words or "Move, split or merge")
        self.env.invalidate_all()
        self.env.registry.clear_cache()  # the server does it after a refusal


@tagged("post_install", "-at_install")
class TestTemplateGuard(GuardCase):
    CHANGES = {"week": 2, "weekday": "4", "hour_from": 9.0, "hour_to": 14.0}

    def days(self):
        rows = self.env["coop.assignment"].search([("member_id", "=", self.member.id)])
        return sorted(str(row.shift_id.day) for row in rows)

    def test_the_time_of_a_planned_template(self):
        before = self.days()
        template = self.template.with_env(self.manage)
        other = self.make_template(week=1, weekday="3", date_from="2026-11-01")
        for name, value in self.CHANGES.items():
            with self.subTest(field=name):
                self.refused(lambda name=name, value=value: template.write({name: value}))
                both = template | other.with_env(self.manage)
                self.refused(lambda b=both, n=name, v=value: b.write({n: v}))
                self.refused(lambda n=name, v=value: template.web_save({n: v}, {"week": {}}))
        xmlid = "__import__.a_template"
        data = [[xmlid, template.id]]
        self.env["ir.model.data"].create(
            {"module": "__import__", "name": "a_template", "model": template._name,
             "res_id": template.id}
        )  # fmt: skip
        loaded = template.load(["id", "weekday"], [[data[0][0], "Friday"]])
        self.assertIn("Move, split or merge", str(loaded["messages"]))
        self.env["coop.planning"]._plan(self.company)
        self.assertEqual(self.days(), before)

    def test_the_form(self):
        with (
            self.assertRaisesRegex(UserError, "Move, split"),
            Form(self.template.with_env(self.manage)) as form,
        ):
            form.weekday = "4"
        with Form(self.template.with_env(self.manage)) as form:
            form.name = "Receiving"
        self.assertEqual(self.template.name, "Receiving")

    def test_what_changes_nothing_is_edited(self):
        same = {name: self.template[name] for name in self.CHANGES}
        self.template.write({**same, "hour_from": 10.7500001, "factor": 1.5})
        empty = self.make_template(week=3, weekday="5", date_from="2026-11-01")
        empty.write(self.CHANGES)
        self.assertEqual(empty.weekday, "4")

    def test_the_action_does_it(self):
        wizard = self.manage["coop.template.wizard"].create(
            {"template_ids": self.template.ids, "kind": "move", "weekday": "4"}
        )
        wizard.action_apply()
        self.assertEqual(len(self.days()), len(set(self.days())))
        self.assertTrue(self.member.enrollment_ids.filtered(lambda p: p.template_id.weekday == "4"))

    def test_its_days_and_its_end(self):
        for vals in (
            {"active": False},
            {"date_to": "2026-12-01"},
            {"date_from": "2027-01-01"},
        ):
            with self.subTest(vals=vals):
                self.refused(lambda vals=vals: self.template.write(vals))
        self.refused(self.template.action_archive)
        self.place.date_to = "2026-11-30"
        self.template.date_to = "2026-11-30"

    def test_seats_that_are_held(self):
        line = self.template.seat_ids
        receiving = self.make_role("Receiving")
        self.refused(lambda: line.write({"seats": 2}), "hold these seats")
        self.refused(lambda: line.write({"role_id": receiving.id}), "hold these seats")
        self.refused(line.unlink, "hold these seats")
        self.refused(lambda: self.template.write({"seat_ids": [(5,)]}), "hold these seats")
        line.seats = 3
        shift = self.env["coop.shift"].search([("template_id", "=", self.template.id)], limit=1)
        self.env["coop.shift.seat"].create(
            {"shift_id": shift.id, "role_id": self.till.id, "seats": 3}
        )
        own = shift.seat_ids
        self.refused(lambda: own.write({"seats": 2}), "hold these seats")
        own.unlink()
        other = {"shift_id": shift.id, "role_id": receiving.id, "seats": 1}
        self.refused(lambda: self.env["coop.shift.seat"].create(other), "hold these seats")

    def test_the_time_zone(self):
        zone = "America/New_York"
        self.refused(lambda: self.company.write({"coop_tz": zone}))
        self.refused(
            lambda: self.company.with_context(coop_zone_moves=True).write({"coop_tz": zone})
        )
        self.company.coop_tz = self.company.coop_tz
        shifts = self.env["coop.shift"].search(
            [("template_id", "=", self.template.id), ("start", ">", "2026-11-24")]
        )
        hours = set(shifts.mapped("hours"))
        wizard = self.manage["coop.template.wizard"].create({"kind": "zone", "zone": zone})
        wizard.with_company(self.company).action_apply()
        self.assertEqual(self.company.coop_tz, zone)
        self.assertEqual(set(shifts.mapped("hours")), hours)
        self.assertEqual(shifts.mapped("day"), shifts.mapped("occurrence"))

    def version(self, day, **changes):
        return self.env["coop.work.policy.version"].create(
            {"policy_id": self.policy.id, "date_from": day, "params": {"changes": changes}}
        )

    def test_the_cycle(self):
        for cycle in ({"weeks": 2, "anchor": "2026-11-30"}, {"weeks": 4, "anchor": "2016-01-04"}):
            with self.subTest(cycle=cycle):
                self.refused(lambda cycle=cycle: self.version("2026-11-30", cycle=cycle))
        self.refused(lambda: self.version("2040-01-02", cycle={"weeks": 1, "anchor": "2040-01-02"}))
        version = self.version("2026-12-07", shift_minutes=165)
        text = json.dumps({"changes": {"cycle": {"weeks": 2, "anchor": "2026-12-07"}}})
        self.refused(lambda: version.write({"params_text": text}))
        self.refused(
            lambda: version.with_context(coop_cycle_moves=True).write({"params_text": text})
        )

    def test_a_regime_that_members_have(self):
        regimes = dict(self.policy.version_ids.params["regimes"])
        flying = {"regimes": {"abcd": None}}
        with self.assertRaises(UserError):
            self.version("2026-12-07", **flying)
        whole = {**self.policy.version_ids.params, "regimes": {"flying": regimes["flying"]}}
        create = self.env["coop.work.policy.version"].create
        vals = {"policy_id": self.policy.id, "date_from": "2026-12-07", "params": whole}
        self.refused(lambda: create(vals), "abcd")
        self.place.date_to = "2026-12-06"
        self.assertTrue(create(vals))


@tagged("post_install", "-at_install")
class TestRulesStay(GuardCase):
    def test_the_policy(self):
        for policy in (self.policy, self.policy.with_user(self.manager), self.policy.sudo()):
            self.refused(policy.unlink, "in use")
        self.refused(lambda: self.policy.write({"version_ids": [(5,)]}), "in use|begins on a day")
        self.refused(self.policy.version_ids.unlink, "in use|begins on a day")
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.refused(lambda: self.policy.write({"company_id": elsewhere.id}), "in use")
        self.assertTrue(self.policy.version_ids.exists())

    def test_a_version_that_judged(self):
        self.env["coop.work.policy.version"].create(
            {"policy_id": self.policy.id, "date_from": "2027-01-01", "params": {"changes": {}}}
        )
        first = self.policy.version_ids.sorted("date_from")[0]
        self.assertFalse(self.env["coop.work.entry"].search([("member_id", "=", self.member.id)]))
        self.refused(first.unlink, "were judged|Ledgers")
        (self.policy.version_ids - first).unlink()

    def test_rules_that_nobody_used_are_deleted(self):
        company = self.env["res.company"].create({"name": "New co-op"})
        self.env.user.company_ids |= company
        params = self.policy.version_ids.params
        policy = self.env["coop.work.policy"].create(
            {
                "name": "Rules",
                "company_id": company.id,
                "version_ids": [(0, 0, {"date_from": "2027-01-01", "params": params})],
            }
        )
        policy.unlink()
        self.assertFalse(policy.exists())
        self.assertIsNone(self.env["coop.work.policy"]._history_of(company.id))

    def test_the_rest_of_the_rules_is_readable(self):
        versions = self.env["coop.work.policy.version"]
        whole = self.policy.version_ids.params
        for day, params in (("2027-01-01", whole), ("2027-02-01", {"changes": {}})):
            versions.create({"policy_id": self.policy.id, "date_from": day, "params": params})
        self.policy.version_ids.sorted("date_from")[1].unlink()
        self.assertTrue(self.policy._history(self.company))

    def test_what_is_in_use(self):
        skill = self.env["coop.skill"].create({"name": "Cheese", "company_id": self.company.id})
        self.till.skill_ids = skill
        leave = self.make_leave(self.member, "temporary", "2027-01-01", "2027-03-01")
        full = self.make_template(seats=1, week=0, weekday="2")
        self.env["coop.waiting"].create(
            {"member_id": self.member.id, "template_id": full.id, "role_id": self.till.id}
        )
        for record in (self.template, full, self.till, skill, leave.type_id):
            with self.subTest(record=record):
                self.refused(record.sudo().unlink, "in use")
        self.refused(lambda: leave.type_id.write({"code": "other"}), "by its code")
        leave.type_id.write({"code": leave.type_id.code, "name": "Pause"})
        self.till.skill_ids = False
        skill.unlink()
        unused = self.make_template(week=2, weekday="6", date_from="2030-01-01")
        unused.unlink()

    def test_a_holiday_that_has_forgiven(self):
        vals = {"name": "Snow", "company_id": self.company.id, "kind": "closed"}
        holidays = self.env["coop.shop.holiday"]
        past = holidays.create({**vals, "date_from": "2026-11-20", "date_to": "2026-11-23"})
        coming = holidays.create({**vals, "date_from": "2026-11-24", "date_to": "2026-11-25"})
        self.refused(past.unlink, "has begun")
        coming.unlink()
        past.kind = "open"
