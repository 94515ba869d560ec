"""Addresses of Odoo's of which the co-op's addons override a step, and those that lead to it."""

import json

from .checks import ask, foreign
from .found import overrides
from .rights import ODOOS_RIGHTS
from .seed import MARK

#: ``{Odoo's class.method that is overridden: the addresses that come by it}``
OVERRIDDEN = {
    "CustomerPortal._prepare_portal_layout_values": (
        "/my/home",
        "/my/account",
        "/my/address",
        "/my/address/submit",
        "/my/address/archive",
        "/my/addresses",
        "/my/counters",
    ),
    "PortalAccount._invoice_get_page_view_values": (
        "/my/invoices",
        "/my/invoices/<invoice>",
        "/invoice/transaction/<invoice>",
    ),
    "ExcelExport.from_data": ("/web/export/xlsx",),
    "ExcelExport.from_group_data": ("/web/export/xlsx grouped",),
}
#: How Odoo's export refuses: with the error of rights in a page of an error.
REFUSAL_OF_ODOOS = "breaks: 500"
ADDRESS = {"name": "Eve", "email": "eve@coop.example", "street": "1", "city": "Paris", "zip": "1"}


class OdoosAddresses:
    """Mixin: an invoice of the other member's, and the addresses of Odoo's that lead to people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        account = cls.env["account.account"].create
        own = {"company_ids": [(6, 0, cls.company.ids)]}
        sales = account({"name": "Sales", "code": "707999", "account_type": "income", **own})
        due = account({"name": "Due", "code": "411999", "account_type": "asset_receivable", **own})
        journal = cls.env["account.journal"].create(
            {"name": "Sales", "code": "SAFE", "type": "sale", "company_id": cls.company.id}
        )
        cls.other.partner_id.with_company(cls.company).property_account_receivable_id = due
        line = {"name": f"{MARK}Line", "price_unit": 5, "account_id": sales.id, "tax_ids": False}
        cls.invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.other.partner_id.id,
                "journal_id": journal.id,
                "invoice_date": "2026-01-01",
                "invoice_line_ids": [(0, 0, line)],
            }
        )
        cls.invoice.action_post()

    def asked_of_odoo(self):
        """``(address of the table, answer)``"""
        person = str(self.other.partner_id.id)
        invoice = f"/my/invoices/{self.invoice.id}"
        submitted = {**ADDRESS, "partner_id": person, "address_type": "billing"}
        country = {"country_id": str(self.env.ref("base.fr").id), "required_fields": "name"}
        for address, form, call in (
            ("/my/home", None, None),
            ("/my/account", None, None),
            (("/my/address", {"partner_id": person}), None, None),
            ("/my/address/submit", submitted | country, None),
            ("/my/address/archive", None, {"partner_id": int(person)}),
            ("/my/addresses", None, None),
            ("/my/counters", None, {"counters": ["invoice_count"]}),
            ("/my/invoices", None, None),
            (invoice, None, None),
            ((invoice, {"access_token": "x" * 36}), None, None),
            (f"/invoice/transaction/{self.invoice.id}", None, self.paying()),
            ("/web/export/xlsx", self.export(), None),
            ("/web/export/xlsx grouped", self.export(groupby=["name"]), None),
        ):
            place = address if isinstance(address, tuple) else (address.partition(" ")[0], None)
            answer = ask(self, place, form, call, self.watched)
            name = address[0] if isinstance(address, tuple) else address
            yield name.replace(str(self.invoice.id), "<invoice>"), answer

    def paying(self):
        empty = dict.fromkeys(("provider_id", "payment_method_id", "token_id"))
        landing = {"flow": "direct", "tokenization_requested": False, "landing_route": "/my"}
        return {"access_token": "x" * 36, "amount": 5, **empty, **landing}

    def export(self, **more):
        asked = {
            "model": "coop.member",
            "ids": self.other.ids,
            "domain": [],
            "import_compat": False,
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "groupby": [],
            **more,
        }
        return {"data": json.dumps(asked)}

    def odoos_findings(self, role, needed=None):
        found = []
        for place, answer in self.asked_of_odoo():
            right = ODOOS_RIGHTS.get(place)
            right = right if right and role in right.roles else None
            found += [
                one
                for one in foreign(answer, f"{role} {place}", right)
                if not (place.startswith("/web/export") and one.endswith(REFUSAL_OF_ODOOS))
            ]
            if right and foreign(answer, place):
                needed.add((place, role))
        return found

    def test_every_override_has_its_addresses(self):
        self.assertEqual(overrides(), OVERRIDDEN.keys())
        self.come_in("member")
        tried = {place for place, _answer in self.asked_of_odoo()}
        self.assertEqual(tried, {one for places in OVERRIDDEN.values() for one in places})

    def test_nothing_of_another_at_odoos_addresses(self):
        found, needed = [], set()
        for role in self.everybody:
            self.come_in(role)
            found += self.odoos_findings(role, needed)
        self.assertEqual(found, [])
        table = {(place, role) for place, right in ODOOS_RIGHTS.items() for role in right.roles}
        self.assertEqual(table - needed, set(), "no longer needed")

    def test_whose_invoice_it_is_sees_it(self):
        self.come_in("other")
        seen = dict(self.asked_of_odoo())["/my/invoices/<invoice>"]
        self.assertTrue(self.invoice.partner_id)
        self.assertNotEqual(seen.status, 404)

    def test_a_planted_override_lets_in(self):
        self.planted()
        self.come_in("member")
        found = self.odoos_findings("member", set())
        self.assertIn("member /my/invoices/<invoice> lets in: 200 text/html", found)
