from odoo import fields, models
from odoo.exceptions import UserError


class CoopSwap(models.Model):
    """The office undoes a swap: everybody has the shift again that they had before it.

    Nothing is erased. Each line of the history is answered by a line that undoes it, and the
    offer keeps who had taken it.
    """

    _inherit = "coop.swap"

    def _undo_by_office(self, reason):
        """Give the shifts back, and tell both members why.

        :raise UserError: when it is not done, or when somebody cannot go back, in words
        """
        self.check_access("read")
        for swap in self:
            # sudo: lends the members' office the way back of a swap that they may read, through
            # the same steps as the swap itself; nothing else can be changed on the way.
            swap.sudo()._undo(reason)

    def _undo(self, reason):
        self.ensure_one()
        taken = self._taken_rows()
        given = self._given_rows()
        self.env["coop.assignment"]._swap_lock(
            self.member_id | self.taken_by_id, taken.union(*given.values())
        )
        self.invalidate_recordset()
        self._check_may_undo(taken)
        for row in given.values():
            self._check_may_return(row, taken)
        later = {"coop_defer_standings": True}
        promises = {row.member_id: row.stands_for_id for row in taken}
        taken.with_context(**later)._swap_leave()
        back = [
            row.with_context(**later)._swap_return(promises.get(member))
            for member, row in given.items()
        ]
        done = self._moves_to_undo()
        self.env["coop.swap.move"]._note(done[0].way, taken, back, self, undoes=done)
        self.write({"state": "undone", "end_reason": "office", "end_note": reason})
        (self.member_id | self.taken_by_id)._coop_refresh_standings()
        self._coop_notify_undone(reason)

    def _moves_to_undo(self):
        return self.move_ids.filtered(lambda move: not move.undoes_id)

    def _taken_rows(self):
        """The assignments that the swap brought about."""
        return self._rows_of(self._moves_to_undo(), "to_shift_id")

    def _given_rows(self):
        """Whose assignment was given away: ``{member: assignment}``."""
        moves = self._moves_to_undo().filtered("from_shift_id")
        return {move.member_id: self._rows_of(move, "from_shift_id") for move in moves}

    def _rows_of(self, moves, end):
        """The assignment of each move's member on one end of it."""
        found = [
            self.env["coop.assignment"].search(
                [("member_id", "=", move.member_id.id), ("shift_id", "=", move[end].id)]
            )
            for move in moves.filtered(end)
        ]
        return self.env["coop.assignment"].union(*found)

    def _check_may_undo(self, taken):
        if self.state != "done":
            raise UserError(self.env._("Only a swap that is done can be undone."))
        now = fields.Datetime.now()
        shifts = self.move_ids.from_shift_id | self.move_ids.to_shift_id
        if any(shift.start <= now or shift.state != "planned" for shift in shifts):
            raise UserError(
                self.env._(
                    "One of the shifts has begun, or is not held any more. "
                    "Correct the attendance or the counter instead."
                )
            )
        if any(row.state != "expected" for row in taken):
            raise UserError(
                self.env._(
                    "One of the shifts has changed hands again, or was cancelled. "
                    "Undo that first, or move the members by hand."
                )
            )

    def _check_may_return(self, row, leaving):
        """:raise UserError: when a member cannot be on the shift that was theirs"""
        refusal = row._swap_return_refusal(leaving)
        said = {"name": row.member_id.name, "shift": self._words(row.shift_id)}
        if refusal == "overlap":
            raise UserError(
                self.env._("%(name)s has another shift by now during %(shift)s.", **said)
            )
        if refusal == "leave":
            raise UserError(self.env._("%(name)s is on leave by now during %(shift)s.", **said))
        if refusal:
            raise UserError(self.env._("%(name)s cannot be on %(shift)s again.", **said))
