from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """The texts of the public pages' JavaScript are translated too."""
        return [*super()._get_translation_frontend_modules_name(), "coop_campaign"]
