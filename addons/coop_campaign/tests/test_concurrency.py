"""Two clicks on "I subscribe" at the same moment, on real connections."""

import threading
from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

NAME = "Ana Twice-Atonce"


@tagged("post_install", "-at_install")
class TestConfirmTwice(BaseCase):
    """The application is committed for these tests, and removed with all that came of it."""

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        subscriptions = Registry(self.database)["coop.subscription"]
        # The call for payment is posted in the books, which could not be cleaned up afterwards.
        books = patch.object(subscriptions, "action_confirm", lambda self: None)
        books.start()
        self.addCleanup(books.stop)
        with self.cursor() as env:
            application = self.make_application(env)
            self.request_id, self.token = application.id, application.token
            self.type_id = application.line_ids.type_id.id
        self.addCleanup(self.erase)

    @contextmanager
    def cursor(self):
        """An environment of the superuser on a connection of its own, committed at the end."""
        with db_connect(self.database).cursor() as cr:
            yield api.Environment(cr, api.SUPERUSER_ID, {})

    def make_application(self, env):
        share_type = env["coop.share.type"].create({"name": "T", "code": "TWICE", "value": 10})
        lines = [(0, 0, {"type_id": share_type.id, "quantity": 10})]
        return env["coop.join.request"].create({"name": NAME, "line_ids": lines})

    def erase(self):
        with self.cursor() as env:
            application = env["coop.join.request"].browse(self.request_id)
            subscription, partner = application.subscription_id, application.partner_id
            application.unlink()
            subscription.unlink()
            partner.unlink()
            env["coop.share.type"].browse(self.type_id).unlink()

    def confirm(self, way, barrier, failures):
        """What the route does with the visitor's session, retried as a request is."""
        threading.current_thread().dbname = self.database
        for attempt in range(10):
            try:
                with self.cursor() as env:
                    application = env["coop.join.request"]._coop_by_token(self.token)
                    self.assertTrue(application._coop_progress().shares)
                    if not attempt:
                        barrier.wait(10)
                    application._coop_confirm(way)
                return
            except SerializationFailure:
                continue
        failures.append(way)

    @mute_logger("odoo.sql_db")
    def test_two_clicks_make_one_person_and_one_subscription(self):
        barrier, failures = threading.Barrier(2), []
        threads = [
            threading.Thread(target=self.confirm, args=(way, barrier, failures))
            for way in ("transfer", "shop")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(failures, [])
        with self.cursor() as env:
            persons = env["res.partner"].search([("name", "=", NAME)])
            subscriptions = env["coop.subscription"].search([("partner_id", "in", persons.ids)])
            application = env["coop.join.request"].browse(self.request_id)
            self.assertEqual((len(persons), len(subscriptions)), (1, 1))
            self.assertEqual(application.subscription_id, subscriptions)
            self.assertEqual(application.state, "confirmed")
