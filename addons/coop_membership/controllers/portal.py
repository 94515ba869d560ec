from datetime import timedelta

from odoo.http import request, route

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
            "household": member.household_ids.filtered(
                lambda row: row.date_from <= today and (not row.date_to or row.date_to >= today)
            ),
        }

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
        # sudo: lends a portal user the reading of cards; bounded to the user's own partner.
        return (
            request.env["coop.card"]
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
