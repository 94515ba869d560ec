from odoo.http import request

from odoo.addons.account_payment.controllers.portal import PortalAccount


class JoinPayment(PortalAccount):
    """After paying, a newcomer comes back to the page of welcome instead of an invoice."""

    def _invoice_get_page_view_values(self, invoice, access_token, **kwargs):
        values = super()._invoice_get_page_view_values(invoice, access_token, **kwargs)
        # sudo: lends a visitor their own application, bounded by the secret in their session.
        applications = request.env["coop.join.request"].sudo()
        application = applications._coop_by_token(request.session.get("coop_join"))
        if application and application.subscription_id.invoice_id.id == invoice.id:
            values["landing_route"] = "/join/done"
        return values
