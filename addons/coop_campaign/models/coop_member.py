import secrets

from odoo import api, fields, models
from odoo.tools import SQL

from ..rules import joining


class CoopMember(models.Model):
    _inherit = "coop.member"

    invite_token = fields.Char(
        copy=False, groups="coop_membership.group_office", default=lambda self: self._new_invite()
    )
    invited_by_id = fields.Many2one(
        "coop.member", "Invited by", copy=False, index="btree_not_null", ondelete="restrict"
    )
    invited_count = fields.Integer("Members invited", compute="_compute_invited_count")

    _invite_token_unique = models.UniqueIndex(
        "(invite_token)", "An invitation is the link of one member."
    )

    @api.model
    def _new_invite(self):
        """A secret for the invitation link: 72 random bits, hard to guess and short to type."""
        return secrets.token_urlsafe(9)

    def _init_column(self, column_name):
        """Members who were there before this addon each get a secret of their own."""
        if column_name != "invite_token":
            return super()._init_column(column_name)
        ids = [row[0] for row in self.env.execute_query(SQL("SELECT id FROM coop_member"))]
        for start in range(0, len(ids), 10_000):
            part = ids[start : start + 10_000]
            self.env.execute_query(
                SQL(
                    """UPDATE coop_member SET invite_token = new.token
                         FROM unnest(%s, %s) AS new(id, token)
                        WHERE coop_member.id = new.id RETURNING 1""",
                    part,
                    [self._new_invite() for _id in part],
                )
            )
        return None

    def _compute_invited_count(self):
        self.invited_count = 0
        groups = self.env["coop.member"]._read_group(
            [
                ("invited_by_id", "in", self.ids),
                ("joined_on", "!=", False),
                ("merged_into_id", "=", False),
            ],
            ["invited_by_id"],
            ["__count"],
        )
        for member, count in groups:
            member.invited_count = count

    @api.model
    def _coop_by_invite(self, token, company):
        """The member whose invitation link holds this secret; empty for a forged one."""
        if not joining.is_secret(token):
            return self.browse()
        domain = [("invite_token", "=", token), ("company_id", "=", company.id)]
        return self.search(domain, limit=1)

    def _coop_invite_url(self):
        """The link that a member shares: the running public campaign, or the join page."""
        self.ensure_one()
        campaign = self.env["coop.campaign"]._coop_running(self.company_id)
        page = f"/campaign/{campaign.slug}" if campaign else "/join"
        return f"{self.get_base_url()}{page}?by={self.invite_token}"

    def _coop_join(self, day):
        """Newcomers with an e-mail get an account of their own, and a mail to choose a password."""
        result = super()._coop_join(day)
        self._coop_open_account()
        return result

    def _coop_open_account(self):
        """Odoo's own portal invitation, for those who applied here and can have one.

        Members who were imported or registered by the office are not written to.
        """
        # sudo: lends the payment, whoever records it, the reading of the new member's own
        # application and the invitation of that person to the portal, and of nobody else.
        applications = self.env["coop.join.request"].sudo()
        applied = applications.search([("partner_id", "in", self.partner_id.ids)])
        wanted = applied.partner_id.with_context(active_test=False).filtered(
            lambda partner: partner.email and not partner.user_ids
        )
        if not wanted:
            return
        # sudo: lends whoever confirms the making of portal logins; bounded to those applicants.
        wizard = self.env["portal.wizard"].sudo().create({"partner_ids": [(6, 0, wanted.ids)]})
        for line in wizard.user_ids.filtered(lambda line: line.email_state == "ok"):
            line.action_grant_access()
