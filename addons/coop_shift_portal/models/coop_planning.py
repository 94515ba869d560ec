from odoo import api, models


class CoopPlanning(models.AbstractModel):
    _inherit = "coop.planning"

    @api.model
    def _follow_enrollments(self, enrollments):
        """A place that was given back is offered to those who wait for it."""
        templates, roles = enrollments.template_id, enrollments.role_id
        done = super()._follow_enrollments(enrollments)
        if templates:
            # sudo: lends whoever gave a place back, or took it, the telling of those who wait for
            # it; bounded to the lists of these templates.
            self.env["coop.waiting"].sudo()._coop_offer_at(templates, roles)
        return done
