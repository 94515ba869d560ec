from odoo import fields, models


class CoopMember(models.Model):
    """What a member is owed, and the subscriptions that are still open."""

    _inherit = "coop.member"

    to_pay_back = fields.Monetary(
        "To be paid back",
        compute="_compute_to_pay_back",
        currency_field="coop_currency_id",
        help="Shares refunded on leaving, or money received beyond what was due.",
    )
    coop_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the co-op"
    )

    def _compute_to_pay_back(self):
        owed = dict(
            self.env["coop.payback"]._read_group(
                [("member_id", "in", self.ids), ("state", "=", "due")],
                ["member_id"],
                ["amount:sum"],
            )
        )
        for member in self:
            member.to_pay_back = owed.get(member, 0.0)

    def _coop_open_subscriptions(self, states=("confirmed",)):
        """The subscriptions of these members that are called for payment and not paid yet."""
        return self.env["coop.subscription"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "in", states),
            ]
        )

    def action_paybacks(self):
        """What this member is owed or was paid back."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "coop_membership.coop_payback_action"
        )
        return {**action, "domain": [("member_id", "=", self.id)], "context": {}}
