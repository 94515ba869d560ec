from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class CoopVoteCall(models.Model):
    """What a teller heard when a name was called. Two tellers listen, each under their own login;
    the vote counts as soon as both have heard the same."""

    _name = "coop.vote.call"
    _description = "Answer to a call by name"
    _log_access = False

    right_id = fields.Many2one("coop.vote.right", required=True, ondelete="cascade")
    teller_id = fields.Many2one("res.users", required=True, index=True, ondelete="restrict")
    choice = fields.Char(required=True)

    _one_each = models.Constraint(
        "UNIQUE(right_id, teller_id)", "A teller notes one answer for each name."
    )

    def _hear(self, right, choice):
        """The current user heard a choice when a name was called; again replaces it.

        :return: "agreed", "waits" (for the second teller) or "differs"
        :raise UserError: no names are called in this vote now, or the right was used already
        """
        vote = right.vote_id
        vote.check_access("write")
        vote._check_calls_names()
        vote._check_choice(choice)
        self._lock_for_call(right)
        proxy = vote._proxy_for(right)
        self._note(right, choice)
        # sudo: lends two tellers the comparison of what they noted, who see only their own.
        heard = self.sudo().search([("right_id", "=", right.id)])
        if len(set(heard.mapped("choice"))) > 1:
            return "differs"
        if len(heard) < 2:
            return "waits"
        own = not proxy and vote.assembly_id
        # sudo: lends two tellers who agree the vote of the member whose name they called.
        right.sudo()._sign_and_fill(choice, "call", own and own.id)
        return "agreed"

    def _lock_for_call(self, right):
        """Keep the vote as it is; what was called before the closing may be settled after it."""
        # sudo: lends a teller whether this name was called before the closing.
        called = self.sudo().search_count([("right_id", "=", right.id)])
        if right.vote_id.state == "closed" and called:
            right.vote_id._lock_for_tellers()
        else:
            right.vote_id._lock_for_cast()

    def _note(self, right, choice):
        """Write it down. The right is written too, so that of two tellers at the same moment the
        second one sees the first."""
        self.env.cr.execute(
            SQL(
                """WITH free AS (UPDATE coop_vote_right SET receipt = receipt
                                  WHERE id = %(right)s AND exclusion IS NULL AND %(able)s
                                    AND COALESCE(used_via, 'call') = 'call' RETURNING id)
                   INSERT INTO coop_vote_call (right_id, teller_id, choice)
                   SELECT id, %(teller)s, %(choice)s FROM free
              ON CONFLICT (right_id, teller_id) DO UPDATE SET choice = EXCLUDED.choice
                RETURNING id""",
                right=right.id,
                teller=self.env.uid,
                choice=choice,
                able=right._able(),
            )
        )
        if not self.env.cr.rowcount:
            raise UserError(right._why_not())
        self.invalidate_model()


class CoopVoteRight(models.Model):
    _inherit = "coop.vote.right"

    used_via = fields.Selection(selection_add=[("call", "When called by name")])
    call_ids = fields.One2many("coop.vote.call", "right_id", string="Heard by the tellers")


