from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.coop_shift.models.coop_booking import HELD
from odoo.addons.coop_shift.rules import booking

#: Whoever stands in and comes to one of these does not come for the other any more.
ENDED = ("cancelled", "waiting")
#: What a takeover makes of the assignment of the member replaced.
GIVEN = ("replaced", "excused", "cancelled")


class CoopAssignment(models.Model):
    """A stand-in stands for somebody until the shift is worked.

    The assignment of whoever stands in names that of the member replaced, wherever it is moved.
    When it ends before it was worked, both are back where they were: the shift is the other's
    again. The member replaced is credited when the shift was worked, not before.
    """

    _inherit = "coop.assignment"

    stands_for_id = fields.Many2one(
        "coop.assignment",
        "Stands in for",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The assignment of the member replaced.",
    )
    stand_in_ids = fields.One2many("coop.assignment", "stands_for_id", string="Stand-in")

    @api.model
    def _coop_watched(self):
        return super()._coop_watched() | {"stands_for_id"}

    @api.model
    def _coop_sealed(self):
        step = self.env._("Offer the shift, or undo the swap.")
        names = ("stands_for_id", "favour", "owed_day")
        return {**super()._coop_sealed(), **dict.fromkeys(names, step)}

    def _coop_members(self):
        """What becomes of a stand-in bears on the members replaced, too."""
        return super()._coop_members() | self._swap_replaced().member_id

    def _swap_replaced(self):
        """The assignments that these stand for, and those for which these stood in their turn."""
        found, rows = self.browse(), self.stands_for_id
        while rows - found:
            found |= rows
            rows = rows.stands_for_id
        return found

    def write(self, vals):
        ending = self.browse()
        # A write that says whom a row stands for is a change of hands, which sees to both itself.
        if vals.get("state") in ENDED and "stands_for_id" not in vals:
            ending = self.filtered("stands_for_id")
        if ending:
            first = ending._swap_replaced()
            self._swap_lock((ending | first).member_id, ending | first)
        done = super().write(vals)
        for row in ending:
            row._swap_give_back()
        return done

    def _coop_wait(self):
        """Set aside by a leave: offered no more, and whoever was replaced has the shift again."""
        super()._coop_wait()
        self._swap_close_offers()
        for row in self.filtered("stands_for_id"):
            row._swap_give_back()
            if not row.stands_for_id:
                # Somebody else has it: the end of the leave does not bring it back.
                row.write({"state": "cancelled"})

    # ------------------------------------------------------------------ both back

    def _swap_return_refusal(self, leaving=None):
        """Why the member replaced cannot be on this shift again: ``over``, ``left``, ``leave``,
        ``overlap``; empty when they can.

        :param leaving: assignments that end in the same step
        """
        self.ensure_one()
        member, shift = self.member_id, self.shift_id
        if shift.state != "planned" or shift.start <= fields.Datetime.now():
            return "over"
        if member._coop_has_left(shift.day):
            return "left"
        if member._swap_is_on_leave(shift.day):
            return "leave"
        held = self.search([("member_id", "=", member.id), ("state", "in", HELD)])
        held -= self | (leaving or self.browse())
        side = self._swap_side()
        busy = any(booking.overlap(side, row._booked_fact()) for row in held)
        return "overlap" if busy else ""

    def _swap_give_back(self):
        """This stand-in has ended: the member replaced has the shift again, and both are told.

        Where that shift is over nothing comes back, and nobody is credited with it. Whoever is on
        leave by then, or has left, is not expected; what they stood for goes back in its turn.
        """
        self.ensure_one()
        # sudo: lends whoever cancels a shift the way back of the takeover that ends with it.
        row = self.sudo()
        first = row.stands_for_id
        refusal = first._swap_return_refusal(row)
        if refusal == "over" or first.state not in GIVEN:
            return
        done = row.env["coop.swap.move"]._of_stand_in(first, row)
        members = row._coop_members()
        later = {"coop_defer_standings": True}
        row.with_context(**later).stands_for_id = False
        if refusal in ("left", "leave"):
            state = "waiting" if refusal == "leave" else "cancelled"
            first.with_context(**later).write({"state": state})
            back = first.browse()
        else:
            back = first.with_context(**later)._swap_return().with_env(row.env)
        members._coop_refresh_standings()
        row.env["coop.swap.move"]._note("stand_in", row, back, done.swap_id, undoes=done)
        done.swap_id.filtered(lambda swap: swap.state == "done")._given_back(first, bool(back))

    def _swap_take_back(self, first, swap=None):
        """The member replaced takes their shift back from whoever stands in.

        :param first: their own assignment, one of ``_swap_replaced``
        """
        row, between = self, self.browse()
        while row != first:
            between |= row
            row = row.stands_for_id
        done = self.env["coop.swap.move"]._of_stand_in(first, between[-1])
        for one in between:
            one._swap_leave()
        back = first._swap_return()
        self.env["coop.swap.move"]._note("stand_in", self, back, swap, undoes=done)
        return back

    # ------------------------------------------------------------------ cancelling

    def _cancel_booking(self):
        """:raise UserError: also when whoever stands in cannot give the shift back"""
        self._swap_raise(self._swap_promise_codes() or self._swap_exchanged().get(self.id, []))
        return super()._cancel_booking()

    def _coop_cancel_codes(self):
        exchanged = self._swap_exchanged()
        return [
            (row, codes or row._swap_promise_codes() or exchanged.get(row.id, []))
            for row, codes in super()._coop_cancel_codes()
        ]

    def _swap_exchanged(self):
        """``{id: ["exchanged"]}`` of those that were taken in exchange: somebody works the other
        shift for it, so that the member finds the next, and does not simply cancel."""
        moves = self.env["coop.swap.move"].search(
            [
                ("member_id", "in", self.member_id.ids),
                ("to_shift_id", "in", self.shift_id.ids),
            ],
            order="id",
        )
        last = {(move.member_id, move.to_shift_id): move for move in moves}
        found = {}
        for row in self:
            move = last.get((row.member_id, row.shift_id))
            if move and move.way == "exchange" and not move.undoes_id:
                found[row.id] = ["exchanged"]
        return found

    def _swap_promise_codes(self):
        """``promised`` when the one who would have the shift again cannot be on it, or when it was
        swapped on to another day: somebody else is on it."""
        if self.stands_for_id and self.stands_for_id.shift_id != self.shift_id:
            return ["promised"]
        for first in self._swap_replaced():
            refusal = first._swap_return_refusal(self)
            if refusal not in ("left", "leave"):
                return ["promised"] if refusal else []
        return []

    def _swap_move_refusals(self):
        """A stand-in is promised for a day: it is not moved to a free seat of another one."""
        codes = super()._swap_move_refusals()
        return codes or ["promised_day"] * bool(self.stands_for_id)

    def _coop_cancelled_words(self):
        if self.stands_for_id and not self._coop_ended_before():
            return self.env._(
                "Cancelled. The shift goes back to the person you stood in for; both of you are "
                "told."
            )
        return super()._coop_cancelled_words()

    @api.model
    def _booking_texts(self):
        _ = self.env._
        return {
            **super()._booking_texts(),
            "promised": _(
                "You stand in for someone who cannot take this shift back. Please offer it to the "
                "others, or ask the members' office."
            ),
            "exchanged": _(
                "You took this shift in exchange for another. Please offer it to the others, or "
                "ask the members' office."
            ),
            "promised_day": _(
                "You stand in for someone on that day. Please offer the shift to the others "
                "instead, or give it back."
            ),
            "passed_on": _(
                "You passed on a seat of this shift. Whoever stands in for you can give it back."
            ),
        }

    @api.model
    def _swap_passed_on(self, member, shift):
        """Whether the member passed a seat of this shift on and somebody stands in for them."""
        mine = self.search([("member_id", "=", member.id), ("shift_id", "=", shift.id)])
        return bool(mine.stand_in_ids.filtered(lambda row: row.state not in ENDED))


