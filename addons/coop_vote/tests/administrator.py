"""An administrator of the database, with real transactions to look at."""

import random

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name

VOTERS = 40


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