class CoopVote(models.Model):
    _inherit = "coop.vote"

    def action_call(self):
        """The page on which a teller notes what is answered to each name."""
        self._check_calls_names()
        return {"type": "ir.actions.act_url", "url": f"/coop/vote/{self.id}/call", "target": "new"}

    def _check_calls_names(self):
        if self.secret or not self.room or self.method != "resolution":
            raise UserError(
                self.env._(
                    "Names are called in open votes with yes, no or abstention that are «also in "
                    "the room». This one is secret, or is not voted in the room."
                )
            )
        if self.state in ("counted", "withdrawn"):
            raise UserError(self.env._("This vote is over: names are called before the count."))
        if self.state not in ("open", "closed") or self.assembly_id.state != "open":
            raise UserError(self.env._("Open the session and the vote, then call the names."))

    def _called(self):
        """The rights called by name: of those in the room and of their mandates, by number.

        :return: pairs of a right and the proxy by which it is used, empty for one's own
        """
        proxies = self._room_proxies()
        here = self._in_room()
        givers = {proxy.giver_id: proxy for proxy in proxies}
        # sudo: lends the assembly office the lines of the roll of those in the room.
        rights = self.env["coop.vote.right"].sudo()
        who = Domain("member_id", "in", (here | proxies.giver_id).ids)
        mine = Domain("vote_id", "=", self.id) & Domain("exclusion", "=", False)
        lines = rights.search(mine & who & Domain("used_via", "in", [False, "call"]))
        able = lines.member_id._coop_able_to_vote(self.company_id._coop_today())
        lines = lines.filtered(lambda line: line.member_id in able)
        nobody = self.env["coop.proxy"]
        return [
            (line, nobody if line.member_id in here else givers[line.member_id])
            for line in lines.sorted(lambda line: line.member_id.number)
        ]

    def _heard(self, lines):
        """How far the call of these lines of the roll is: line → (my choice, state), the state one
        of "" (not called), "waits", "differs" and "agreed"."""
        # sudo: lends a teller whether the other one noted the same, never what.
        calls = self.env["coop.vote.call"].sudo().search([("right_id", "in", lines.ids)])
        told = {}
        for line, heard in calls.grouped("right_id").items():
            mine = heard.filtered(lambda call: call.teller_id == self.env.user)
            agreed = "agreed" if len(set(heard.mapped("choice"))) == 1 else "differs"
            told[line] = (mine.choice, agreed if len(heard) > 1 else "waits")
        return told

    def _in_room(self):
        """The members in the room who have a vote today."""
        domain = [("assembly_id", "=", self.assembly_id.id), ("state", "=", "present")]
        # sudo: lends the assembly office who is in the room of its assembly.
        here = self.env["coop.assembly.presence"].sudo().search(domain).member_id
        return here._coop_able_to_vote(self.company_id._coop_today())

    def _room_proxies(self):
        """The accepted proxies whose holder is in the room."""
        domain = Domain("assembly_id", "=", self.assembly_id.id) & Domain("state", "=", "accepted")
        here = Domain("holder_id", "in", self._in_room().ids)
        # sudo: lends the assembly office the mandates of those in the room of its assembly.
        return self.env["coop.proxy"].sudo().search(domain & here)

    def _proxy_for(self, right):
        """The proxy by which a right is used in the room, locked; empty for one's own.

        :raise UserError: neither the member nor their holder is in the room
        """
        if right.member_id in self._in_room():
            return self.env["coop.proxy"]
        proxy = self._room_proxies().filtered(lambda one: one.giver_id == right.member_id)
        if not proxy:
            raise UserError(
                self.env._(
                    "%(name)s is not in the room. Check in first.", name=right.member_id.name
                )
            )
        proxy._lock_for_cast(right)
        return proxy

    def _check_tellers(self):
        self._check_calls()
        return super()._check_tellers()

    def _check_calls(self):
        """Every name that was called was heard alike by two tellers."""
        query = SQL(
            """SELECT line.id
                 FROM coop_vote_call heard JOIN coop_vote_right line ON line.id = heard.right_id
                WHERE line.vote_id = %s
                  AND (line.used_via = 'call' OR line.used_via IS NULL AND %s)
             GROUP BY line.id HAVING count(*) < 2 OR count(DISTINCT heard.choice) > 1""",
            self.id,
            self.right_ids[:1]._able("line.member_id"),
        )
        self.env["coop.vote.call"].flush_model()
        ids = [number for (number,) in self.env.execute_query(query)]
        if ids:
            # sudo: lends the tellers the names that they have to call again.
            rights = self.env["coop.vote.right"].sudo().browse(ids)
            raise UserError(
                self.env._(
                    "The tellers did not note the same for: %(names)s. Ask them again, and let "
                    "both tellers note the answer.",
                    names=", ".join(rights.member_id.mapped("name")),
                )
            )
