from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        if endpoint.routing["type"] == "http":
            cls._coop_drop_nuls()
        return super()._dispatch(endpoint)

    @classmethod
    def _coop_drop_nuls(cls):
        """A NUL in a field of a form is no letter of what somebody wrote, and the database knows
        no text that holds one. What is a part of the address stays: it is not found."""
        sent = {**request.httprequest.args, **request.httprequest.form}
        for name, value in request.params.items():
            if isinstance(value, str) and "\x00" in value and sent.get(name) == value:
                request.params[name] = value.replace("\x00", "")
