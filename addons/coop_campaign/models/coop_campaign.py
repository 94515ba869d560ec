import base64
import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, file_path, formatLang

from .. import picture
from ..rules import progress

FONT = "web/static/fonts/lato/Lato-Bol-webfont.ttf"


class CoopCampaign(models.Model):
    """A fund-raising target over a range of days, both ends included. Raised is never stored."""

    _name = "coop.campaign"
    _description = "Campaign"
    _inherit = ["image.mixin"]
    _order = "date_from desc, id desc"

    name = fields.Char("Title", required=True, translate=True)
    slug = fields.Char(
        "Address",
        required=True,
        copy=False,
        help="The last part of the public address: small letters, figures and hyphens.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    is_published = fields.Boolean("Public", help="Anybody with the address can see the page.")
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date(
        "Last day",
        required=True,
        default=lambda self: self.env.company._coop_today() + timedelta(days=180),
    )
    target = fields.Monetary(required=True, help="The capital to raise between the two days.")
    target_members = fields.Integer("Target of members", help="0: no target.")
    summary = fields.Text(translate=True, help="Two sentences, shown when the page is shared.")
    body = fields.Html("Text of the page", translate=True)
    district_ids = fields.One2many("coop.campaign.district", "campaign_id", string="Districts")
    raised = fields.Monetary(compute="_compute_figures", help="Shares paid between the two days.")
    member_count = fields.Integer("New members", compute="_compute_figures")
    percent = fields.Integer("Percent of the target", compute="_compute_figures")
    url = fields.Char("Public page", compute="_compute_url")

    _slug_unique = models.Constraint("UNIQUE(slug)", "Another campaign has this address.")
    _slug_shape = models.Constraint(
        "CHECK(slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')",
        "The address has small letters, figures and hyphens only.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The last day is not before the first."
    )
    _target_positive = models.Constraint("CHECK(target > 0)", "The target is more than zero.")
    _target_members_positive = models.Constraint(
        "CHECK(target_members >= 0)", "The target of members is not below zero."
    )

    @api.onchange("name")
    def _onchange_name(self):
        if self.name and not self.slug:
            ascii_name = self.env["ir.http"]._slugify(self.name)
            self.slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")

    @api.depends("slug")
    def _compute_url(self):
        for campaign in self:
            campaign.url = f"{campaign.get_base_url()}/campaign/{campaign.slug or ''}"

    @api.depends("date_from", "date_to", "company_id", "target")
    def _compute_figures(self):
        figures = self._coop_figures()
        for campaign in self:
            raised, members = figures.get(campaign.id, (0, 0))
            campaign.raised = raised
            campaign.member_count = members
            campaign.percent = progress.percent(raised, campaign.target)

    @api.model
    def _coop_running(self, company):
        """The public campaign of today at a co-op; empty when there is none."""
        today = company._coop_today()
        return self.search(
            [
                ("company_id", "=", company.id),
                ("is_published", "=", True),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
            limit=1,
        )

    def _coop_figures(self):
        """``{campaign id: (amount raised, new members)}`` for all of them in one query."""
        self._coop_flush()
        rows = self.env.execute_query(
            SQL(
                """SELECT campaign.id, COALESCE(SUM(entry.amount), 0),
                          COUNT(DISTINCT member.id) FILTER (WHERE member.joined_on
                              BETWEEN campaign.date_from AND campaign.date_to
                              AND member.merged_into_id IS NULL)
                     FROM coop_campaign campaign
                     JOIN coop_share_entry entry ON entry.company_id = campaign.company_id
                          AND entry.date BETWEEN campaign.date_from AND campaign.date_to
                     JOIN coop_member member ON member.id = entry.member_id
                    WHERE campaign.id = ANY(%s)
                    GROUP BY campaign.id""",
                list(self._origin.ids),
            )
        )
        return {campaign_id: (float(raised), members) for campaign_id, raised, members in rows}

    def _coop_flush(self):
        self.flush_model(["company_id", "date_from", "date_to"])
        self.env["coop.share.entry"].flush_model(["company_id", "date", "amount", "member_id"])
        self.env["coop.member"].flush_model(
            ["joined_on", "company_id", "partner_id", "merged_into_id"]
        )
        self.env["res.partner"].flush_model(["zip"])

    def _coop_curve(self):
        """The daily curve up to today (or the last day), as ``rules.progress.Day`` rows."""
        self.ensure_one()
        end = min(self.date_to, self.company_id._coop_today())
        groups = self.env["coop.share.entry"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", end),
            ],
            ["date:day"],
            ["amount:sum"],
        )
        return progress.curve(dict(groups), self.date_from, end)

    def _coop_members_by_zip(self):
        """``{zip without spaces: number of members who joined during the campaign}``."""
        self.ensure_one()
        self._coop_flush()
        rows = self.env.execute_query(
            SQL(
                """SELECT REPLACE(partner.zip, ' ', ''), COUNT(*)
                     FROM coop_member member
                     JOIN res_partner partner ON partner.id = member.partner_id
                    WHERE member.company_id = %s AND member.joined_on BETWEEN %s AND %s
                      AND partner.zip IS NOT NULL AND member.merged_into_id IS NULL
                    GROUP BY 1""",
                self.company_id.id,
                self.date_from,
                self.date_to,
            )
        )
        return dict(rows)

    def _coop_money(self, amount):
        """An amount without cents, as people read large figures."""
        figure, symbol = formatLang(self.env, round(amount), digits=0), self.currency_id.symbol
        if self.currency_id.position == "before":
            return f"{symbol}{figure}"
        return f"{figure}\N{NO-BREAK SPACE}{symbol}"

    def _coop_picture(self):
        """PNG bytes of the picture for social networks: the campaign's photo and its figures."""
        self.ensure_one()

        line = self.env._(
            "of %(target)s · %(count)s new members",
            target=self._coop_money(self.target),
            count=self.member_count,
        )
        photo = self.image_1024 and base64.b64decode(self.image_1024)
        return picture.draw(
            self.name, self._coop_money(self.raised), line, self.percent, file_path(FONT), photo
        )

    def action_open_page(self):
        return {"type": "ir.actions.act_url", "url": f"/campaign/{self.slug}", "target": "new"}
