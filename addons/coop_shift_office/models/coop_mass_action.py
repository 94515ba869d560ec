from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Members treated in one request: each request commits, so the screen can show how far it is.
STEP = 50
#: Whatever changes one of these makes the preview worthless.
CHOICES = {
    "kind",
    "company_id",
    "date",
    "date_to",
    "template_id",
    "role_id",
    "leave_type_id",
    "counter",
    "amount",
    "reason",
}


class CoopMassAction(models.Model):
    """One thing done to many members: chosen, looked at, then applied in steps.

    Each line is applied once, whatever happens to the browser meanwhile: what is left can be
    applied later.
    """

    _name = "coop.mass.action"
    _description = "Action on many members"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("move", "Move to another shift"),
            ("enroll", "Enroll on a shift"),
            ("end", "End the enrollments"),
            ("extension", "Give more time"),
            ("leave", "Grant a leave"),
            ("correction", "Correct a counter"),
            ("waiting", "Put on a waiting list"),
        ],
        "What to do",
        required=True,
        default="move",
    )
    state = fields.Selection(
        [
            ("draft", "To look at"),
            ("ready", "Looked at"),
            ("running", "Under way"),
            ("done", "Done"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    date = fields.Date("From", default=lambda self: self._default_date())
    date_to = fields.Date("Last day")
    template_id = fields.Many2one(
        "coop.shift.template", "To the shift", index="btree_not_null", ondelete="cascade"
    )
    role_id = fields.Many2one("coop.shift.role", "As", index="btree_not_null", ondelete="cascade")
    leave_type_id = fields.Many2one(
        "coop.leave.type", "Leave", index="btree_not_null", ondelete="cascade"
    )
    counter = fields.Selection("_selection_counter")
    amount = fields.Float(help="Added to the counter; negative: taken from it.")
    reason = fields.Char(help="Kept with each change, for whoever asks later why.")
    everyone = fields.Boolean(
        "Only if everyone can", help="When one member cannot, nobody changes."
    )
    line_ids = fields.One2many("coop.mass.action.line", "action_id", string="Members")
    chosen_count = fields.Integer("Chosen", compute="_compute_counts")
    possible_count = fields.Integer("Can change", compute="_compute_counts")
    refused_count = fields.Integer("Cannot change", compute="_compute_counts")
    done_count = fields.Integer("Changed", compute="_compute_counts")

    @api.model
    def _selection_counter(self):
        return self.env["coop.work.policy"]._counters(self.env.company)

    @api.model
    def _default_date(self):
        return fields.Date.add(self.env.company._coop_today(), days=1)

    @api.depends("kind", "create_date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for action in self:
            action.display_name = kinds.get(action.kind, "")

    @api.depends("line_ids.state")
    def _compute_counts(self):
        counts = {}
        for action, state, count in self.env["coop.mass.action.line"]._read_group(
            [("action_id", "in", self.ids)], ["action_id", "state"], ["__count"]
        ):
            counts[action.id, state] = count
        for action in self:
            found = {s: counts.get((action.id, s), 0) for s in ("possible", "refused", "done")}
            action.possible_count = found["possible"]
            action.refused_count = found["refused"]
            action.done_count = found["done"]
            action.chosen_count = sum(found.values()) + counts.get((action.id, "chosen"), 0)

    @api.constrains("template_id", "role_id", "company_id")
    def _check_company(self):
        for action in self:
            others = (action.template_id.company_id | action.role_id.company_id) - action.company_id
            if others:
                raise ValidationError(self.env._("The shift belongs to another co-op."))

    # ------------------------------------------------------------------ choosing

    @api.model
    def _coop_open(self, members=None, places=None):
        """A new action on chosen members, or on chosen enrollments, opened on the screen.

        :raise UserError: when nobody is chosen, or they are of several co-ops
        """
        chosen = places or members
        if not chosen:
            raise UserError(self.env._("Choose members in the list first."))
        if len(chosen.company_id) > 1:
            raise UserError(self.env._("Choose members of one co-op at a time."))
        action = self.create(
            {
                "company_id": chosen.company_id.id,
                "line_ids": [
                    fields.Command.create(
                        {
                            "member_id": row.member_id.id if places else row.id,
                            "enrollment_id": row.id if places else False,
                        }
                    )
                    for row in chosen
                ],
            }
        )
        return action._coop_show()

    def _coop_show(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def write(self, vals):
        changed = CHOICES & vals.keys()
        if changed and any(action.state in ("running", "done") for action in self):
            raise UserError(
                self.env._("This was begun already. Choose the members again for something else.")
            )
        done = super().write(vals)
        if changed:
            self._forget_preview()
        return done

    def _forget_preview(self):
        lines = self.line_ids.filtered(lambda line: line.state != "chosen")
        if lines:
            lines.write({"state": "chosen", "outcome": False})
        ready = self.filtered(lambda action: action.state == "ready")
        if ready:
            ready.state = "draft"

    # ------------------------------------------------------------------ looking

    def _handler(self):
        """The model that knows this kind of action: see ``coop.mass.kind``."""
        self.ensure_one()
        return self.env[f"coop.mass.{self.kind}"]

    def _repeated(self):
        """The lines of members who have an earlier line in this action."""
        first = {}
        for line in self.line_ids.sorted("id"):
            first.setdefault(line.member_id, line)
        return self.line_ids.filtered(lambda line: first[line.member_id] != line)

    def action_preview(self):
        """Say of each member what would change, or why nothing can; change nothing else.

        :raise UserError: when the choice is incomplete, or not the user's to make
        """
        self.ensure_one()
        handler = self._handler()
        handler._check(self)
        lines = self.line_ids.filtered(lambda line: line.state != "done")
        lines._note(handler._find(self, lines))
        if self.state == "draft":
            self.state = "ready"
        return True

    # ------------------------------------------------------------------ applying

    def apply_next(self):
        """Apply to the next members; to be called again until ``left`` is 0.

        :return: ``{done, left, refused}``: members changed so far, to come, and who cannot
        :raise UserError: when it was not looked at first; when everyone must be able and someone
            is not
        """
        self.ensure_one()
        self.check_access("write")
        if not self.try_lock_for_update():
            raise UserError(self.env._("Someone else is applying this at this moment."))
        if self.state == "draft":
            raise UserError(self.env._("Look at the preview first."))
        self._apply(self._next_lines())
        return self._progress()

    def _next_lines(self):
        if self.everyone and self.state == "ready" and self.refused_count:
            raise UserError(
                self.env._(
                    "%(count)s members cannot change, and you asked for everyone or nobody. Take "
                    "them out of the list, or untick “Only if everyone can”.",
                    count=self.refused_count,
                )
            )
        limit = None if self.everyone else STEP
        return self.env["coop.mass.action.line"].search(
            [("action_id", "=", self.id), ("state", "=", "possible")], limit=limit
        )

    def _apply(self, lines):
        handler = self._handler()
        handler._check(self)
        outcomes = handler._find(self, lines)
        able = lines.filtered(lambda line: outcomes[line].possible)
        if self.everyone and able != lines:
            raise UserError(self.env._("Someone cannot change any more. Look at it again."))
        (lines - able)._note(outcomes)
        if able:
            handler._apply(self, able, outcomes)
            able._note_done(outcomes)
        left = self.line_ids.filtered(lambda line: line.state == "possible")
        self.state = "running" if left else "done"

    def _progress(self):
        self.invalidate_recordset(["done_count", "possible_count", "refused_count"])
        return {
            "done": self.done_count,
            "left": self.possible_count,
            "refused": self.refused_count,
        }
