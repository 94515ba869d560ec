"""A co-op with a till that checks persons, and a door."""

import json
import socket
from unittest.mock import patch
from uuid import uuid4

from odoo import fields, http
from odoo.tests import HttpCase

from odoo.addons.coop_membership.tests.common import CoopBuilders, forget_askers
from odoo.addons.point_of_sale.tests.common import TestPoSCommon
from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon


class PosCheckPeople(CoopBuilders):
    """Persons in the situations that a till meets. Dates are relative to today at the co-op."""

    @classmethod
    def _coop_make_company(cls):
        """The company of Odoo's own test of tills, whose user becomes a manager of the co-op."""
        cls.env.user.sudo().group_ids |= cls.env.ref("coop_membership.group_manager")
        return cls.env.company

    @classmethod
    def make_people(cls):
        today = cls.company._coop_today()

        def shift(days):
            return fields.Date.add(today, days=days)

        cls.up_to_date = cls.make_member("Zoé Àjour", card="0420000000013", number=910001)
        cls.stopped = cls.make_member("Bruno Arrêt", card="0420000000020", number=910002)
        cls.make_block(
            cls.stopped.partner_id, shift(-3), shift(30), message="Ask for Claire at the office."
        )
        cls.late = cls.make_member("Anne-Lise Dupont-Retard", card="LOUVE-77", number=910003)
        cls.make_block(cls.late.partner_id, shift(-10), kind="unpaid")
        cls.lodger = cls.make_household(cls.stopped, "Théo Arrêt")
        cls.make_card(cls.lodger.partner_id, "0420000000037")
        cls.make_card(cls.up_to_date.partner_id, "0420000000044", revoked_on=shift(-1))
        cls.tomorrow = cls.make_member("Karim Demain", card="0420000000068", number=910004)
        cls.make_block(cls.tomorrow.partner_id, shift(1), kind="unpaid")
        cls.stranger = cls.make_person("Nadia Nouvelle")
        cls.supplier = cls.make_person("Ferme du Pré")
        cls.make_served(cls.supplier)

    @classmethod
    def make_served(cls, partner):
        """Serve somebody without a membership, from ten days ago on."""
        return cls.env["coop.served.person"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "kind": "supplier",
                "reason": "Delivers the milk",
                "date_from": fields.Date.subtract(cls.company._coop_today(), days=10),
            }
        )

    def verdict(self, partner, day=None):
        """The verdict of a person in the co-op, today by default."""
        return self.env["coop.verdict"].for_person(partner.id, day, self.company)


class NetworkCut:
    """Mixed into an ``HttpCase``: a tour cuts the network by POST /cut and mends it by /mend.

    Until then every connection to the server breaks off without an answer, that of the page itself
    and of its files included.
    """

    def setUp(self):
        super().setUp()
        self.cut = False
        # What else a tour may bring about: {path: function}.
        self.happenings = {}
        answer = http.Application.__call__
        self.startPatcher(
            patch.object(
                http.Application,
                "__call__",
                lambda app, environ, start: self._pass(answer, app, environ, start),
            )
        )

    def _pass(self, answer, app, environ, start):
        path = environ["PATH_INFO"]
        if path in ("/cut", "/mend"):
            self.cut = path == "/cut"
        elif path in self.happenings:
            self.happenings[path]()
        elif not self.cut:
            return answer(app, environ, start)
        else:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        start("200 OK", [("Content-Length", "0")])
        return []


class PosCheckTourCase(PosCheckPeople, TestPointOfSaleHttpCommon):
    """A till in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_people()
        cls.config = cls.main_pos_config
        cls.config.coop_check_mode = "refuse"

    def start_till(self, tour, **kwargs):
        self.config.with_user(self.pos_user).open_ui()
        self.start_pos_tour(tour, **kwargs)

    def checks(self):
        """What this till logged, in the order of writing."""
        return self.env["coop.check"].search([("config_id", "=", self.config.id)], order="id")

    def orders(self):
        """The sales of the session that were paid."""
        orders = self.config.current_session_id.order_ids
        return orders.filtered(lambda order: order.state != "draft").sorted("id")

    def kinds(self, orders):
        return set(orders.coop_flag_ids.mapped("kind"))


class PosCheckCase(PosCheckPeople, TestPoSCommon):
    """A till without a browser: orders are sent the way a till sends them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_people()
        cls.config = cls.basic_config
        cls.config.coop_check_mode = "refuse"
        cls.cashier = cls.make_user("coop.cashier", "point_of_sale.group_pos_user")
        cls.product = cls.create_product("Apples", cls.categ_basic, 2.0, 1.0)

    def setUp(self):
        super().setUp()
        self.open_new_session()
        self.till = self.config.with_user(self.cashier)

    def make_row(self, member_or_partner, code="ok", outcome="allowed", **vals):
        """A check as a till sends it."""
        partner = getattr(member_or_partner, "partner_id", member_or_partner)
        return {
            "uuid": str(uuid4()),
            "at": fields.Datetime.to_string(fields.Datetime.now()),
            "data_age": 0,
            "skew": 0,
            "partner_id": partner.id,
            "standing_of_id": 0,
            "code": code,
            "allowed": outcome == "allowed",
            "outcome": outcome,
            "override_name": "",
            "override_reason": "",
            **vals,
        }

    def make_sale(self, partner, check=None, quantity=1, **vals):
        """An order as a till sends it, paid in cash."""
        order = self.create_ui_order_data(
            [(self.product, quantity)], customer=partner or False, uuid=str(uuid4())
        )
        if check:
            order["coop_check_uuid"] = check["uuid"]
        return {**order, **vals}

    def sync(self, *orders, user=None):
        """Send orders as a till does, and return them."""
        self.env["pos.order"].with_user(user or self.cashier).sync_from_ui(list(orders))
        uuids = [order["uuid"] for order in orders if "uuid" in order]
        return self.env["pos.order"].search([("uuid", "in", uuids)])

    def flags(self, order):
        return set(order.coop_flag_ids.mapped("kind"))


class DoorCase(PosCheckPeople, HttpCase):
    """A co-op with a door, whose tablet may be played by the test or by a browser."""

    @classmethod
    def _coop_make_company(cls):
        """A co-op of its own: no other addon's rules about work stand in the way."""
        return cls.env["res.company"].create({"name": "Co-op with a door"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_people()
        cls.door = cls.env["coop.door"].create({"name": "Entrance", "company_id": cls.company.id})

    def setUp(self):
        super().setUp()
        forget_askers()

    def enter(self, token=None):
        return self.url_open(f"/coop/door/{token or self.door.token}")

    def ask(self, what, **params):
        response = self.url_open(
            f"/coop/door/{what}",
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()["result"]

    def row(self, partner=None, **vals):
        return {
            "uuid": str(uuid4()),
            "at": fields.Datetime.to_string(fields.Datetime.now()),
            "partner_id": partner.id if partner else 0,
            "code": "ok",
            "allowed": True,
            "outcome": "allowed",
            **vals,
        }

    def checks(self):
        return self.env["coop.check"].search([("door_id", "=", self.door.id)], order="id")

    def revoke(self):
        """What a manager does while the tablet is in use."""
        with self.env.registry.cursor() as cr:
            self.door.with_env(self.env(cr=cr)).action_new_link()
