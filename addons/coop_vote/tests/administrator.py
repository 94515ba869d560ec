"""An administrator of the database, with real transactions to look at."""

import random

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name

from .voting import give_logins, take_logins

VOTERS = 40


def give_votes(env, members):
    """A share with a vote, and an account on the portal, for each of these members of one co-op, in
    a test that commits."""
    values = {"name": "With a vote", "code": "TESTVOTE", "value": 10, "has_vote": True}
    company = members.company_id
    kind = env["coop.share.type"].search(
        [("code", "=", values["code"]), ("company_id", "=", company.id)]
    ) or env["coop.share.type"].create({**values, "company_id": company.id})
    env["coop.share.entry"].create(
        [
            {
                "member_id": member.id,
                "type_id": kind.id,
                "date": member.joined_on,
                "quantity": 1,
                "amount": 10,
                "kind": "subscription",
                "key": f"test:{member.id}",
            }
            for member in members
        ]
    )
    give_logins(members.filtered(lambda member: not member.partner_id.user_ids))


def take_votes(env, members):
    """Take back what ``give_votes`` committed; the register itself lets nothing go."""
    take_logins(env["coop.member"].browse(members))
    cr = env.cr
    cr.execute("ALTER TABLE coop_share_entry DISABLE TRIGGER coop_share_entry_append_only")
    cr.execute("DELETE FROM coop_share_entry WHERE member_id = ANY(%s)", (list(members),))
    cr.execute("ALTER TABLE coop_share_entry ENABLE TRIGGER coop_share_entry_append_only")


class AdministratorCase(BaseCase):
    """Data is committed, since `xmin` and `ctid` say something of real transactions only."""

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        Registry(self.database)
        self.votes, self.chance = [], random.Random()
        self.addCleanup(self.erase)
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            company = env.ref("base.main_company")
            members = env["coop.member"].create(
                [
                    {
                        "name": f"Watched {n}",
                        "number": 820_000_000 + n,
                        "joined_on": "2020-01-01",
                        "company_id": company.id,
                    }
                    for n in range(VOTERS)
                ]
            )
            give_votes(env, members)
            self.members, self.partners = members.ids, members.partner_id.ids

    def cursor(self):
        return db_connect(self.database).cursor()

    def erase(self):
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cr.execute(
                "DELETE FROM mail_message WHERE model = 'coop.vote' AND res_id = ANY(%s)",
                (self.votes,),
            )
            cr.execute("DELETE FROM coop_vote WHERE id = ANY(%s)", (self.votes,))
            take_votes(env, self.members)
            env["coop.member"].browse(self.members).unlink()
            env["res.partner"].browse(self.partners).unlink()

    def open_vote(self, **vals):
        """A vote of all these members, open; its id."""
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            vote = env["coop.vote"].create({"name": "Watched?", **vals})
            cr.execute(
                "INSERT INTO coop_vote_right (vote_id, member_id) SELECT %s, unnest(%s)",
                (vote.id, self.members),
            )
            vote._advance(state="open")
            self.votes.append(vote.id)
            return vote.id

    def step(self, vote, work):
        """One transaction, as one request is."""
        with self.cursor() as cr:
            work(api.Environment(cr, SUPERUSER_ID, {})["coop.vote"].browse(vote))

    def right(self, vote, member):
        domain = [("vote_id", "=", vote.id), ("member_id", "=", member)]
        return vote.env["coop.vote.right"].search(domain)
