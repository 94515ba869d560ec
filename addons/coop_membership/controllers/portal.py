import json
from datetime import timedelta

from werkzeug.exceptions import NotFound

from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class CoopPortal(CustomerPortal):
    """My membership: everything on this page is the current user's own."""

    @route("/my/coop", type="http", auth="user", website=True, readonly=True)
    def my_coop(self, **kwargs):
        return request.render("coop_membership.portal_my_coop", self._coop_page_values())

    def _coop_page_values(self):
        """Values of /my/coop; other addons add theirs for their tiles."""
        member = request.env["coop.member"]._coop_current()
        today = request.env.company._coop_today()
        return {
            **self._prepare_portal_layout_values(),
            **self._coop_standing_values(),
            "page_name": "coop",
            "member": member,
            "today": today,
            "cards": self._coop_cards(),
            "holdings": member._coop_holdings(),
            "certificates": self._coop_certificates(member),
            "shares_paid": self._coop_own_subscriptions().filtered(lambda s: s._coop_certified()),
            "to_pay": self._coop_to_pay(),
            "fees": self._coop_fees(),
            "household": member.household_ids.filtered(
                lambda row: row.date_from <= today and (not row.date_to or row.date_to >= today)
            ),
        }

    @route("/my/coop/certificate/<int:certificate_id>", type="http", auth="user", readonly=True)
    def my_certificate(self, certificate_id, **kwargs):
        """One's own yearly certificate, as a page ready to be printed."""
        member = request.env["coop.member"]._coop_current()
        certificate = self._coop_certificates(member).filtered(lambda c: c.id == certificate_id)
        return self._coop_print("coop_membership.report_fiscal", certificate)

    @route(
        "/my/coop/shares/<int:subscription_id>/certificate",
        type="http",
        auth="user",
        readonly=True,
    )
    def my_shares_certificate(self, subscription_id, **kwargs):
        """The certificate of one's own shares, once some of them are paid."""
        own = self._coop_own_subscriptions().filtered(lambda s: s.id == subscription_id)
        return self._coop_print(
            "coop_membership.report_certificate", own.filtered(lambda s: s._coop_certified())
        )

    def _coop_print(self, report_name, record):
        """A document as a PDF to keep; a page ready to be printed where the server makes none.

        :raise NotFound: when there is no record, for instance because its id was forged
        """
        if not record:
            raise NotFound()
        # sudo: lends a member the printing of the one document that was found to be theirs.
        report = request.env["ir.actions.report"].sudo()
        printer = report.get_wkhtmltopdf_state() not in ("install", "broken")
        render = report._render_qweb_pdf if printer else report._render_qweb_html
        content, kind = render(report_name, record.ids)
        if kind != "pdf":
            return request.make_response(content, [("Content-Type", "text/html; charset=utf-8")])
        name = f"{report_name.rpartition('report_')[2]}-{record.id}.pdf"
        return request.make_response(
            content,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
            ],
        )

    @route("/my/coop/data", type="http", auth="user", readonly=True)
    def my_data(self, **kwargs):
        """What the co-op knows of the current user, to be kept or taken elsewhere."""
        member = request.env["coop.member"]._coop_current()
        if not member:
            raise NotFound()
        content = json.dumps(member._coop_export(), default=str, ensure_ascii=False, indent=2)
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Disposition", 'attachment; filename="my-coop.json"'),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)

    def _coop_certificates(self, member):
        return (
            # sudo: lends a portal user the reading of certificates; bounded to their own.
            request.env["coop.fiscal.certificate"].sudo().search([("member_id", "in", member.ids)])
        )

    def _coop_to_pay(self):
        """The user's own subscriptions that are not paid in full, with where to pay them."""
        waiting = self._coop_own_subscriptions().filtered(lambda s: s.state == "confirmed")
        return [(s, s.invoice_id.get_portal_url()) for s in waiting]

    def _coop_own_subscriptions(self):
        # sudo: lends a portal user the reading of subscriptions; bounded to the own partner.
        subscriptions = request.env["coop.subscription"].sudo()
        return subscriptions.search(
            [
                ("partner_id", "=", request.env.user.partner_id.id),
                ("company_id", "=", request.env.company.id),
                ("state", "in", ("confirmed", "paid")),
            ]
        )

    def _coop_fees(self):
        """The fees of the user's own new cards that are still to be paid: ``[(move, address)]``."""
        # sudo: lends a portal user the reading of card fees; bounded to the own partner.
        cards = request.env["coop.card"].sudo()
        due = cards.search(
            [
                ("partner_id", "=", request.env.user.partner_id.id),
                ("company_id", "=", request.env.company.id),
                ("fee_state", "=", "due"),
            ]
        )
        return [(move, move.get_portal_url()) for move in due.fee_move_id]

    def _coop_standing_values(self):
        verdicts = request.env["coop.verdict"]
        verdict = verdicts.for_person(request.env.user.partner_id.id)
        reasons = verdicts.reasons_payload()
        return {
            "verdict": verdict,
            "reason": reasons[verdict.code],
            "then": reasons[verdict.then] if verdict.then else None,
            "last_day": verdict.until and verdict.until - timedelta(days=1),
        }

    def _coop_cards(self):
        """The valid cards of the current user, newest first."""
        return (
            request.env["coop.card"]
            # sudo: lends a portal user the reading of cards; bounded to the user's own partner.
            .sudo()
            .search(
                [
                    ("partner_id", "=", request.env.user.partner_id.id),
                    ("company_id", "=", request.env.company.id),
                    "|",
                    ("revoked_on", "=", False),
                    ("revoked_on", ">", request.env.company._coop_today()),
                ]
            )
        )
