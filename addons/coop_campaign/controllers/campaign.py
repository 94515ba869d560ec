from odoo import http
from odoo.http import request

from odoo.addons.coop_membership.controllers.asking import nothing_here

from ..rules import progress

CURVE = (640, 200)
"""Width and height of the drawing of the daily curve, in pixels of its own box."""
PICTURE_SECONDS = 3600


class CampaignPage(http.Controller):
    """The public page of a campaign, made to be shared. Figures only, nobody's name."""

    def _published(self, slug):
        # sudo: lends anybody the page of a campaign that the co-op published, by its address.
        campaigns = request.env["coop.campaign"].sudo()
        if "\x00" in slug:  # the database knows no such text
            return campaigns
        return campaigns.search([("slug", "=", slug), ("is_published", "=", True)], limit=1)

    @http.route("/campaign/<string:slug>", type="http", auth="public", website=True, readonly=True)
    def campaign(self, slug, by=None, **kw):
        campaign = self._published(slug)
        if not campaign:
            return nothing_here() if "\x00" in slug else request.not_found()
        days = campaign._coop_curve()
        values = {
            "campaign": campaign,
            "company": campaign.company_id,
            "days": days,
            "box": CURVE,
            "points": progress.points(days, campaign.target, *CURVE),
            "days_left": progress.days_left(campaign.date_to, campaign.company_id._coop_today()),
            "public_count": progress.public_count,
            "money": campaign._coop_money,
            "join_url": f"/join?by={by[:64]}" if by else "/join",
        }
        return request.render("coop_campaign.campaign_page", values)

    @http.route("/campaign/<string:slug>/picture.png", type="http", auth="public", readonly=True)
    def campaign_picture(self, slug, **kw):
        campaign = self._published(slug)
        if not campaign:
            return request.not_found()
        headers = [
            ("Content-Type", "image/png"),
            ("Cache-Control", f"public, max-age={PICTURE_SECONDS}"),
        ]
        return request.make_response(campaign._coop_picture(), headers)
