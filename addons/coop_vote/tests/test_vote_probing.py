"""Asking for choices by every way around: searches, groups, exports, counts, notes."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import VoteCase


@tagged("post_install", "-at_install")
class TestVoteProbing(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_member("Other")
        cls.vote = cls.make_vote(state="open")
        cls.system = cls.make_user("coop.system", "base.group_system")

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_no_way_of_asking_reaches_an_envelope_or_a_ballot(self):
        self.cast(self.vote, {self.member: "yes", self.other: "no"})
        probes = {
            "search": lambda rows: rows.search([("choice", "=", "yes")]),
            "count": lambda rows: rows.search_count([("choice", "=", "yes")]),
            "read": lambda rows: rows.search_read([], ["choice"]),
            "group": lambda rows: rows.formatted_read_group([], ["choice"], ["__count"]),
            "export": lambda rows: rows.browse(1).export_data(["choice"]),
            "name": lambda rows: rows.name_search("yes"),
        }
        for user in (self.assembly, self.office, self.manager, self.system, self.portal_member):
            for model in ("coop.vote.envelope", "coop.vote.ballot"):
                for name, probe in probes.items():
                    with self.subTest(user=user.login, model=model, probe=name):
                        with self.assertRaises(UserError):
                            probe(self.env[model].with_user(user))

    def test_nothing_that_the_office_reads_depends_on_what_was_said(self):
        """The office sees the same, whether the only ballot says yes or no."""
        seen = []
        for choice in ("yes", "no"):
            self.cast(self.vote, {self.member: choice})
            self.env.flush_all()
            self.env.invalidate_all()
            seen.append(self.all_that_is_read())
        self.assertEqual(*seen)

    def all_that_is_read(self):
        """Every field of the vote and of its roll, and every note on it."""
        vote = self.vote.with_user(self.assembly)
        notes = vote.message_ids.mapped("body") + vote.message_ids.sudo().tracking_value_ids.ids
        # The moment of the last change of the vote itself, and its widgets, say nothing of ballots.
        return vote.read([]), vote.right_ids.read([]), notes

    def test_no_field_leads_to_a_choice(self):
        """Neither a field of another model nor its search passes through envelopes or ballots."""
        hidden = {"coop.vote.envelope", "coop.vote.ballot"}
        for name, model in self.env.registry.items():
            for field in model._fields.values():
                with self.subTest(model=name, field=field.name):
                    self.assertFalse(name not in hidden and field.comodel_name in hidden)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_the_members_office_does_not_learn_who_voted(self):
        self.cast(self.vote, {self.member: "yes"})
        members = self.env["coop.member"].with_user(self.office)
        for domain in (
            [("vote_right_ids.used_via", "=", "portal")],
            [("vote_right_ids", "any", [("used_via", "!=", False)])],
            [("proxy_held_ids.state", "=", "accepted")],
        ):
            with self.subTest(domain=domain), self.assertRaises(AccessError):
                members.search(domain)
        with self.assertRaises(AccessError):
            members.browse(self.member.id).vote_right_ids.read(["used_via"])

    def test_a_receipt_is_drawn_anew_for_each_right(self):
        """Forty bits from the system's own source: neither the id nor the time is in it."""
        self.cast(self.vote, {self.member: "yes", self.other: "no"})
        receipts = self.vote.sudo().right_ids.filtered("receipt").mapped("receipt")
        self.assertEqual(len(set(receipts)), 2)
        for receipt in receipts:
            self.assertRegex(receipt, "^[0-9A-F]{10}$")
