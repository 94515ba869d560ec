import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.coop_membership.models.coop_card import barcode_svg
from odoo.addons.coop_shift.models.coop_assignment import SEATED

from ..rules import right, sheet_code
from ..rules.tap import STATES


class CoopShift(models.Model):
    """Who runs a shift, and what its coordinator leaves behind."""

    _inherit = "coop.shift"

    substitute_ids = fields.Many2many(
        "coop.member",
        "coop_shift_substitute_rel",
        string="Coordinates instead",
        help="Members who run this one shift, besides the template's coordinators.",
    )
    floor_coordinator_ids = fields.Many2many(
        "coop.member", compute="_compute_floor_coordinator_ids", string="Coordinated by"
    )
    floor_note = fields.Text("Notes on the shift", copy=False)
    floor_note_moment = fields.Float(digits=(16, 3), copy=False, aggregator=False, readonly=True)
    floor_revision = fields.Integer(copy=False, readonly=True, help="One message at a time.")
    closed_on = fields.Datetime("Closed at", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, copy=False)
    tap_ids = fields.One2many("coop.floor.tap", "shift_id", string="Said on the shop floor")
    sheet_code = fields.Char("Code of the sheet", compute="_compute_sheet_code")

    def _compute_sheet_code(self):
        for shift in self:
            shift.sheet_code = shift.id and sheet_code.code(shift.id)

    def _floor_sheet_barcode(self):
        """The barcode of the sheet's code, as a base64 SVG."""
        return base64.b64encode(barcode_svg(self.sheet_code).encode())

    @api.depends("template_id.coordinator_ids", "substitute_ids", "start", "assignment_ids.state")
    def _compute_floor_coordinator_ids(self):
        lines = self.env["coop.shift.coordinator"].search(
            [("template_id", "in", self.template_id.ids)]
        )
        by_role = self._floor_by_role(Domain.TRUE)
        for shift in self:
            named = lines.filtered(lambda line, shift=shift: shift._floor_line_holds(line))
            here = by_role.filtered(lambda row, shift=shift: row.shift_id == shift)
            people = named.member_id | shift.substitute_ids | here.member_id
            shift.floor_coordinator_ids = people.filtered(
                lambda member, shift=shift: not member._coop_has_left(shift.day)
            )

    def _floor_line_holds(self, line):
        same = line.template_id == self.template_id
        return same and right.holds(line.date_from, line.date_to, self.day)

    def _floor_by_role(self, domain):
        """Assignments of those who hold a coordinating role on these shifts."""
        mine = Domain("shift_id", "in", self.ids) & Domain("role_id.coordinates", "=", True)
        return self.env["coop.assignment"].search(mine & Domain("state", "in", SEATED) & domain)

    # ------------------------------------------------------------------ the right

    @api.model
    def _floor_own(self, member):
        """The shifts that a member runs and that are near enough, soonest first.

        A right comes from the template's coordinators, from a substitution on the shift, or from
        a coordinating role held on it. Whoever is no member today has none.

        :param member: ``coop.member``, empty or one, as ``_coop_current`` gives it
        """
        if not member or not member.is_member:
            return self.browse()
        # sudo: lends a member the finding of shifts; bounded to those that are theirs to run.
        return self.sudo()._floor_near(member)._floor_run_by(member)

    @api.model
    def _floor_near(self, member):
        """Shifts of the days in sight on which the member may have a right."""
        now = fields.Datetime.now()
        own = (
            Domain("substitute_ids", "in", member.ids)
            | Domain("template_id.coordinator_ids.member_id", "in", member.ids)
            | Domain("assignment_ids", "any", self._floor_role_domain(member))
        )
        near = [
            ("company_id", "=", member.company_id.id),
            ("start", ">=", now - timedelta(days=right.DAYS_AFTER + 2)),
            ("start", "<=", now + timedelta(days=right.DAYS_BEFORE + 2)),
        ]
        today = member.company_id._coop_today()
        found = self.search(own & Domain(near), order="start, id")
        return found.filtered(lambda shift: right.in_sight(shift.day, today))

    @api.model
    def _floor_role_domain(self, member):
        return (
            Domain("member_id", "in", member.ids)
            & Domain("role_id.coordinates", "=", True)
            & Domain("state", "in", SEATED)
        )

    def _floor_run_by(self, member):
        lines = member.coordinator_line_ids
        by_role = self._floor_by_role(Domain("member_id", "in", member.ids)).shift_id
        return self.filtered(
            lambda shift: (
                shift in by_role
                or member in shift.substitute_ids
                or any(shift._floor_line_holds(line) for line in lines)
            )
        )

    def _floor_current(self):
        """The shift that is on, else the next one, else the last one; empty when there is none."""
        now = fields.Datetime.now()
        to_come = self.filtered(lambda shift: shift.stop >= now and shift.state != "cancelled")
        return to_come[:1] or self[-1:]

    def _coop_coordinator_partners(self):
        """The coordinators are told first; the office, as always, too."""
        # sudo: lends whoever has news of this shift the partners of those who run it.
        coordinators = self.sudo().floor_coordinator_ids.partner_id
        return coordinators.with_env(self.env) | super()._coop_coordinator_partners()

    # ------------------------------------------------------------------ closing

    def _floor_states(self):
        """What may be said of somebody under the rules of the shift's day, in order."""
        self.ensure_one()
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        if not history or not self.day:
            return ()
        kinds = {kind for regime in history.on(self.day).regimes.values() for kind in regime.kinds}
        return tuple(state for state in STATES if state in kinds)

    def action_close(self):
        done = super().action_close()
        self.write({"closed_on": fields.Datetime.now(), "closed_by_id": self.env.uid})
        return done

    def action_reopen(self):
        done = super().action_reopen()
        self.write({"closed_on": False, "closed_by_id": False})
        return done

    def action_fast_entry(self):
        """The screen for the paper sheet."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "coop_shift_floor.fast_entry",
            "name": self.env._("Attendance: %s", self.display_name),
            "params": {"shift_id": self.id},
        }

    def action_add_make_up(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a make-up"),
            "res_model": "coop.make.up.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_shift_id": self.id},
        }
