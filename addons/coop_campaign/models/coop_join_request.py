import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, email_normalize

from ..rules import joining

DRAFT_DAYS = 30
"""An application that nobody finished is forgotten after this many days."""


class CoopJoinRequest(models.Model):
    """Somebody's application, from the first step to the subscription that it becomes."""

    _name = "coop.join.request"
    _description = "Application to join"
    _order = "id desc"

    name = fields.Char("First and last name", required=True)
    email = fields.Char()
    email_normalized = fields.Char(compute="_compute_email_normalized", store=True, index=True)
    email_proved = fields.Boolean(
        "E-mail proved", help="They opened the link that was mailed, or were signed in.",
    )
    phone = fields.Char()
    street = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    lang = fields.Char(default=lambda self: self.env.lang)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    origin = fields.Selection(
        [
            ("portal", "Portal"),
            ("meeting", "Meeting"),
            ("paper", "Paper form"),
            ("invitation", "Invited by a member"),
        ],
        "How they came",
        required=True,
        default="paper",
    )
    invited_by_id = fields.Many2one("coop.member", index="btree_not_null", ondelete="set null")
    meeting_id = fields.Many2one("coop.meeting", index="btree_not_null", ondelete="restrict")
    type_id = fields.Many2one("coop.share.type", "Share type", index=True, ondelete="restrict")
    quantity = fields.Integer("Shares")
    reduced = fields.Boolean(
        "Lowered minimum", help="They say that they live on minimum social benefits."
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    way = fields.Selection(
        [
            ("online", "Online"),
            ("cash", "Cash"),
            ("cheque", "Cheque"),
            ("transfer", "Bank transfer"),
            ("shop", "At the shop"),
            ("instalments", "In instalments"),
        ],
        "Payment",
    )
    charter_id = fields.Many2one("coop.charter", index="btree_not_null", ondelete="restrict")
    signed_name = fields.Char("Name as signed")
    signed_on = fields.Date()
    signature = fields.Image(max_width=800, max_height=400)
    partner_id = fields.Many2one(
        "res.partner", "Person", index="btree_not_null", ondelete="set null"
    )
    state = fields.Selection(
        [("draft", "Not finished"), ("confirmed", "Confirmed"), ("dropped", "Dropped")],
        required=True,
        default="draft",
        index=True,
    )
    token = fields.Char(
        copy=False, readonly=True, groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(24),
    )
    mail_token = fields.Char(
        copy=False, readonly=True, groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(24),
    )
    key = fields.Char(copy=False, help="The form that it came from; a form counts once.")
    twin_count = fields.Integer(
        "Same e-mail", compute="_compute_twin_count", search="_search_twin_count",
        help="Other persons with this e-mail: look whether they should be merged.",
    )

    _token_unique = models.UniqueIndex("(token)")
    _mail_token_unique = models.UniqueIndex("(mail_token)")
    _key_unique = models.UniqueIndex("(company_id, key) WHERE key IS NOT NULL")
    _quantity_positive = models.Constraint(
        "CHECK(quantity >= 0)", "The number of shares is not below zero."
    )
    _confirmed_is_complete = models.Constraint(
        "CHECK(state != 'confirmed' OR (type_id IS NOT NULL AND quantity > 0 AND way IS NOT NULL))",
        "A confirmed application says which shares, how many, and how they are paid.",
    )

    @api.depends("email")
    def _compute_email_normalized(self):
        for request in self:
            request.email_normalized = email_normalize(request.email or "")

    @api.depends("type_id.value", "quantity")
    def _compute_amount(self):
        for request in self:
            request.amount = request.quantity * request.type_id.value

    # ------------------------------------------------------------------ twins

    def _coop_twins(self):
        """Other persons who have the e-mail of these applications: ``{e-mail: persons}``."""
        emails = [email for email in self.mapped("email_normalized") if email]
        partners = self.env["res.partner"].search([("email_normalized", "in", emails)])
        return partners.grouped("email_normalized")

    @api.depends("email_normalized", "partner_id")
    def _compute_twin_count(self):
        twins = self._coop_twins()
        for request in self:
            others = twins.get(request.email_normalized, self.env["res.partner"])
            request.twin_count = len(others - request.partner_id)

    def _search_twin_count(self, operator, value):
        if (operator, value) != (">", 0):
            return NotImplemented
        return [("id", "in", SQL(
            """(SELECT request.id FROM coop_join_request request
                  JOIN res_partner twin ON twin.email_normalized = request.email_normalized
                 WHERE twin.id IS DISTINCT FROM request.partner_id AND twin.active)"""
        ))]

    # ------------------------------------------------------------------ the steps

    def _coop_progress(self):
        """Which steps are complete, for ``rules.joining``."""
        return joining.Progress(
            you=bool(self.name),
            shares=bool(self.type_id and self.quantity),
            charter=bool(self.signed_on) or not self._coop_charter(),
            payment=self.state == "confirmed",
        )

    def _coop_charter(self):
        return self.env["coop.charter"]._coop_current(self.company_id)

    def _coop_types(self):
        """The share types that a newcomer may choose."""
        domain = [("company_id", "=", self.company_id.id), ("join_open", "=", True)]
        return self.env["coop.share.type"].search(domain)

    @api.constrains("type_id", "quantity", "reduced", "state")
    def _check_shares(self):
        for request in self.filtered("type_id"):
            share_type = request.type_id
            least = joining.minimum(
                share_type.minimum, share_type.minimum_reduced, request.reduced
            )
            fault = joining.share_fault(request.quantity, least)
            if fault == "below_minimum":
                raise ValidationError(
                    self.env._("At least %(least)s shares are needed to join.", least=least)
                )
            if fault:
                raise ValidationError(
                    self.env._("That is a lot of shares. Please talk to the members' office.")
                )

    def _coop_sign(self, name, signature, day=None):
        """Keep the signature of the charter in force until the application is confirmed."""
        if not (name or "").strip():
            raise UserError(self.env._("Please write your name."))
        self.write({
            "charter_id": self._coop_charter().id,
            "signed_name": name.strip(),
            "signature": signature,
            "signed_on": day or self.company_id._coop_today(),
        })

    @api.autovacuum
    def _gc_drafts(self):
        before = fields.Datetime.now() - timedelta(days=DRAFT_DAYS)
        self.search([("state", "!=", "confirmed"), ("write_date", "<", before)]).unlink()
