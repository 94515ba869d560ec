from itertools import groupby

from odoo import models
from odoo.exceptions import UserError

from ..rules import tap as reading
from ..rules import timing


class CoopShift(models.Model):
    """What one tap does, kind by kind. Each handler gets the answers to fill in and returns the
    members whose standing it touched."""

    _inherit = "coop.shift"

    # ------------------------------------------------------------------ may it still be said?

    def _floor_refusal(self, moment):
        """Why nothing can be tapped on this shift at a moment; empty when it can.

        What was tapped before the shift was closed, and comes later, is taken.
        """
        if self.state == "cancelled":
            return self.env._("This shift is cancelled. Nobody need come.")
        if self.day > self.company_id._coop_today():
            return self.env._("This shift has not taken place yet.")
        closed = timing.seconds(self.closed_on) if self.closed_on else 0
        if self.state == "closed" and moment > closed:
            return self.env._(
                "The attendance is closed already. The members' office can open it again."
            )
        return ""

    def _floor_open(self, answers):
        """Refuse what can no longer be tapped; the rest goes on."""
        for answer in answers:
            refusal = self._floor_refusal(answer.moment)
            if refusal:
                answer.say("refused", refusal)
        return [answer for answer in answers if not answer.result]

    def _floor_state_refusal(self, row, state):
        """Why this cannot be said of this assignment; empty when it can."""
        if not row or row.state == "cancelled":
            return self.env._("This person is no longer on the list of this shift.")
        if row.state == "waiting":
            return self._floor_not_expected_words(row.member_id)
        if state in reading.STATES and state not in self._floor_states():
            return self.env._("The co-op's rules do not have this.")
        if state == "cancelled" and row.origin != "make_up":
            return self.env._("Only a make-up can be taken off the list.")
        if state == "expected" and self.state == "closed":
            return self.env._("The attendance is closed already.")
        return ""

    # ------------------------------------------------------------------ attendance

    def _floor_take_attendance(self, answers):
        """The last word on each person wins, whoever said it and whenever it came."""
        rows = {row.id: row for row in self.assignment_ids}
        winners = {}
        for answer in self._floor_open(answers):
            row = rows.get(answer.tap.assignment)
            refusal = self._floor_state_refusal(row, answer.tap.state)
            if refusal:
                answer.say("refused", refusal)
            elif answer.moment < row.floor_moment:
                answer.say("older", self._floor_older_words(row))
            else:
                answer.say("applied")
                winners[row] = answer
        return self._floor_record(winners)

    def _floor_older_words(self, row):
        # sudo: lends the coordinator the name of who spoke later, and nothing else of them.
        name = row.recorded_by.sudo().name or self.env._("somebody else")
        return self.env._(
            "%(who)s: “%(state)s” was said by %(name)s at %(hour)s, after you. That stays.",
            who=row.member_id.name,
            state=row._floor_state_words().get(row.state, row.state),
            hour=self._floor_hour(row.floor_moment),
            name=name,
        )

    def _floor_record(self, winners):
        """Write what holds, one statement per state.

        :param winners: ``{assignment: answer}``
        """

        def said(row):
            return winners[row].tap.state

        Assignment = self.env["coop.assignment"]
        for state, some in groupby(sorted(winners, key=said), said):
            rows = Assignment.union(*some)
            gave_seat_back = rows.filtered(lambda row: row.state == "replaced")
            rows._record(state)
            if state in reading.SEATED:
                gave_seat_back._floor_back_on_seats()
        replaced = {row: winners[row] for row in winners if said(row) == "replaced"}
        self._floor_record_stand_ins(replaced)
        for row, answer in winners.items():
            row.floor_moment = answer.moment
        return Assignment.union(*winners).member_id

    def _floor_record_stand_ins(self, replaced):
        """Who came instead. Somebody unknown is told, and the rest of the tap is kept."""
        found = self._floor_find(answer.tap.code for answer in replaced.values())
        for row, answer in replaced.items():
            member, words = found.get(answer.tap.code, (self.env["coop.member"], ""))
            if member == row.member_id:
                member, words = member.browse(), self.env._("Nobody is replaced by themselves.")
            row.replaced_by_id = member
            answer.say("applied", words)

    # ------------------------------------------------------------------ notes

    def _floor_take_note(self, answers):
        rows = {row.id: row for row in self.assignment_ids}
        for answer in answers:
            row = rows.get(answer.tap.assignment)
            if not row or row.state in ("cancelled", "waiting"):
                words = self.env._("This person is no longer on the list of this shift.")
                answer.say("refused", words)
            else:
                self._floor_write_note(row, answer)
        return self.env["coop.member"]

    def _floor_take_shift_note(self, answers):
        """Taken even when the shift is closed: nothing that was written is lost."""
        for answer in answers:
            self._floor_write_note(self, answer)
        return self.env["coop.member"]

    def _floor_write_note(self, record, answer):
        """:param record: a shift or an assignment"""
        if answer.moment < record.floor_note_moment:
            answer.say("older", self.env._("Somebody wrote another note after you."))
        else:
            text = answer.tap.text
            record.write({"floor_note": text, "floor_note_moment": answer.moment})
            answer.say("applied")

    # ------------------------------------------------------------------ closing

    def _floor_take_close(self, answers):
        for answer in answers:
            refusal = "" if self.state == "closed" else self._floor_close(answer.moment)
            answer.say("refused" if refusal else "applied", refusal)
        return self.env["coop.member"]

    def _floor_close(self, moment):
        """Close the shift at a moment.

        :return: why it cannot be closed; empty when it was
        """
        refusal = self._floor_refusal(moment)
        if not refusal:
            try:
                self.action_close()
                self.closed_on = timing.utc(moment)
            except UserError as error:
                refusal = str(error.args[0])
        return refusal
