from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CoopMember(models.Model):
    """A person who owns at least the minimum of shares. One row per person and co-op."""

    _name = "coop.member"
    _description = "Member"
    _inherits = {"res.partner": "partner_id"}
    _inherit = ["mail.thread", "coop.sealed.mixin"]
    _order = "number, id"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    number = fields.Integer("Member number", copy=False, aggregator=False)
    joined_on = fields.Date(
        "Joined", index=True, copy=False, help="The day on which the minimum of shares was paid."
    )
    left_on = fields.Date(
        "Has left", index=True, copy=False, help="The first day without membership."
    )
    leave_reason = fields.Selection(
        [("left", "Left"), ("excluded", "Excluded by the assembly"), ("died", "Died")],
        "Why they left",
        copy=False,
    )
    period_ids = fields.One2many("coop.member.period", "member_id", string="Earlier memberships")
    origin = fields.Selection(
        [
            ("portal", "Portal"),
            ("meeting", "Meeting"),
            ("paper", "Paper form"),
            ("invitation", "Invited by a member"),
        ],
        "How they came",
    )
    share_entry_ids = fields.One2many("coop.share.entry", "member_id", string="Share register")
    share_count = fields.Integer("Shares", compute="_compute_share_count")
    household_ids = fields.One2many("coop.household.person", "member_id")
    is_member = fields.Boolean(
        "Member today", compute="_compute_is_member", search="_search_is_member"
    )
    has_vote = fields.Boolean(
        "Has a vote",
        compute="_compute_has_vote",
        search="_search_has_vote",
        help="A member today who owns shares that carry a vote.",
    )
    is_worker = fields.Boolean(
        "Owes work",
        compute="_compute_is_worker",
        search="_search_is_worker",
        help="A member today who owns shares with a work duty.",
    )

    verdict_code = fields.Char(compute="_compute_verdict")
    verdict_title = fields.Char("Standing", compute="_compute_verdict")
    verdict_tone = fields.Selection(
        [("ok", "May shop"), ("warn", "May shop for now"), ("stop", "May not shop")],
        compute="_compute_verdict",
    )
    verdict_until = fields.Date(
        "Until", compute="_compute_verdict", help="The last day of this standing, when known."
    )

    _partner_unique = models.Constraint(
        "UNIQUE(company_id, partner_id)", "This person is a member of the co-op already."
    )
    _number_unique = models.Constraint(
        "UNIQUE(company_id, number)", "This member number is taken; numbers are never reused."
    )
    _number_positive = models.Constraint("CHECK(number > 0)", "Member numbers begin at 1.")
    _left_after_joined = models.Constraint(
        "CHECK(left_on IS NULL OR joined_on <= left_on)", "Nobody leaves before joining."
    )

    @api.depends("share_entry_ids.quantity")
    def _compute_share_count(self):
        self.share_count = 0
        totals = self.env["coop.share.entry"]._read_group(
            [("member_id", "in", self.ids)], ["member_id"], ["quantity:sum"]
        )
        for member, quantity in totals:
            member.share_count = quantity

    @api.depends("number", "partner_id.name")
    def _compute_display_name(self):
        for member in self:
            number = f"{member.number} · " if member.number else ""
            member.display_name = f"{number}{member.name or ''}"

    @api.depends("joined_on", "left_on", "coop_block_ids", "coop_pass_ids")
    @api.depends_context("company", "lang")
    def _compute_verdict(self):
        today = self.env.company._coop_today()
        shown = self.env["coop.verdict"].reasons_payload()
        lines = self.env["coop.verdict"].timelines(self.partner_id.ids)
        for member in self:
            line = lines.get(member.partner_id.id) or [(today, "not_member")]
            member.verdict_code = line[0][1]
            member.verdict_title = shown[line[0][1]]["title"]
            member.verdict_tone = shown[line[0][1]]["tone"]
            member.verdict_until = line[1][0] - timedelta(days=1) if len(line) > 1 else False

    def _prepare_create_values(self, vals_list):
        """Leave the properties of somebody who is a contact already as they are.

        Odoo would write them back empty, which needs the right to change an employee's user, too.
        """
        prepared = super()._prepare_create_values(vals_list)
        for vals, values in zip(vals_list, prepared, strict=True):
            if vals.get("partner_id") and "properties" not in vals:
                values.pop("properties", None)
        return prepared

    @api.model
    def _coop_sealed(self):
        _ = self.env._
        joining = _(
            "A membership begins when the minimum of shares is paid: record a subscription."
        )
        leaving = _("Use “Leave the co-op” on the member's page.")
        shares = _("Record a subscription, or transfer shares.")
        return {
            **super()._coop_sealed(),
            "joined_on": joining,
            "number": joining,
            "left_on": leaving,
            "leave_reason": leaving,
            "period_ids": leaving,
            "merged_into_id": _("Use “Merge a duplicate” on the member's page."),
            "share_entry_ids": shares,
        }

    def _coop_sealed_now(self):
        twice = self.env._("A membership is of one person. Open a file for the other one.")
        sealed = {"partner_id": twice, "company_id": twice}
        if self.is_member:
            sealed["active"] = self.env._("Use “Leave the co-op” on the member's page.")
        return {**super()._coop_sealed_now(), **sealed}

    # ------------------------------------------------------------------ who is a member, when

    @api.model
    def _coop_member_domain(self, day=None):
        """Those who are members on a day (today at the co-op by default), as a domain."""
        day = day or self.env.company._coop_today()
        present = Domain("joined_on", "<=", day) & (
            Domain("left_on", "=", False) | Domain("left_on", ">", day)
        )
        before = Domain("joined_on", "<=", day) & Domain("left_on", ">", day)
        return present | Domain("period_ids", "any", before)

    @api.model
    def _coop_holder_domain(self, flag, day=None):
        """The members of a day who own, on that day, shares of a type that has a flag.

        :param flag: ``"has_vote"`` or ``"is_worker"``, a boolean field of ``coop.share.type``
        """
        day = day or self.env.company._coop_today()
        return self._coop_member_domain(day) & Domain("id", "in", self._coop_holders(flag, day))

    @api.model
    def _coop_holders(self, flag, day):
        """SQL of the ids of those whose register entries of flagged types sum above zero."""
        self.env["coop.share.entry"].flush_model(["member_id", "type_id", "date", "quantity"])
        self.env["coop.share.type"].flush_model([flag])
        return SQL(
            """(SELECT entry.member_id
                  FROM coop_share_entry entry
                  JOIN coop_share_type type ON type.id = entry.type_id
                 WHERE type.%s AND entry.date <= %s
                 GROUP BY entry.member_id
                HAVING SUM(entry.quantity) > 0)""",
            SQL.identifier(flag),
            day,
        )

    @api.depends("joined_on", "left_on")
    @api.depends_context("company")
    def _compute_is_member(self):
        day = self.env.company._coop_today()
        for member in self:
            joined = member.joined_on and member.joined_on <= day
            member.is_member = joined and (not member.left_on or member.left_on > day)

    @api.depends("joined_on", "left_on", "share_entry_ids.quantity", "share_entry_ids.date")
    @api.depends_context("company")
    def _compute_has_vote(self):
        self._coop_set_flag("has_vote")

    @api.depends("joined_on", "left_on", "share_entry_ids.quantity", "share_entry_ids.date")
    @api.depends_context("company")
    def _compute_is_worker(self):
        self._coop_set_flag("is_worker")

    def _coop_set_flag(self, flag):
        domain = Domain("id", "in", self.ids) & self._coop_holder_domain(flag)
        holders = set(self.with_context(active_test=False)._search(domain))
        for member in self:
            member[flag] = member.id in holders

    def _search_is_member(self, operator, value):
        return self._coop_member_domain() if operator == "in" else NotImplemented

    def _search_has_vote(self, operator, value):
        return self._coop_holder_domain("has_vote") if operator == "in" else NotImplemented

    def _search_is_worker(self, operator, value):
        return self._coop_holder_domain("is_worker") if operator == "in" else NotImplemented

    @api.model
    def _coop_current(self):
        """The member record of the current user in the current company; empty when none."""
        # sudo: lends a portal user the right to read their own membership; bounded to the
        # user's own partner and company.
        return self.sudo().search(
            [
                ("partner_id", "=", self.env.user.partner_id.id),
                ("company_id", "=", self.env.company.id),
            ],
            limit=1,
        )

    def _coop_holdings(self):
        """What one member owns: ``[(share type, shares, amount)]``, types with shares only."""
        rows = self.env["coop.share.entry"]._read_group(
            [("member_id", "in", self.ids)], ["type_id"], ["quantity:sum", "amount:sum"]
        )
        return [(share_type, quantity, amount) for share_type, quantity, amount in rows if quantity]

    def _coop_paid_for(self, share_type, quantity):
        """What was paid for so many of a member's shares of a type.

        The average of what is owned: the register does not number shares. The last ones take what
        rounding left, so that nobody without shares has an amount.
        """
        held = {kind: (count, amount) for kind, count, amount in self._coop_holdings()}
        count, amount = held.get(share_type, (0, 0.0))
        part = amount if quantity >= count else amount * quantity / count
        return self.company_id.currency_id.round(part)

    def _coop_shares_by_type(self):
        """Shares owned: ``{share type: shares}``."""
        return {share_type: quantity for share_type, quantity, _amount in self._coop_holdings()}

    # ------------------------------------------------------------------ cards

    def _coop_give_cards(self):
        """A card for each of these members who holds none."""
        # sudo: lends the payment, whoever records it, the giving of the new member's own card.
        cards = self.env["coop.card"].sudo()
        for company, members in self.grouped("company_id").items():
            holders = cards._coop_holders(members.partner_id, company)
            cards._coop_issue(members.partner_id - holders, company)

    def action_give_cards(self):
        """Cards for those who have none, then the sheet of everybody's cards."""
        self._coop_give_cards()
        return self.action_print_cards()

    def action_print_cards(self):
        cards = self.coop_card_ids.filtered(lambda card: not card.revoked_on)
        return cards.action_print()
