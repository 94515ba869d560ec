"""The rules of work as the web client edits them."""

import json

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestPolicyForm(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def add(self, day="2027-01-04", text=None, note="Assembly of December"):
        with Form(self.policy) as form, form.version_ids.new() as line:
            line.date_from = day
            line.note = note
            if text is not None:
                line.params_text = text
        return self.policy.version_ids.sorted("date_from")[-1]

    def test_a_version_is_added_on_the_form(self):
        changes = {"changes": {"shift_minutes": 165}}
        version = self.add(text=json.dumps(changes))
        self.assertEqual(version.params, changes)
        self.assertEqual(version.note, "Assembly of December")
        history = self.policy._history(self.company)
        self.assertEqual(history.on(version.date_from).shift_minutes, 165)

    def test_a_version_begins_without_a_change(self):
        version = self.add()
        self.assertEqual(version.params, {"changes": {}})
        self.assertEqual(json.loads(version.params_text), {"changes": {}})

    def test_the_calls_of_the_web_client(self):
        spec = {"name": {}, "version_ids": {"fields": {"date_from": {}, "params_text": {}}}}
        line = self.env["coop.work.policy.version"].onchange({}, [], {"params_text": {}})
        self.assertIn("changes", line["value"]["params_text"])
        text = '{"changes": {"shift_minutes": 150}}'
        command = (0, "virtual_1", {"date_from": "2027-01-04", "params_text": text})
        saved = self.policy.web_save({"version_ids": [command]}, spec)
        self.assertEqual(len(saved[0]["version_ids"]), 2)
        last = self.policy.version_ids.sorted("date_from")[-1]
        self.assertEqual(last.params, json.loads(text))
        edited = (1, last.id, {"params_text": '{"changes": {"shift_minutes": 120}}'})
        self.policy.web_save({"version_ids": [edited]}, spec)
        self.assertEqual(last.params["changes"]["shift_minutes"], 120)

    def test_two_versions_in_one_save(self):
        with Form(self.policy) as form:
            for day, minutes in (("2027-01-04", 150), ("2027-02-01", 120)):
                with form.version_ids.new() as line:
                    line.date_from = day
                    line.params_text = json.dumps({"changes": {"shift_minutes": minutes}})
        history = self.policy._history(self.company)
        self.assertEqual(history.latest.shift_minutes, 120)

    def test_what_is_no_rule_is_refused_in_words(self):
        for text in ("{", "", "[]", "3", "null", '"a"', "false"):
            with self.subTest(text=text), self.assertRaisesRegex(ValidationError, "JSON|rules"):
                self.add(text=text)
        with self.assertRaisesRegex(ValidationError, "cannot be used"):
            self.add(text='{"changes": {"shift_minutes": "long"}}')

    def test_a_policy_is_made_on_the_form(self):
        other = self.env["res.company"].create({"name": "Another co-op"})
        self.env.user.company_ids |= other
        with Form(self.env["coop.work.policy"].with_company(other)) as form:
            form.name = "Rules"
            with form.version_ids.new() as line:
                line.date_from = "2026-01-01"
                line.params_text = json.dumps(self.policy.version_ids.params)
        made = self.env["coop.work.policy"].search([("company_id", "=", other.id)])
        self.assertEqual(made._history(other).latest.code, "la_louve")

    def test_every_default_of_the_suite_can_be_asked(self):
        """``default=dict`` once made the web client's first call fail."""
        for name, model in self.env.items():
            if name.startswith("coop.") and not model._abstract:
                model.default_get(list(model._fields))
