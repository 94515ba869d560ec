from odoo import api, fields, models


class CoopWorkContestAnswer(models.TransientModel):
    """Read what a member contests, decide, and write the answer that the member reads."""

    _name = "coop.work.contest.answer"
    _description = "Answer to a contest"

    contest_id = fields.Many2one("coop.work.contest", required=True, ondelete="cascade")
    member_id = fields.Many2one(related="contest_id.member_id")
    about = fields.Char(related="contest_id.about")
    said = fields.Text("What the member says", related="contest_id.words")
    decision = fields.Selection(
        [("accept", "Accept it"), ("refuse", "Do not accept it")],
        required=True,
        compute="_compute_decision",
        store=True,
        readonly=False,
    )
    changes = fields.Boolean(compute="_compute_changes")
    becomes = fields.Selection("_selection_becomes", "The attendance becomes")
    words = fields.Text(
        "Answer to the member",
        help="Sent as it is. It says what was done, or why not, and what is possible instead.",
    )
    to_call = fields.Boolean(compute="_compute_changes")

    @api.model
    def _selection_becomes(self):
        return self.env["coop.work.contest"]._coop_becomes()

    @api.depends("contest_id")
    def _compute_decision(self):
        """What can be accepted is; a standing for which nothing was done yet cannot."""
        for wizard in self:
            may = wizard.contest_id._coop_may_accept() if wizard.contest_id else True
            wizard.decision = "accept" if may else "refuse"

    @api.depends("contest_id")
    def _compute_changes(self):
        for wizard in self:
            contest = wizard.contest_id
            wizard.changes = bool(contest) and contest._coop_changes_attendance()
            wizard.to_call = bool(contest) and not contest.member_id.email

    def action_answer(self):
        """:raise UserError: answered already, no words, or no attendance chosen"""
        self.ensure_one()
        self.contest_id._coop_answer(self.decision == "accept", self.words, self.becomes)
        return {"type": "ir.actions.act_window_close"}
