from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.coop_membership.controllers.portal import CoopPortal

from .forms import read_numbers


class MoreShares(CoopPortal):
    """A member takes more shares on the portal. Somebody who left comes back at the office, which
    records their subscription; they pay it like any other."""

    def _coop_page_values(self):
        values = super()._coop_page_values()
        member = values["member"]
        # sudo: lends a member the knowledge that the co-op chose its accounts.
        company = member.company_id.sudo()
        ready = (
            member
            and not member._coop_former()
            and company._coop_has_capital_accounts()
            and not values["to_pay"]
        )
        return {**values, "may_take_shares": ready}

    @http.route("/my/coop/shares", type="http", auth="user", methods=["GET", "POST"], website=True)
    def more_shares(self, **form):
        member = request.env["coop.member"]._coop_current()
        if not member:
            return request.redirect("/join")
        waiting = self._coop_to_pay()
        if waiting:
            # One at a time: this is also what the same form sent twice comes to.
            return request.redirect(waiting[0][1])
        # sudo: lends a member the share types that are offered to everybody at /join.
        types = request.env["coop.share.type"].sudo()._coop_open(member.company_id)
        if request.httprequest.method == "GET" or member._coop_former():
            return self._render_more(member, types, {})
        shares = read_numbers(form, types)
        try:
            with request.env.cr.savepoint():
                subscription = member._coop_take_shares(shares)
        except UserError as error:
            return self._render_more(member, types, shares, {"shares": str(error)})
        return request.redirect(subscription.invoice_id.get_portal_url())

    def _render_more(self, member, types, shares, errors=None):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "coop_shares",
            "member": member,
            "company": member.company_id,
            "holdings": member._coop_holdings(),
            "types": types,
            "values": {"shares": shares},
            "errors": errors or {},
        }
        return request.render("coop_campaign.portal_more_shares", values)
