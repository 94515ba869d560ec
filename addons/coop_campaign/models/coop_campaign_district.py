import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules import progress


class CoopCampaignDistrict(models.Model):
    """A part of the town, known by the beginnings of its zip codes, with a goal of members."""

    _name = "coop.campaign.district"
    _description = "District of a campaign"
    _order = "sequence, id"

    campaign_id = fields.Many2one("coop.campaign", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    zips = fields.Char(
        "Zip codes",
        required=True,
        help="Whole zip codes or their beginnings, separated by commas: 75018, 75019, 93.",
    )
    goal = fields.Integer("Goal of members", required=True)
    member_count = fields.Integer("New members", compute="_compute_member_count")
    percent = fields.Integer(compute="_compute_member_count")

    _goal_positive = models.Constraint("CHECK(goal > 0)", "The goal is at least one member.")

    def _prefixes(self):
        return [part for part in re.split(r"[,;\s]+", self.zips or "") if part]

    @api.constrains("zips")
    def _check_zips(self):
        for district in self:
            if not district._prefixes():
                raise ValidationError(self.env._("Give at least one zip code."))

    @api.depends("zips", "goal", "campaign_id.date_from", "campaign_id.date_to")
    def _compute_member_count(self):
        for campaign, districts in self.grouped("campaign_id").items():
            everybody = campaign.district_ids | districts
            counts = progress.by_district(
                campaign._coop_members_by_zip() if campaign.ids else {},
                [(district, district._prefixes()) for district in everybody],
            )
            for district in districts:
                district.member_count = counts[district]
                district.percent = progress.percent(counts[district], district.goal)
