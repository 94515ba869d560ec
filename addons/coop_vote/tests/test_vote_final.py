"""Final is final: every field of every model of a vote, in each final state, through the ORM."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import VoteCase

#: What is still written in a state, and why.
EXCEPTIONS = {
    ("coop.assembly", "closed"): {"name", "place", "chair", "secretary", "discussion", "point_ids"},
    ("coop.assembly.point", "closed"): {"minutes"},
    ("coop.vote", "open"): {"point_id", "teller_ids"},
    ("coop.vote.teller", "open"): {"yes", "no", "abstain", "college_id"},
    ("coop.vote", "closed"): {"point_id", "teller_ids", "objection_ids"},
    ("coop.vote.teller", "closed"): {"yes", "no", "abstain", "college_id"},
    ("coop.assembly.point", "open"): None,
    ("coop.assembly.point", "convened"): None,
}
MAGIC = {"id", "create_uid", "create_date", "write_uid", "write_date", "display_name"}
REFUSED = (UserError, AccessError, ValidationError)


@tagged("post_install", "-at_install")
class TestFinal(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_teller = cls.make_user("coop.teller", "coop_vote.group_assembly")
        cls.both = cls.make_user(
            "coop.both", "coop_vote.group_assembly,coop_membership.group_manager"
        )
        cls.other = cls.make_member("Other")
        cls.absent = cls.make_member("Absent")
        cls.meeting = cls.make_assembly(
            rule="rule_association", name="Spring", calls_for_points=True, state="draft"
        )
        cls.env["coop.assembly.proposal"]._propose(cls.meeting, cls.other, "More benches", "")
        cls.meeting.action_convene()
        cls.meeting.action_start()
        cls.point = cls.meeting.point_ids[:1]
        cls.give_proxy(cls.meeting, cls.absent, cls.other)
        cls.check_in(cls.meeting, cls.member, cls.other)

    def make(self, **vals):
        return self.make_vote(
            assembly_id=self.meeting.id,
            point_id=self.point.id,
            room=True,
            state="open",
            closes_at=fields.Datetime.now() + timedelta(days=2),
            **vals,
        )

    def finished(self, method="resolution"):
        vote = self.make(
            method=method,
            candidate_ids=[(0, 0, {"name": name}) for name in "AB"]
            if method != "resolution"
            else [],
        )
        if method == "resolution":
            vote.action_room()
            for user in (self.assembly, self.second_teller):
                self.env["coop.vote.teller"].with_user(user).create(
                    {"vote_id": vote.id, "yes": 3, "no": 0, "abstain": 0}
                )
        else:
            ids = vote.candidate_ids.ids
            self.cast(vote, {self.member: str(ids[0]), self.other: str(ids[1])})
        self.finish(vote)
        return vote

    def records(self, vote):
        """One of each model around a vote."""
        meeting = self.meeting.sudo()
        vote = vote.sudo()
        return [
            vote,
            meeting,
            meeting.point_ids,
            meeting.proposal_ids,
            meeting.proposal_ids.support_ids,
            meeting.presence_ids,
            meeting.presence_ids.passage_ids,
            meeting.convocation_ids,
            meeting.proxy_ids,
            vote.right_ids,
            vote.candidate_ids,
            vote.teller_ids,
            vote.attendance_ids,
            self.env["coop.vote.paper"].sudo().search([("vote_id", "=", vote.id)]),
            self.env["coop.vote.ballot"].sudo().search([("vote_id", "=", vote.id)]),
            self.env["coop.vote.envelope"].sudo().search([("vote_id", "=", vote.id)]),
        ]

    def other_value(self, record, name):
        """A value that differs from the present one."""
        field, now = record._fields[name], record[name]
        if field.type in ("char", "text", "html"):
            return "Another"
        if field.type in ("integer", "float"):
            return (now or 0) + 1
        if field.type == "boolean":
            return not now
        if field.type == "date":
            return fields.Date.today() - timedelta(days=9)
        if field.type == "datetime":
            return fields.Datetime.now() - timedelta(days=9)
        if field.type == "json":
            return {"yes": 9}
        if field.type == "many2one":
            return self.env[field.comodel_name].sudo().search([("id", "!=", now.id)], limit=1).id
        return [(5,)] if now else [(0, 0, {})]

    def fields_of(self, record):
        around = set(self.env["mail.thread"]._fields) | set(self.env["mail.activity.mixin"]._fields)
        for name, field in record._fields.items():
            if name not in around | MAGIC and (field.store or field.inverse):
                yield name

    def try_all(self, vote, state, which="vote"):
        """Write each field of each record as the assembly office, and as its manager."""
        through = []
        for records in self.records(vote):
            about = self.meeting.state if records._name.startswith("coop.assembly") else vote.state
            allowed = EXCEPTIONS.get((records._name, about), set())
            if allowed is None or (about == "open" and records._name.startswith("coop.assembly")):
                continue
            for record in records[:1]:
                for name in self.fields_of(record):
                    if name in allowed:
                        continue
                    for user in (self.assembly, self.both):
                        if self.passes(record, name, user):
                            through.append((state, record._name, name, user.login))
        self.assertFalse(through)

    def passes(self, record, name, user):
        mine = record.with_user(user).sudo(False).with_company(self.company)
        if record._fields[name].type == "selection":
            keys = list(dict(record._fields[name]._description_selection(self.env)))
            value = next(key for key in keys if key != record[name])
        else:
            value = self.other_value(record, name)
        return not self.refuses(lambda: mine.write({name: value}))

    def refuses(self, attempt):
        try:
            with self.cr.savepoint():
                attempt()
                self.env.flush_all()
                raise _Through
        except REFUSED:
            return True
        except _Through:
            return False
        finally:
            self.env.invalidate_all()

    def test_every_field_after_the_count_and_after_signing(self):
        for method in ("resolution", "approval"):
            vote = self.finished(method)
            if method == "approval":
                self.assertEqual(vote.outcome, "tie")
                vote.write({"tie_rule": "the eldest", "tie_order": "B, A"})
                vote.action_settle()
            self.try_all(vote, "counted")
        resolution = self.meeting.vote_ids[-1]
        withdrawn = self.make()
        withdrawn._withdraw("A mistake")
        self.try_all(withdrawn, "withdrawn")
        open_vote = self.make()
        self.try_all(open_vote, "open")
        open_vote.action_close()
        self.try_all(open_vote, "closed")
        open_vote._withdraw("Not needed")
        tied = self.finished("approval")
        self.meeting.action_end()
        self.try_all(resolution, "closed session")
        self.meeting.action_sign()
        for vote in (resolution, tied, withdrawn):
            self.try_all(vote, "signed")
        with self.assertRaises(UserError):
            tied.action_settle()

    def additions(self, user, vote, free, draft):
        """What would add to a session that is over, by one user: ``{name: attempt}``."""
        env = self.env(user=user)
        here = {"assembly_id": self.meeting.id}
        meeting, point = self.meeting.with_user(user), self.point.with_user(user)
        count = {"vote_id": vote.id, "yes": 1, "no": 0, "abstain": 0}
        proxy = {"giver_id": self.member.id, "holder_id": self.other.id, **here}
        candidate, late = vote.with_user(user).candidate_ids[0], {"name": "Late"}
        vals = {"vote_id": vote.id, **late}
        return {
            "a vote": lambda: env["coop.vote"].create({**late, **here}),
            "a vote moved in": lambda: free.with_user(user).write(here),
            "a vote by the assembly": lambda: meeting.write({"vote_ids": [(0, 0, late)]}),
            "a point": lambda: env["coop.assembly.point"].create({**late, **here}),
            "a point moved in": lambda: draft.point_ids.with_user(user).write(here),
            "a point copied": point.copy,
            "a candidate": lambda: env["coop.vote.candidate"].create(vals),
            "a candidate copied": lambda: candidate.copy(late),
            "a teller": lambda: env["coop.vote.teller"].create(count),
            "a proxy": lambda: env["coop.proxy"].create(proxy),
        }

    def removals(self, user, vote):
        """What would take from a session that is over, by one user: ``{name: attempt}``."""
        mine, meeting = vote.with_user(user), self.meeting.with_user(user)
        return {
            "a point taken": self.point.with_user(user).unlink,
            "a candidate taken": mine.candidate_ids[0].unlink,
            "a proxy revoked": meeting.proxy_ids.action_revoke,
            "a proxy given back": meeting.sudo().proxy_ids._return,
            "a proxy taken": meeting.proxy_ids.unlink,
            "a proposal taken": meeting.proposal_ids.unlink,
            "the presence taken": meeting.presence_ids.unlink,
            "the attendance taken": mine.attendance_ids.unlink,
            "the roll taken": mine.right_ids.unlink,
            "the vote taken": mine.unlink,
            "the assembly taken": meeting.unlink,
        }

    def test_nothing_is_added_to_or_taken_from_what_is_final(self):
        vote = self.finished("approval")
        free = self.make_vote()
        self.meeting.action_end()
        for signed in (False, True):
            if signed:
                self.meeting.action_sign()
            for user in (self.assembly, self.both):
                draft = self.make_assembly("draft", "rule_association")
                attempts = self.additions(user, vote, free, draft) | self.removals(user, vote)
                for name, attempt in attempts.items():
                    with self.subTest(name, signed=signed, user=user.login):
                        self.assertTrue(self.refuses(attempt))
                copied = vote.with_user(user).copy()
                self.assertFalse(copied.assembly_id or copied.point_id or copied.attendance_ids)

    def test_rules_that_signed_minutes_name_keep_their_words(self):
        self.meeting.action_end()
        rule = self.meeting.sudo().rule_id
        rule.with_user(self.both).source = "Article 12"
        self.meeting.action_sign()
        before = self.meeting._fingerprint()
        for name in ("name", "source"):
            with self.assertRaisesRegex(UserError, "Duplicate"):
                rule.with_user(self.both).write({name: "Other rules"})
        self.assertEqual(self.meeting._fingerprint(), before)

    def test_an_open_vote_only_ends_later_with_a_reason_that_is_told(self):
        vote = self.make()
        self.member.email = "ines@coop.example"
        now, why = fields.Datetime.now(), {"closes_why": "The mails came late"}
        for vals in (
            {"closes_at": now - timedelta(hours=1), **why},
            {"closes_at": now + timedelta(days=1), **why},
            {"closes_at": False, **why},
            {"closes_at": now + timedelta(days=3)},
            {"closes_at": now + timedelta(days=3), "closes_why": "  "},
        ):
            with self.assertRaises(UserError, msg=vals):
                vote.write(vals)
        before = self.env["mail.mail"].search([])
        vote.write({"closes_at": now + timedelta(days=3), **why})
        mails = self.env["mail.mail"].search([]) - before
        self.assertIn(self.member.partner_id, mails.recipient_ids)
        self.assertIn("The mails came late", mails[0].body_html)
        unset = self.make_vote(state="open")
        with self.assertRaisesRegex(UserError, "not set"):
            unset.write({"closes_at": now + timedelta(days=3), **why})

    def test_an_end_that_has_passed_is_not_moved(self):
        now = fields.Datetime.now()
        vote = self.make_vote(closes_at=now + timedelta(minutes=1))
        vote.action_open()
        self.freeze(fields.Datetime.to_string(now + timedelta(minutes=2)))
        with self.assertRaisesRegex(UserError, "passed"):
            vote.write(
                {"closes_at": fields.Datetime.now() + timedelta(days=1), "closes_why": "Again"}
            )


class _Through(Exception):
    """A write went through: the savepoint takes it back."""
