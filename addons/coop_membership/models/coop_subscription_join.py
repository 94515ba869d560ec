import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import email_normalize, hmac

#: How many requests one address may begin in an hour: a meeting's shared network, not a robot.
PER_ADDRESS = 20
#: How many mails one e-mail address gets in an hour.
PER_EMAIL = 3


class CoopSubscription(models.Model):
    """A subscription that a stranger fills in on the page “Join”, step by step.

    Until the last step nothing but this draft exists: no contact, no invoice. It is found again
    by its secret link only.
    """

    _inherit = "coop.subscription"

    access_token = fields.Char(copy=False, index="btree_not_null", groups="base.group_system")
    join_link = fields.Char(compute="_compute_join_link", groups="base.group_system")
    applicant_name = fields.Char("Name")
    applicant_email = fields.Char("E-mail")
    applicant_phone = fields.Char("Phone")
    applicant_street = fields.Char("Street")
    applicant_zip = fields.Char("ZIP")
    applicant_city = fields.Char("City")
    address_hash = fields.Char(copy=False, groups="base.group_system")
    charter_id = fields.Many2one("coop.charter", "Charter accepted", ondelete="restrict")
    charter_signed_name = fields.Char("Charter signed as")
    charter_signed_on = fields.Datetime()
    duplicate_ids = fields.Many2many(
        "res.partner", string="Maybe the same person", compute="_compute_duplicate_ids"
    )

    @api.depends("applicant_email", "partner_id.email")
    def _compute_duplicate_ids(self):
        emails = {s: email_normalize(s.partner_id.email or s.applicant_email or "") for s in self}
        wanted = [email for email in emails.values() if email]
        found = self.env["res.partner"].search([("email_normalized", "in", wanted)])
        for subscription, email in emails.items():
            same = found.filtered(lambda p, email=email: email and p.email_normalized == email)
            subscription.duplicate_ids = same - subscription.partner_id

    def _compute_join_link(self):
        for subscription in self:
            subscription.join_link = subscription.get_base_url() + subscription._join_url()

    # ------------------------------------------------------------------ the draft

    @api.model
    def _join_start(self, vals, address):
        """Begin a request from the public page and mail its link.

        :param vals: ``applicant_*`` values, already checked
        :param address: the address that the request comes from; only its keyed hash is kept
        :raise UserError: when this address begins too many requests
        """
        address_hash = hmac(self.env(su=True), "coop-join", address)
        self._join_limit(Domain("address_hash", "=", address_hash), PER_ADDRESS)
        draft = self.create(
            {
                **vals,
                "origin": vals.get("origin", "portal"),
                "access_token": str(uuid.uuid4()),
                "address_hash": address_hash,
            }
        )
        draft._join_send_link()
        return draft

    @api.model
    def _join_limit(self, domain, most):
        recent = Domain("create_date", ">", fields.Datetime.now() - timedelta(hours=1))
        if self.search_count(domain & recent, limit=most) >= most:
            raise UserError(
                self.env._("Many requests came from your network. Please try again in an hour.")
            )

    def _join_send_link(self):
        """Mail the secret link; a member gets another mail. The page says the same to both."""
        self.ensure_one()
        same_email = Domain("applicant_email", "=", self.applicant_email)
        recent = Domain("create_date", ">", fields.Datetime.now() - timedelta(hours=1))
        if self.search_count(same_email & recent) > PER_EMAIL:
            return
        known = self.duplicate_ids.coop_member_ids.filtered("is_member")
        name = "mail_template_already_member" if known else "mail_template_join"
        self.env.ref(f"coop_membership.{name}").send_mail(self.id)

    @api.model
    def _join_find(self, token):
        """The request behind a secret link; empty when there is none."""
        if not token or len(token) != 36:
            return self.browse()
        return self.search([("access_token", "=", token)], limit=1)

    def _join_url(self):
        self.ensure_one()
        # sudo: lends the mail and the page of this one request its own secret link.
        return f"/join/{self.sudo().access_token}"

    def _join_step(self):
        """The first step that is not done: ``shares``, ``charter``, ``payment`` or ``done``."""
        self.ensure_one()
        if self.state != "draft":
            return "done"
        if not self.line_ids:
            return "shares"
        charter = self.env["coop.charter"]._coop_current(self.company_id)
        if charter and self.charter_id != charter:
            return "charter"
        return "payment"

    # ------------------------------------------------------------------ the steps

    def _join_choose(self, share_type, quantity, reduced):
        """:raise UserError: when the shares do not reach the minimum"""
        self.ensure_one()
        minimum = share_type._coop_minimum(reduced)
        if quantity < minimum:
            raise UserError(self.env._("The minimum is %s shares.", minimum))
        if quantity > 10_000:
            raise UserError(self.env._("For so many shares, please talk with the members' office."))
        line = Command.create({"type_id": share_type.id, "quantity": quantity})
        self.write({"reduced": reduced, "line_ids": [Command.clear(), line]})

    def _join_sign(self, charter, name):
        """:raise UserError: when the name is empty"""
        self.ensure_one()
        if not (name or "").strip():
            raise UserError(self.env._("Write your name to sign the charter."))
        self.write(
            {
                "charter_id": charter.id,
                "charter_signed_name": name.strip(),
                "charter_signed_on": fields.Datetime.now(),
            }
        )

    def action_confirm(self):
        drafts = self.filtered(lambda s: s.state == "draft")
        for draft in drafts.filtered(lambda s: not s.partner_id and s.applicant_name):
            draft.partner_id = self.env["res.partner"].create(draft._prepare_applicant_vals())
        result = super().action_confirm()
        drafts._record_signatures()
        return result

    def _prepare_applicant_vals(self):
        return {
            "name": self.applicant_name,
            "email": self.applicant_email,
            "phone": self.applicant_phone,
            "street": self.applicant_street,
            "zip": self.applicant_zip,
            "city": self.applicant_city,
            "lang": self.env.lang,
            "company_type": "person",
        }

    def _record_signatures(self):
        # sudo: lends the subscriber the recording of their own acceptance of the charter.
        signatures = self.env["coop.charter.signature"].sudo()
        for subscription in self.filtered("charter_id"):
            key = [
                ("charter_id", "=", subscription.charter_id.id),
                ("partner_id", "=", subscription.partner_id.id),
            ]
            if not signatures.search_count(key, limit=1):
                signatures.create(
                    {
                        "charter_id": subscription.charter_id.id,
                        "partner_id": subscription.partner_id.id,
                        "signed_on": subscription.charter_signed_on,
                        "signed_name": subscription.charter_signed_name,
                    }
                )

    @api.autovacuum
    def _gc_drafts(self):
        """Requests that nobody finished are forgotten after three months."""
        old = fields.Datetime.now() - timedelta(days=90)
        self.search(
            [
                ("state", "=", "draft"),
                ("access_token", "!=", False),
                ("write_date", "<", old),
            ],
            limit=1000,
        ).unlink()
