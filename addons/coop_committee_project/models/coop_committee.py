from odoo import api, fields, models


class CoopCommittee(models.Model):
    """The project in which a committee plans its work. A task that is done counts no hours."""

    _inherit = "coop.committee"

    project_id = fields.Many2one(
        "project.project",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        help="Those who sit in the committee follow the project.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        committees = super().create(vals_list)
        committees._project_follow()
        return committees

    def write(self, vals):
        done = super().write(vals)
        if "project_id" in vals:
            self._project_follow()
        return done

    def _project_follow(self):
        """Whoever sits in the committees today or later becomes a follower of their project."""
        day = self.env.company._coop_today()
        # sudo: lends whoever keeps the committees the subscription of those who sit there to the
        # committee's own project; bounded to them.
        for committee in self.sudo().filtered("project_id"):
            seats = committee.seat_ids.filtered(lambda row: not row.date_to or row.date_to >= day)
            committee.project_id.message_subscribe(seats.member_id.partner_id.ids)
