from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopLeaveAnswer(models.TransientModel):
    """Look at what leaves change, decide, and write the answer that the members read."""

    _name = "coop.leave.answer"
    _description = "Answer to leaves"

    leave_ids = fields.Many2many("coop.leave", string="Leaves")
    decision = fields.Selection(
        [("grant", "Grant it"), ("refuse", "Do not grant it")], required=True, default="grant"
    )
    words = fields.Text(
        "Answer to the member",
        compute="_compute_words",
        store=True,
        readonly=False,
        help="Sent as it is. A refusal says why, and what is possible instead.",
    )
    preview = fields.Text("What it changes", compute="_compute_preview")
    objection = fields.Boolean(compute="_compute_preview")
    anyway = fields.Boolean("Grant it although the rules do not")

    @api.depends("decision", "leave_ids")
    def _compute_words(self):
        for wizard in self:
            granted = wizard.decision == "grant"
            wizard.words = wizard._granting_words() if granted else False

    def _granting_words(self):
        """A first sentence, in the language of the member when there is one member."""
        members = self.leave_ids.member_id
        lang = members.lang if len(members) == 1 else False
        env = self.with_context(lang=lang or self.env.lang).env
        leave = self.leave_ids[:1].with_env(env)
        if len(self.leave_ids) == 1 and leave.certificate_words:
            return f"{env._('Your leave is granted.')} {leave.certificate_words}"
        return env._("Your leave is granted. We look forward to seeing you again.")

    @api.depends("leave_ids", "decision")
    def _compute_preview(self):
        for wizard in self:
            leaves = wizard.leave_ids._origin
            wizard.objection = any(leaves.mapped("objection"))
            wizard.preview = "\n\n".join(leave._coop_summary() for leave in leaves)

    def action_answer(self):
        """:raise UserError: a leave that the rules do not grant, or a refusal without a reason"""
        self.ensure_one()
        if not self.leave_ids.filtered(lambda row: row.state == "draft"):
            raise UserError(self.env._("These leaves were answered already."))
        self.leave_ids._coop_answer(self.decision == "grant", self.words, self.anyway)
        return {"type": "ir.actions.act_window_close"}
