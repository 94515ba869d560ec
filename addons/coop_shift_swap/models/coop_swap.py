from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

#: A word to the others is short: it is read on a phone.
NOTE_LENGTH = 200


class CoopSwap(models.Model):
    """A member offers a shift: against another one, or to whoever stands in.

    An offer ends by itself at the start of the shift; nothing need run for it. Only ``state`` is
    stored; whether it can still be taken is derived from it, the shift and the assignment.
    """

    _name = "coop.swap"
    _description = "Offered shift"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "shift_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    member_id = fields.Many2one(
        "coop.member", "Offered by", required=True, index=True, ondelete="restrict"
    )
    assignment_id = fields.Many2one("coop.assignment", index=True, ondelete="set null")
    shift_id = fields.Many2one("coop.shift", required=True, index=True, ondelete="restrict")
    role_id = fields.Many2one("coop.shift.role", ondelete="restrict")
    kind = fields.Selection(
        [("swap", "Swap"), ("stand_in", "Stand-in")],
        "Looks for",
        required=True,
        default="swap",
    )
    to_member_id = fields.Many2one(
        "coop.member",
        "Asked by name",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: everybody may answer.",
    )
    note = fields.Char(size=NOTE_LENGTH)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
            ("undone", "Undone"),
        ],
        required=True,
        default="open",
        tracking=True,
    )
    is_live = fields.Boolean("Can be taken", compute="_compute_is_live", search="_search_is_live")
    end_reason = fields.Selection(
        [
            ("withdrawn", "Withdrawn"),
            ("declined", "Declined by the person asked"),
            ("gone", "The shift was cancelled or recorded"),
            ("office", "Ended by the members' office"),
            ("left", "The person asked is no longer a member"),
        ],
        readonly=True,
    )
    end_note = fields.Char("Reason", readonly=True, tracking=True)
    closed_on = fields.Datetime(readonly=True)
    taken_by_id = fields.Many2one(
        "coop.member", "Taken by", index="btree_not_null", ondelete="restrict", tracking=True
    )
    proposal_ids = fields.One2many("coop.swap.proposal", "swap_id", string="Shifts proposed")
    move_ids = fields.One2many("coop.swap.move", "swap_id", string="What changed")

    _one_open = models.UniqueIndex(
        "(assignment_id) WHERE state = 'open'", "You offer this shift already."
    )
    _taken_when_done = models.Constraint(
        "CHECK((state IN ('done', 'undone')) = (taken_by_id IS NOT NULL))",
        "An offer that was taken names who took it.",
    )
    _not_to_oneself = models.Constraint(
        "CHECK(to_member_id IS NULL OR to_member_id <> member_id)",
        "You cannot ask yourself.",
    )

    # ------------------------------------------------------------------ what can still be taken

    @api.model
    def _live_domain(self):
        """Domain: offers that can be taken now."""
        return [
            ("state", "=", "open"),
            ("shift_id.start", ">", fields.Datetime.now()),
            ("shift_id.state", "=", "planned"),
            ("assignment_id.state", "=", "expected"),
        ]

    @api.depends("state", "shift_id.start", "shift_id.state", "assignment_id.state")
    def _compute_is_live(self):
        now = fields.Datetime.now()
        for swap in self:
            swap.is_live = (
                swap.state == "open"
                and swap.shift_id.start > now
                and swap.shift_id.state == "planned"
                and swap.assignment_id.state == "expected"
            )

    def _search_is_live(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._live_domain()

    @api.model
    def _offered_to(self, member):
        """Domain: what a member may see and take: open offers and those that name them."""
        return [
            *self._live_domain(),
            ("company_id", "=", member.company_id.id),
            ("member_id", "!=", member.id),
            "|",
            ("to_member_id", "=", False),
            ("to_member_id", "=", member.id),
        ]

    def _lock_live(self):
        """Take the offer's lock.

        :raise UserError: when it can no longer be taken
        """
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT id FROM coop_swap WHERE id = %s FOR UPDATE", self.id))
        self.invalidate_recordset()
        if self.state == "done":
            raise UserError(self.env._("This offer is no longer open: someone was quicker."))
        if not self.is_live:
            raise UserError(self.env._("This offer is no longer open."))

    # ------------------------------------------------------------------ what members do

    @api.model
    def _offer(self, assignment, kind="swap", to_member=None, note=None):
        """Offer a shift to everybody, or to one member by name.

        :return: the offer; the same one when it stands already
        :raise UserError: when the shift cannot be offered, in words
        """
        assignment._swap_lock(assignment.member_id, assignment)
        assignment._swap_check_offer(stand_in=kind == "stand_in")
        self._check_asked(assignment, to_member)
        known = self.search([("assignment_id", "=", assignment.id), ("state", "=", "open")])
        if known:
            raise UserError(self.env._("You offer this shift already."))
        values = self._offer_vals(assignment, kind, to_member, note)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                swap = self.with_context(mail_create_nosubscribe=True).create(values)
                swap.flush_recordset()
        except UniqueViolation as error:
            raise UserError(self.env._("You offer this shift already.")) from error
        swap._coop_notify_offered()
        return swap

    @api.model
    def _offer_vals(self, assignment, kind, to_member, note):
        return {
            "company_id": assignment.company_id.id,
            "member_id": assignment.member_id.id,
            "assignment_id": assignment.id,
            "shift_id": assignment.shift_id.id,
            "role_id": assignment.role_id.id,
            "kind": kind,
            "to_member_id": to_member.id if to_member else False,
            "note": (note or "").strip()[:NOTE_LENGTH] or False,
        }

    @api.model
    def _check_asked(self, assignment, to_member):
        """:raise UserError: when the person named cannot be asked"""
        if not to_member:
            return
        if to_member == assignment.member_id:
            raise UserError(self.env._("You cannot ask yourself."))
        today = assignment.company_id._coop_today()
        gone = not to_member.joined_on or (to_member.left_on and to_member.left_on <= today)
        if gone or to_member.company_id != assignment.company_id:
            raise UserError(
                self.env._("No member has this number. Please look at it again, or ask everybody.")
            )

    def _propose(self, assignment):
        """Propose one's own shift in exchange; the member who offers decides.

        :return: the proposal; the same one when it stands already
        :raise UserError: when the exchange is not possible, in words
        """
        assignment._swap_lock(self.member_id | assignment.member_id, assignment)
        self._lock_live()
        self._check_may_see(assignment.member_id)
        known = self.proposal_ids.filtered(
            lambda row: row.state == "open" and row.assignment_id == assignment
        )
        if known:
            return known
        assignment._swap_check_offer()
        member = assignment.member_id
        self.assignment_id._swap_check_take(member, assignment)
        assignment._swap_check_take(self.member_id, self.assignment_id, member)
        proposal = self.proposal_ids.create(
            {
                "swap_id": self.id,
                "member_id": member.id,
                "assignment_id": assignment.id,
                "shift_id": assignment.shift_id.id,
                "role_id": assignment.role_id.id,
            }
        )
        self._coop_notify_proposed(proposal)
        return proposal

    def _check_may_see(self, member):
        """:raise UserError: when the offer names somebody else"""
        if self.to_member_id and self.to_member_id != member:
            raise UserError(self.env._("This offer is no longer open."))

    def _accept(self, proposal):
        """The member who offers accepts a shift proposed: the two change hands.

        Accepting the same proposal again changes nothing.
        """
        self.ensure_one()
        if self.state == "done" and proposal.state == "accepted":
            return
        self.assignment_id._swap_lock(
            self.member_id | proposal.member_id, self.assignment_id | proposal.assignment_id
        )
        self._lock_live()
        if proposal.swap_id != self or not proposal.is_live:
            raise UserError(self.env._("This proposal is no longer open."))
        # Before the exchange: it closes whatever else was offered of either shift.
        self._finish(proposal.member_id)
        proposal.state = "accepted"
        self.assignment_id._swap_exchange(proposal.assignment_id, self, self.member_id)
        self._coop_notify_done(proposal)

    def _take_over(self, member):
        """Stand in for the member who offers. The first one gets it; again changes nothing."""
        self.ensure_one()
        if self.state == "done" and self.taken_by_id == member:
            return
        if self.kind != "stand_in":
            raise UserError(self.env._("This shift is offered against another one only."))
        self.assignment_id._swap_lock(self.member_id | member, self.assignment_id)
        self._lock_live()
        self._check_may_see(member)
        self._finish(member)
        self.assignment_id._swap_stand_in(member, self)
        self._coop_notify_done()

    def _finish(self, member):
        self.write({"state": "done", "taken_by_id": member.id, "closed_on": fields.Datetime.now()})
        others = self.proposal_ids.filtered(lambda row: row.state == "open")
        others.filtered(lambda row: row.member_id != member).write({"state": "refused"})

    def _decline(self, member):
        """The person asked by name says no."""
        self.ensure_one()
        if self.to_member_id == member and self.state == "open":
            self._close("cancelled", "declined")
            self._coop_notify_declined()

    # ------------------------------------------------------------------ ending

    @api.model
    def _coop_end_asked(self, members):
        """Whoever has left is asked no more; the member who asked is told, as after a no."""
        asked = self.search([("to_member_id", "in", members.ids), ("state", "=", "open")])
        asked._close("cancelled", "left")
        for swap in asked.filtered(lambda one: one.shift_id.start > fields.Datetime.now()):
            swap._coop_notify_declined()

    def _withdraw(self):
        """The member who offers takes the offer back; again changes nothing."""
        self.filtered(lambda swap: swap.state == "open")._close("cancelled", "withdrawn")

    def _close(self, state, reason, note=None):
        if not self:
            return
        self.write(
            {
                "state": state,
                "end_reason": reason,
                "end_note": note,
                "closed_on": fields.Datetime.now(),
            }
        )
        self.proposal_ids.filtered(lambda row: row.state == "open").write({"state": "refused"})

    def _cancel_by_office(self, reason):
        """The office ends offers that are open, with a reason that the member is told."""
        self.check_access("read")
        # sudo: lends the members' office the closing of an offer, which nobody edits by hand;
        # bounded to offers that they may read.
        offers = self.sudo().filtered(lambda swap: swap.state == "open")
        if len(offers) < len(self):
            raise UserError(
                self.env._("Only offers that are open can be cancelled. Reload the list.")
            )
        offers._close("cancelled", "office", reason)
        for offer in offers:
            offer._coop_notify_cancelled(reason)
