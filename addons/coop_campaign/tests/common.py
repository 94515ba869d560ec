"""Builders for charters, campaigns and meetings, on top of those of coop_membership."""

from odoo import http
from odoo.tests import HttpCase, TransactionCase

from odoo.addons.coop_membership.tests.common import CoopBuilders
from odoo.addons.coop_membership.tests.common_capital import CapitalBuilders

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQV"
    "R42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""The smallest picture, in place of a drawn signature."""


class CampaignBuilders(CoopBuilders):
    """The public visitor belongs to the co-op of the tests, as on a server of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        visitor = cls.env.ref("base.public_user").sudo()
        visitor.company_ids |= cls.company
        visitor.company_id = cls.company

    @classmethod
    def make_charter(cls, body="<p>We share the work.</p>", valid_from="2020-01-01", **vals):
        return cls.env["coop.charter"].create(
            {"body": body, "valid_from": valid_from, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def make_signature(cls, charter, partner, **vals):
        return cls.env["coop.charter.signature"].create(
            {
                "charter_id": charter.id,
                "partner_id": partner.id,
                "signed_name": partner.name,
                "signed_on": "2020-01-02",
                **vals,
            }
        )

    @classmethod
    def make_campaign(cls, **vals):
        return cls.env["coop.campaign"].create(
            {
                "name": "A shop of our own",
                "slug": "own-shop",
                "target": 1_600_000,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "is_published": True,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def make_meeting(cls, **vals):
        return cls.env["coop.meeting"].create(
            {"name": "Café at the school", "company_id": cls.company.id, **vals}
        )


class MoneyBuilders(CapitalBuilders):
    """The accounts of the capital, with a journal for cash and one for the bank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for kind in ("cash", "bank"):
            cls.make_journal(kind)
        cls.cash = cls.make_journal("cash")

    @classmethod
    def make_journal(cls, kind):
        journals = cls.env["account.journal"]
        known = [("type", "=", kind), ("company_id", "=", cls.company.id)]
        journal = journals.search(known, limit=1) or journals.create(
            {"name": kind, "code": kind[:4].upper(), "type": kind, "company_id": cls.company.id}
        )
        for method in journal.inbound_payment_method_line_ids:
            method.payment_account_id = method.payment_account_id or journal.default_account_id
        return journal


class CampaignCase(CampaignBuilders, TransactionCase):
    """The usual base class."""


class CampaignHttpCase(CampaignBuilders, HttpCase):
    """For routes, with helpers to post forms as a browser does."""

    def post(self, url, **data):
        """Post a form with the token of this session; return the response after redirects."""
        return self.url_open(url, data={**data, "csrf_token": http.Request.csrf_token(self)})

    def rpc(self, url, **params):
        """Call a JSON route; return its result, or its error as ``{"rpc_error": name}``."""
        answer = self.url_open(url, json={"params": params}).json()
        error = answer.get("error")
        return {"rpc_error": error["data"]["name"]} if error else answer.get("result")

    def login(self, user):
        self.authenticate(user.login, user.login + user.login)
