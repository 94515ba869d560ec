import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from ..rules import joining

DRAFT_DAYS = 30
"""An application that nobody finished is forgotten after this many days."""
MAILS_PER_DAY = 5
"""To one e-mail address: nobody can use the page to flood somebody's box."""


class CoopJoinRequest(models.Model):
    """Somebody's application, from the first step to the subscription that it becomes."""

    _name = "coop.join.request"
    _description = "Application to join"
    _order = "id desc"

    name = fields.Char("First and last name", required=True)
    email = fields.Char()
    email_normalized = fields.Char(compute="_compute_email_normalized", store=True, index=True)
    email_proved = fields.Boolean(
        "E-mail proved",
        help="They opened the link that was mailed, or were signed in.",
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
    reduced = fields.Boolean(
        "Lowered minimum", help="They say that they live on minimum social benefits."
    )
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
    subscription_id = fields.Many2one(
        "coop.subscription", index="btree_not_null", ondelete="restrict", readonly=True
    )
    state = fields.Selection(
        [("draft", "Not finished"), ("confirmed", "Confirmed"), ("dropped", "Dropped")],
        required=True,
        default="draft",
        index=True,
    )
    token = fields.Char(
        copy=False,
        readonly=True,
        groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(24),
    )
    mail_token = fields.Char(
        copy=False,
        readonly=True,
        groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(24),
    )
    key = fields.Char(copy=False, help="The form that it came from; a form counts once.")
    twin_count = fields.Integer(
        "Same e-mail",
        compute="_compute_twin_count",
        search="_search_twin_count",
        help="Other persons with this e-mail: look whether they should be merged.",
    )

    _token_unique = models.UniqueIndex("(token)")
    _mail_token_unique = models.UniqueIndex("(mail_token)")
    _key_unique = models.UniqueIndex("(company_id, key) WHERE key IS NOT NULL")

    @api.depends("email")
    def _compute_email_normalized(self):
        for request in self:
            request.email_normalized = email_normalize(request.email or "")

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
        return [
            (
                "id",
                "in",
                SQL(
                    """(SELECT request.id FROM coop_join_request request
                  JOIN res_partner twin ON twin.email_normalized = request.email_normalized
                 WHERE twin.id IS DISTINCT FROM request.partner_id AND twin.active)"""
                ),
            )
        ]

    # ------------------------------------------------------------------ beginning, coming back

    @api.model
    def _coop_by_token(self, token):
        """The application of a browser's session; empty when forged or dropped."""
        return self._coop_by("token", token)

    @api.model
    def _coop_by_mail_token(self, token):
        """The application of a mailed link; empty when forged, dropped or forgotten."""
        return self._coop_by("mail_token", token)

    @api.model
    def _coop_by(self, field, token):
        if not joining.is_secret(token):
            return self.browse()
        found = self.search([(field, "=", token), ("state", "!=", "dropped")], limit=1)
        return found.with_company(found.company_id)

    @api.model
    def _coop_start(self, values):
        """A new application, and the mail with the link to come back to it.

        The e-mail of somebody who signed in counts as proved when it is their own.
        """
        application = self.create(values)
        own = application.partner_id.email_normalized
        application.email_proved = bool(own) and own == application.email_normalized
        application._coop_mail_link()
        return application

    def _coop_change_person(self, values):
        """The first step again. Another e-mail has to be proved anew, by another link."""
        changed = email_normalize(values.get("email") or "") != self.email_normalized
        if changed:
            values = {**values, "email_proved": False, "mail_token": secrets.token_urlsafe(24)}
        self.write(values)
        if changed:
            self._coop_mail_link()

    def _coop_mail_link(self):
        """Mail the link, or to a member how to sign in. The screen is the same for everybody."""
        hits = self.env["coop.join.hit"]
        if not hits._coop_allow("mail", self.email_normalized or "", MAILS_PER_DAY, 86_400):
            return
        known = self._coop_known_members()
        name = "mail_template_already_member" if known else "mail_template_resume"
        template = self.env.ref(f"coop_campaign.{name}")
        template.send_mail(self.id)
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _coop_known_members(self):
        """Today's members of the co-op who have this e-mail."""
        twins = self._coop_twins().get(self.email_normalized, self.env["res.partner"])
        domain = self.env["coop.member"]._coop_member_domain(self.company_id._coop_today())
        return self.env["coop.member"].search(
            domain
            & Domain("partner_id", "in", twins.ids)
            & Domain("company_id", "=", self.company_id.id)
        )

    def _coop_resume_url(self):
        return f"{self.get_base_url()}/join/resume/{self.mail_token}"

    # ------------------------------------------------------------------ the steps

    def _coop_progress(self):
        """Which steps are complete, for ``rules.joining``."""
        return joining.Progress(
            you=bool(self.name),
            shares=bool(self.line_ids),
            charter=bool(self.signed_on) or not self._coop_charter(),
            payment=self.state == "confirmed",
        )

    def _coop_charter(self):
        return self.env["coop.charter"]._coop_current(self.company_id)

    def _coop_sign(self, charter_id, name, signature, day=None):
        """Keep the signature of the charter in force until the application is confirmed.

        :param charter_id: the version that the person has before their eyes
        :raise UserError: when another version has come into force, or the name is empty
        """
        if charter_id != self._coop_charter().id:
            raise UserError(
                self.env._("The charter has changed meanwhile. Please reload and read it again.")
            )
        name = joining.one_line(name)
        if not name:
            raise UserError(self.env._("Please write your name."))
        self.write(
            {
                "charter_id": charter_id,
                "signed_name": name,
                "signature": signature,
                "signed_on": day or self.company_id._coop_today(),
            }
        )

    def action_confirm(self):
        """The office finishes an application with the person: at the shop, on the phone."""
        self.check_access("write")
        for request in self:
            # sudo: lends the office the making of the person, the subscription and the signature
            # of an application that they may write.
            request.sudo()._coop_confirm(request.way)

    def action_drop(self):
        self.filtered(lambda request: request.state == "draft").state = "dropped"

    def action_open_twins(self):
        twins = self._coop_twins().get(self.email_normalized, self.env["res.partner"])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Same e-mail"),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("id", "in", (twins | self.partner_id).ids)],
        }

    @api.autovacuum
    def _gc_drafts(self):
        before = fields.Datetime.now() - timedelta(days=DRAFT_DAYS)
        self.search([("state", "!=", "confirmed"), ("write_date", "<", before)]).unlink()
