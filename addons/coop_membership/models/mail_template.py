from odoo import models


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def _coop_without_missing_pdf(self):
        """This template, without its PDFs on a server that cannot make any.

        The mail says where the same document is on the portal, so it is worth sending without.
        """
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() != "install":
            return self
        return self.new(origin=self, values={"report_template_ids": [(5,)]})
