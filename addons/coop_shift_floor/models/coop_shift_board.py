import time
from datetime import datetime

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules import said, timing


class CoopShift(models.Model):
    """What the screens show of a shift: names, photo, role and attendance, nothing else."""

    _inherit = "coop.shift"

    def floor_board(self):
        """The state of one shift for the fast entry screen.

        :return: see ``_floor_board``
        :raise AccessError: unless the user may record attendance at the desk
        """
        self.check_access("write")
        return self._floor_board()

    def _floor_board(self):
        """The state of one shift, ready for JSON.

        :return: dict with ``id``, ``title``, ``day``, ``hours``, ``state``, ``closed`` (in
            words), ``states`` (what may be said), ``note``, ``now`` (seconds, the server's
            clock) and ``people``, see ``_floor_person``
        """
        self.ensure_one()
        rows = self._floor_rows()
        otherwise = self._floor_otherwise(rows)
        return {
            "id": self.id,
            "title": self.name or self.template_id.name or "",
            "day": format_date(self.env, self.day, date_format="EEEE d MMMM"),
            "hours": self.hours,
            "state": self.state,
            "closed": self._floor_closed_words(),
            "states": self._floor_states(),
            "note": self.floor_note or "",
            "now": time.time(),
            "people": [row._floor_person(otherwise.get(row.id)) for row in rows],
        }

    def _floor_rows(self):
        """The shift's people, by role and name; make-ups last. Cancelled rows are not shown."""
        rows = self.env["coop.assignment"].search(
            Domain("shift_id", "=", self.id) & Domain("state", "!=", "cancelled")
        )
        return rows.sorted(
            lambda row: (
                row.origin == "make_up",
                not row.role_id,
                row.role_id.sequence,
                row.role_id.name or "",
                row.member_id.name or "",
                row.id,
            )
        )

    def _floor_closed_words(self):
        if self.state == "cancelled":
            return self.env._("This shift is cancelled. Nobody need come.")
        if self.state != "closed":
            return ""
        if not self.closed_on:
            return self.env._("The attendance is closed.")
        # sudo: lends the reader the name of who closed the shift, and nothing else of them.
        name = self.closed_by_id.sudo().name
        return self.env._(
            "Closed by %(name)s at %(hour)s.", name=name, hour=self._floor_hour(self.closed_on)
        )

    def _floor_hour(self, moment):
        """The local hour of a naive UTC moment, or of seconds since 1970."""
        if not isinstance(moment, datetime):
            moment = timing.utc(int(moment))
        return f"{self._local(moment):%H:%M}"

    def _floor_otherwise(self, rows):
        """What else was said of whom: ``{assignment_id: {state, by, at}}``."""
        # sudo: lends the shift's coordinators what was tapped on it; bounded to this shift.
        taps = self.env["coop.floor.tap"].sudo()
        about = {row.id: [] for row in rows}
        for tap in taps.search_fetch(
            [
                ("shift_id", "=", self.id),
                ("kind", "=", "attendance"),
                ("result", "!=", "refused"),
                ("assignment_id", "in", rows.ids),
            ],
            ["assignment_id", "value", "moment", "user_id", "device"],
        ):
            one = said.Said(tap.value, tap.moment, (tap.user_id, tap.device))
            about[tap.assignment_id.id].append(one)
        found = {row.id: said.otherwise(about[row.id], row.state) for row in rows}
        return {id_: self._floor_said(tap) for id_, tap in found.items() if tap}

    def _floor_said(self, tap):
        return {
            "state": tap.value,
            "by": tap.author[0].name,
            "at": self._floor_hour(tap.moment),
        }


class CoopAssignment(models.Model):
    _inherit = "coop.assignment"

    def _floor_person(self, otherwise=None):
        """One person as the coordinator sees them: no address, no balance, no reason of a leave.

        ``waiting`` (on leave) is shown as somebody who does not come, like everybody else.
        """
        return {
            "id": self.id,
            "name": self.member_id.name,
            "role": self.role_id.name or "",
            "state": self.state,
            "make_up": self.origin == "make_up",
            "by": self.replaced_by_id.name or "",
            "note": self.floor_note or "",
            "otherwise": otherwise or False,
        }

    @api.model
    def _floor_state_words(self):
        return dict(self._fields["state"]._description_selection(self.env))
