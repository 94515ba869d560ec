"""Real connections at once: nobody gives away more shares than they own."""

import threading
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from .at_once import AtOnce
from .common import CoopBuilders


class Committed(CoopBuilders):
    """Builders that write for good: in a co-op without rules of work, where there is one.

    Rules of work let one transaction at a time derive a member: they would hide what is missing.
    """

    @classmethod
    def home(cls, env):
        kept = cls._coop_kept.get("company")
        return env["res.company"].browse(kept[1]) if kept else env.ref("base.main_company")

    @classmethod
    def build(cls, env):
        cls.company = cls.home(env)
        cls.env = env(context={**env.context, "allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)
        cls._coop_serial = 70_000
        types = cls.env["coop.share.type"].with_context(active_test=False).search([])
        cls.type_a = cls.make_share_type("A", is_worker=True, minimum=10)
        cls.new_types = (cls.type_a - types).ids
        return cls


@tagged("post_install", "-at_install")
class TestSharesAtOnce(AtOnce, BaseCase):
    """Data is committed for these tests, and removed afterwards."""

    _coop_kept = {}  # asks for that co-op when this test runs alone

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.connection() as env:
            made = Committed.build(env)
            self.members = [
                made.make_member(name, shares=count).id
                for name, count in (("Owner", 20), ("Heir", 10), ("Heiress", 10))
            ]
            self.company, self.type_a = made.company.id, made.type_a.id
            self.new_types = made.new_types
        self.addCleanup(self.clean)

    @contextmanager
    def connection(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env(context={"allowed_company_ids": Committed.home(env).ids})
            env.flush_all()

    def clean(self):
        with self.registry.cursor() as cr:
            cr.execute("ALTER TABLE coop_share_entry DISABLE TRIGGER USER")
            for table in ("coop_share_entry", "coop_member"):
                column = "id" if table == "coop_member" else "member_id"
                cr.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", (self.members,))
            cr.execute("DELETE FROM coop_share_type WHERE id = ANY(%s)", (self.new_types,))
            cr.execute("ALTER TABLE coop_share_entry ENABLE TRIGGER USER")
        self.registry.clear_all_caches()

    def transfer(self, receiver, both_have_read):
        """Give 15 of the owner's 20 shares."""

        def work(env):
            owner, heir = env["coop.member"].browse([self.members[0], receiver])
            self.assertLessEqual(owner.share_count, 20)
            if both_have_read:
                both_have_read.pop().wait()
            wizard = {"member_id": owner.id, "partner_id": heir.partner_id.id}
            wizard |= {"type_id": self.type_a, "quantity": 15, "reason": "gift"}
            env["coop.share.transfer"].create(wizard).action_transfer()

        return work

    def test_two_transfers_at_once(self):
        barrier = threading.Barrier(2)
        # Each waits once: what is begun anew goes on alone.
        works = [self.transfer(receiver, [barrier]) for receiver in self.members[1:]]
        results = self.race(*works)
        self.assertCountEqual(map(type, results), [type(None), UserError])
        with self.connection() as env:
            counts = env["coop.member"].browse(self.members).mapped("share_count")
        self.assertEqual((counts[0], sum(counts)), (5, 40))
