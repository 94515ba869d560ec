from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    coop_mails = fields.Boolean(related="company_id.coop_mails", readonly=False)
    coop_mail_reminder_days = fields.Integer(
        related="company_id.coop_mail_reminder_days", readonly=False
    )
