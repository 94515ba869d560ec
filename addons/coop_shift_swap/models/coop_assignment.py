from odoo import api, fields, models
from odoo.tools import SQL

from ..rules import swap as rules

WORKED = ("present", "late")


class CoopAssignment(models.Model):
    _inherit = "coop.assignment"

    owed_day = fields.Date(
        "Stands for the shift of",
        readonly=True,
        copy=False,
        help="The day of the shift first owed, when this one was taken in exchange for it.",
    )
    favour = fields.Boolean(
        readonly=True,
        copy=False,
        help="Worked for someone else: it counts for the member replaced, not for this one.",
    )
    swap_ids = fields.One2many("coop.swap", "assignment_id", string="Offers")
    gift_ids = fields.One2many("coop.solidarity.gift", "assignment_id", string="Given")
    open_swap_id = fields.Many2one("coop.swap", "Offered", compute="_compute_open_swap_id")

    _favours = models.Index("(member_id) WHERE favour")

    @api.depends("swap_ids.state")
    def _compute_open_swap_id(self):
        found = self.env["coop.swap"].search(
            [("assignment_id", "in", self.ids), *self.env["coop.swap"]._live_domain()]
        )
        by_row = {swap.assignment_id.id: swap.id for swap in found}
        for row in self:
            row.open_swap_id = by_row.get(row.id, False)

    @api.model
    def _coop_watched(self):
        return super()._coop_watched() | {"favour"}

    def write(self, vals):
        """Whoever is not expected any more offers nothing; a withdrawn attendance is no gift."""
        done = super().write(vals)
        if vals.get("state", "expected") != "expected":
            self._swap_close_offers()
        if "state" in vals and vals["state"] not in WORKED:
            self.env["coop.solidarity.gift"]._withdraw_of(self)
        return done

    def _swap_close_offers(self):
        # sudo: lends whoever records or cancels an assignment the closing of what was offered
        # of it; bounded to these assignments.
        swaps = self.env["coop.swap"].sudo()
        offers = swaps.search([("assignment_id", "in", self.ids), ("state", "=", "open")])
        offers._close("cancelled", "gone")
        proposals = swaps.proposal_ids.search(
            [("assignment_id", "in", self.ids), ("state", "=", "open")]
        )
        proposals.write({"state": "withdrawn"})

    # ------------------------------------------------------------------ as the rules see it

    def _swap_side(self):
        """This assignment as ``rules.swap.Side``."""
        self.ensure_one()
        return self._swap_place(
            self.shift_id,
            self.role_id,
            origin=self.origin,
            state=self.state,
            owed_day=self.owed_day or None,
        )

    @api.model
    def _swap_place(self, shift, role, **vals):
        start = shift._local(shift.start).replace(tzinfo=None)
        stop = shift._local(shift.stop).replace(tzinfo=None)
        # One seat is free for whoever takes it: that of the member who gives it.
        seat = self._seat_fact(shift, role)._replace(free=1)
        return rules.Side(start, stop, id=str(shift.id), seat=seat, **vals)

    # ------------------------------------------------------------------ changing holders

    @api.model
    def _swap_lock(self, members, rows):
        """Take the locks of a change, always in the same order: members, then assignments.

        Two changes that share a member or an assignment wait for each other; the second starts
        again and sees what the first did.
        """
        self.env.flush_all()
        for table, ids in (("coop_member", members.ids), ("coop_assignment", rows.ids)):
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                    SQL.identifier(table),
                    ids,
                )
            )
        rows.invalidate_recordset()

    def _swap_duty(self):
        """What goes with the member to another shift, as values of an assignment."""
        self.ensure_one()
        own = self.origin == "enrollment"
        return {
            "origin": self.origin,
            "favour": self.favour,
            "enrollment_id": self.enrollment_id.id,
            "stands_for_id": self.stands_for_id.id,
            "owed_day": (self.owed_day or self.shift_id.day) if own else False,
        }

    def _swap_spot(self):
        """The seat itself, as values of an assignment."""
        self.ensure_one()
        return {"shift_id": self.shift_id.id, "role_id": self.role_id.id, "seat": self.seat}

    @api.model
    def _swap_put(self, member, spot, duty):
        """Put a member on a seat. The row of someone who was on this shift before is used again."""
        values = {
            **spot,
            **duty,
            "state": "expected",
            "booked_on": fields.Datetime.now(),
            "replaced_by_id": False,
            "warned_on": False,
            "warned_note": False,
        }
        row = self.search([("member_id", "=", member.id), ("shift_id", "=", spot["shift_id"])])
        if row:
            row.write(values)
        else:
            row = self.create({"member_id": member.id, **values})
        row.flush_recordset()
        return row

    def _swap_leave(self, state="cancelled", **vals):
        """Free the seats of these assignments; the rows stay, so that nobody is planned again.
        Whom they stood for goes along with the duty."""
        self.write({"state": state, "seat": 0, "stands_for_id": False, **vals})
        self.flush_recordset()

    def _swap_return(self, stands_for=None):
        """Put the member back on the seat that they gave away: a free number of it, else none.

        :param stands_for: for whom they stood on the shift that they leave for it
        """
        self.ensure_one()
        free = self.shift_id._free_seat_numbers(self.role_id)
        spot = {**self._swap_spot(), "seat": free[0] if free else 0}
        owed_day = self.owed_day if self.owed_day != self.shift_id.day else False
        duty = {
            "origin": self.origin,
            "favour": self.favour,
            "enrollment_id": self.enrollment_id.id,
            "stands_for_id": (stands_for or self.stands_for_id).id,
            "owed_day": owed_day,
        }
        said = {"warned_on": self.warned_on, "warned_note": self.warned_note}
        row = self._swap_put(self.member_id, spot, duty)
        # Whoever had said that they cannot come still cannot: the coordinator goes on knowing.
        row.write(said)
        return row
