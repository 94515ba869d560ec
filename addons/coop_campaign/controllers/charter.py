from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.coop_membership.controllers.portal import CoopPortal

from ..rules import joining


class CharterPortal(CoopPortal):
    """A member reads and signs the charter. A new version asks; it never stands in the way."""

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        return {**values, "coop_charter_to_sign": self._charter_to_sign()}

    def _coop_page_values(self):
        values = super()._coop_page_values()
        member = values["member"]
        # sudo: lends a member the right to read the charter in force at their own co-op.
        charter = request.env["coop.charter"].sudo()._coop_current(member.company_id)
        return {
            **values,
            "charter": charter,
            "charter_signature": charter._coop_signature_of(member.partner_id),
            "invite_url": member.is_member and member._coop_invite_url(),
            "hosted": self._hosted_today(member.company_id),
        }

    def _hosted_today(self, company):
        # sudo: lends a host the names of the meetings that they host today.
        meetings = request.env["coop.meeting"].sudo()
        return meetings.search(
            [
                ("host_ids", "in", request.env.uid),
                ("company_id", "=", company.id),
                ("date", "=", (company or request.env.company)._coop_today()),
            ]
        )

    def _charter_to_sign(self):
        member = request.env["coop.member"]._coop_current()
        if not member or member._coop_former():
            return request.env["coop.charter"]
        # sudo: lends a member the right to read the charter in force and whether they signed it.
        charter = request.env["coop.charter"].sudo()._coop_current(member.company_id)
        return charter if not charter._coop_signature_of(member.partner_id) else charter.browse()

    def _own_signatures(self, member):
        # sudo: lends a member the right to read their own signatures, bounded to their partner.
        signatures = request.env["coop.charter.signature"].sudo()
        return signatures.search(
            [("partner_id", "=", member.partner_id.id), ("company_id", "=", member.company_id.id)]
        )

    @http.route("/my/coop/charter", type="http", auth="user", website=True, readonly=True)
    def coop_charter(self, **kw):
        member = request.env["coop.member"]._coop_current()
        if not member:
            return request.redirect("/my")
        # sudo: lends a member the right to read the charter in force at their own co-op.
        charter = request.env["coop.charter"].sudo()._coop_current(member.company_id)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "coop_charter",
            "member": member,
            "charter": charter,
            "signatures": self._own_signatures(member),
        }
        return request.render("coop_campaign.portal_charter", values)

    @http.route("/my/coop/charter/<int:charter_id>/sign", type="jsonrpc", auth="user", website=True)
    def coop_charter_sign(self, charter_id, name=None, signature=None):
        charter = self._charter_to_sign()
        if not charter or charter.id != charter_id:
            return {"error": request.env._("This version cannot be signed now. Reload the page.")}
        try:
            self._write_signature(charter, name, signature)
        except UserError as error:
            return {"error": str(error)}
        return {"force_refresh": True, "redirect_url": "/my/coop/charter"}

    def _write_signature(self, charter, name, signature):
        name = joining.one_line(name)
        if not name:
            raise UserError(request.env._("Please write your name."))
        # sudo: charter and signatures are already lent by _charter_to_sign; the signature is
        # written for the signed-in person and nobody else.
        request.env["coop.charter.signature"].sudo()._coop_sign(
            charter,
            request.env.user.partner_id,
            {"signed_name": name, "signature": signature, "way": "portal"},
        )

    @http.route(
        "/my/coop/charter/signed/<int:signature_id>", type="http", auth="user", website=True
    )
    def coop_charter_signed(self, signature_id, **kw):
        member = request.env["coop.member"]._coop_current()
        signature = self._own_signatures(member).filtered(lambda row: row.id == signature_id)
        return self._coop_print("coop_campaign.action_report_charter_signature", signature)