class CoopSwap(models.Model):
    _inherit = "coop.swap"

    end_reason = fields.Selection(
        selection_add=[("given_back", "Given back by who had taken it")],
    )

    def _given_back(self, first, is_expected):
        """Whoever had taken the shift does not come after all."""
        self.write({"state": "undone", "end_reason": "given_back"})
        for swap in self:
            swap._coop_notify_given_back(first, is_expected)

    def _coop_notify_given_back(self, first, is_expected):
        """Both members, and whoever coordinates the shift."""

        def make(said):
            _ = said.env._
            values = {
                "one": first.member_id._swap_first_name(),
                "other": said.taken_by_id._swap_first_name(),
                "shift": said._words(first.shift_id),
            }
            text = _("%(other)s does not stand in on %(shift)s after all.", **values)
            if is_expected:
                text += " " + _("%(one)s has this shift again, as before.", **values)
            return _("Nobody stands in any more"), text

        self._tell(self._concerned(first.shift_id), make)


class CoopSwapMove(models.Model):
    _inherit = "coop.swap.move"

    @api.model
    def _of_stand_in(self, first, row):
        """The lines of a takeover: of the member replaced, and of whoever stands in.

        :param first: the assignment of the member replaced
        :param row: that of whoever stands in, on whatever shift by now
        """
        ways = [("way", "=", "stand_in"), ("undoes_id", "=", False)]
        left = [("member_id", "=", first.member_id.id), ("from_shift_id", "=", first.shift_id.id)]
        took = [("member_id", "=", row.member_id.id), ("to_shift_id", "=", first.shift_id.id)]
        lines = self.search([*ways, *left], limit=1) | self.search([*ways, *took], limit=1)
        undone = self.search([("undoes_id", "in", lines.ids)]).undoes_id
        return lines - undone


class CoopPlanning(models.AbstractModel):
    _inherit = "coop.planning"

    @api.model
    def _owed_day(self):
        """A shift taken in exchange stands for the one first owed: it goes with that one."""
        return SQL("COALESCE(a.owed_day, s.occurrence)")
