from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..rules import subscription as rules
from .one_at_a_time import one_at_a_time

CENTS = 100


class CoopSubscription(models.Model):
    """A request to buy shares, until it is paid.

    Confirmed, it is an invoice in the Capital journal. What comes in pays for whole shares, in
    the register on the day of the payment; what goes out again is reversed. Both happen in
    :meth:`_coop_follow_payments`, which may be called any number of times.
    """

    _name = "coop.subscription"
    _description = "Subscription"
    _inherit = ["mail.thread", "mail.activity.mixin", "coop.sealed.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        "Reference", readonly=True, copy=False, default=lambda self: self.env._("New")
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "To be paid"),
            ("paid", "Paid"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    origin = fields.Selection(
        [
            ("portal", "Portal"),
            ("meeting", "Meeting"),
            ("paper", "Paper form"),
            ("invitation", "Invited by a member"),
        ],
        "How they came",
        default="paper",
    )
    reduced = fields.Boolean(
        "Lowered minimum", help="For people on minimum social benefits or a grant."
    )
    line_ids = fields.One2many("coop.subscription.line", "subscription_id", string="Shares")
    payment_term_id = fields.Many2one("account.payment.term", "Instalments", check_company=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)
    paid = fields.Monetary("Received", compute="_compute_paid")
    to_give_back = fields.Monetary(
        compute="_compute_paid", help="Received beyond what is due, or due after a cancellation."
    )
    invoice_id = fields.Many2one(
        "account.move", "Call for payment", readonly=True, copy=False, index="btree_not_null"
    )
    is_overdue = fields.Boolean(
        "Instalment overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    entry_ids = fields.One2many("coop.share.entry", "subscription_id", string="Register")
    member_id = fields.Many2one("coop.member", compute="_compute_member_id")
    welcome_on = fields.Datetime("Welcome mail", readonly=True, copy=False)

    @api.model
    def _coop_sealed(self):
        _ = self.env._
        step = _("Use “Call for payment”, “Record a payment” or “Cancel”.")
        names = ("state", "invoice_id", "entry_ids", "name", "amount", "welcome_on")
        return {**super()._coop_sealed(), **dict.fromkeys(names, step)}

    def _coop_sealed_now(self):
        if self.state == "draft":
            return super()._coop_sealed_now()
        called = self.env._("The payment was called for already. Cancel it, and write another one.")
        names = ("partner_id", "company_id", "date", "reduced", "line_ids", "payment_term_id")
        return {**super()._coop_sealed_now(), **dict.fromkeys(names, called)}

    # ------------------------------------------------------------------ computed

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        for subscription in self:
            subscription.amount = sum(subscription.line_ids.mapped("amount"))

    @api.depends("invoice_id.amount_residual", "invoice_id.matched_payment_ids.state", "state")
    def _compute_paid(self):
        for subscription in self:
            # sudo: lends the office the reading of this one invoice's payments.
            invoice = subscription.invoice_id.sudo()
            subscription.paid = invoice._coop_amount_paid()
            subscription.to_give_back = invoice._coop_amount_to_give_back()

    def _compute_is_overdue(self):
        overdue = self.search([("id", "in", self.ids), ("is_overdue", "=", True)])
        for subscription in self:
            subscription.is_overdue = subscription in overdue

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: lends the office, who may not open entries, which calls have a date that is past;
        # nothing of an entry goes into the answer but that it belongs to a call of theirs.
        late = (
            self.env["account.move.line"]
            .sudo()
            ._search(
                [
                    ("display_type", "=", "payment_term"),
                    ("parent_state", "=", "posted"),
                    ("reconciled", "=", False),
                    ("date_maturity", "<", "today"),
                ]
            )
        )
        return [("state", "=", "confirmed"), ("invoice_id", "in", late.subselect("move_id"))]

    @api.depends("partner_id", "company_id")
    def _compute_member_id(self):
        members = self.env["coop.member"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        found = {(member.partner_id, member.company_id): member for member in members}
        for subscription in self:
            key = (subscription.partner_id, subscription.company_id)
            subscription.member_id = found.get(key, False)

    # ------------------------------------------------------------------ confirm, cancel

    def action_confirm(self):
        """Call for payment: an invoice in the Capital journal.

        :raise UserError: when a line is missing, the shares do not make a member, or the
            accounts of the capital are not chosen
        """
        self.check_access("write")
        for subscription in self.filtered(lambda s: s.state == "draft"):
            subscription._check_complete()
            subscription.company_id._coop_check_capital_accounts()
            # sudo: lends the office, who may write it, the call for this one subscription, and
            # the making of its invoice in the Capital journal.
            called = subscription.sudo()
            called.name = subscription.company_id._coop_subscription_reference()
            invoice = called.env["account.move"].create(subscription._prepare_invoice_vals())
            invoice.action_post()
            called.write({"invoice_id": invoice.id, "state": "confirmed"})

    def _check_complete(self):
        self.ensure_one()
        if not self.partner_id:
            raise UserError(self.env._("Say who subscribes."))
        if not self.line_ids:
            raise UserError(self.env._("Choose at least one kind of share."))
        if not self._makes_member():
            wanted = ", ".join(
                self.env._("%(count)s × %(type)s", count=t._coop_minimum(self.reduced), type=t.name)
                for t in self.line_ids.type_id
            )
            raise UserError(
                self.env._("These shares do not make a member yet. The minimum is: %s.", wanted)
            )

    def _makes_member(self):
        """Whether this person is a member, or the shares reach, with those owned, a minimum."""
        if self.member_id.is_member:
            return True
        owned = self.member_id._coop_shares_by_type()
        return any(
            owned.get(line.type_id, 0) + line.quantity >= line.type_id._coop_minimum(self.reduced)
            for line in self.line_ids
        )

    def _prepare_invoice_vals(self):
        self.ensure_one()
        return {
            "move_type": "out_invoice",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "journal_id": self.company_id.coop_capital_journal_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.date,
            "invoice_origin": self.name,
            "invoice_payment_term_id": self.payment_term_id.id,
            "coop_subscription_id": self.id,
            "invoice_line_ids": [
                Command.create(line._prepare_invoice_line()) for line in self.line_ids
            ],
        }

    def action_cancel(self):
        """Take back the shares, cancel what is due; what was received is to be given back."""
        self.check_access("write")
        for subscription in self.filtered(lambda s: s.state != "cancelled"):
            subscription._check_may_end()
            was_called = subscription.invoice_id
            # sudo: lends the office, who may write it, the cancelling of this one subscription.
            subscription.sudo().state = "cancelled"
            if was_called:
                subscription._coop_follow_payments()
                subscription._coop_cancel_call()

    def _check_may_end(self):
        """:raise AccessError: when a membership of before today would end with it, for anybody but
        a manager"""
        member = self.member_id
        if self.env.su or self.env.user.has_group("coop_membership.group_manager"):
            return
        ours = sum(self.entry_ids.mapped("quantity"))
        began = member.is_member and member.joined_on < self.company_id._coop_today()
        if began and ours and ours >= member.share_count:
            raise AccessError(
                self.env._(
                    "%(member)s would be a member no more. A manager does this, with “Leave the "
                    "co-op” on the member's page.",
                    member=member.name,
                )
            )

    def _coop_cancel_call(self):
        """A credit note for the whole call; it settles what was not paid."""
        self.ensure_one()
        # sudo: lends the office the credit note of this one invoice of capital.
        invoice = self.invoice_id.sudo()
        today = self.company_id._coop_today()
        reversal = {
            "date": today,
            "invoice_date": today,
            "ref": self.env._("Cancelled: %s", self.name),
        }
        credit = invoice._reverse_moves([reversal])
        credit.action_post()
        lines = (invoice | credit).line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        lines.filtered(lambda line: not line.reconciled).reconcile()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(subscription.state != "draft" for subscription in self):
            raise UserError(self.env._("Only drafts are deleted. Cancel the subscription instead."))

    # ------------------------------------------------------------------ following the money

    def _coop_follow_payments(self, day=None):
        """Bring the register in line with the money received; doing it twice writes it once.

        :param day: the day of the payment, for the register; today by default
        """
        for subscription in self.filtered("invoice_id"):
            subscription._coop_lock()
            subscription._coop_follow_one(day or subscription.company_id._coop_today())

    def _coop_lock(self):
        """One payment at a time per subscription, whatever the office and the portal do at once."""
        one_at_a_time(self)

    def _coop_follow_one(self, day):
        self.ensure_one()
        targets = self._coop_paid_by_line()
        changes = self._coop_changes(targets)
        if changes:
            self._coop_write_register(changes, day)
            if self.state == "paid" and any(reversed_ for _line, reversed_, _added in changes):
                self._coop_tell_withdrawn()
        if self.state != "cancelled":
            paid = targets == self.line_ids.mapped("quantity")
            # sudo: lends the payment, whoever records it, the state that follows from it.
            self.sudo().state = "paid" if paid else "confirmed"
        if self.state == "paid" and not self.welcome_on:
            # sudo: lends the payment the waking of the one job that sends the welcome mail.
            self.env.ref("coop_membership.cron_welcome").sudo()._trigger()
        if self.member_id:
            self.member_id._coop_update_membership(
                day,
                reduced=self.reduced,
                may_leave=self.state == "cancelled",
                bought=any(added for _line, _reversed, added in changes),
            )

    def _coop_tell_withdrawn(self):
        """Tell the person that a payment of shares did not go through, and what to do."""
        spoken = self.with_context(lang=self.partner_id.lang or self.env.lang)
        body = spoken.env._(
            "The payment of your shares (%(reference)s) did not go through, so they are not paid. "
            "Please pay again or talk with the members' office, who will find a way with you.",
            reference=self.name,
        )
        # sudo: lends the payment, whoever records it, this one message to its own subscriber.
        spoken.sudo().message_post(
            body=body,
            subject=spoken.env._("Your shares are not paid yet"),
            partner_ids=self.partner_id.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _coop_paid_by_line(self):
        """Whole shares paid on each line, in the order of the lines."""
        if self.state == "cancelled":
            return [0] * len(self.line_ids)
        lines = [rules.Line(line.quantity, round(line.value * CENTS)) for line in self.line_ids]
        return rules.paid_shares(lines, round(self.paid * CENTS))

    def _coop_changes(self, targets):
        """``[(line, entries to reverse, shares to add)]``, lines that change only."""
        changes = []
        for line, target in zip(self.line_ids, targets, strict=True):
            standing = line.entry_ids.filtered(
                lambda e: not e.reversed_by_ids and not e.reverses_id
            )
            entries = [rules.Entry(entry.id, entry.quantity) for entry in standing.sorted("id")]
            gone = self._coop_gone(line, sum(entry.quantity for entry in entries) - target)
            reversed_ids, added = rules.corrections(entries, target + gone)
            if reversed_ids or added:
                changes.append((line, standing.browse(reversed_ids), added))
        return changes

    def _coop_gone(self, line, to_take_back):
        """How many of the shares to take back have been passed on or refunded meanwhile.

        A payment that bounced is a fact: what is still there is taken back, and the office is
        told about the rest. A cancellation is a choice: it waits until somebody has seen to it.

        :raise UserError: when the subscription is being cancelled
        """
        owned = self.member_id._coop_shares_by_type().get(line.type_id, 0)
        gone = max(to_take_back - owned, 0) if to_take_back > 0 else 0
        if gone and self.state == "cancelled":
            raise UserError(
                self.env._(
                    "%(count)s of these shares were transferred or refunded meanwhile, so they "
                    "cannot be taken back.",
                    count=gone,
                )
            )
        if gone:
            text = self.env._(
                "A payment was withdrawn, but %(count)s of its shares were transferred or refunded "
                "meanwhile. They stay in the register: please talk with the person.",
                count=gone,
            )
            # sudo: lends the payment, whoever records it, one note for the office.
            self.sudo().message_post(body=text)
        return gone

    def _coop_write_register(self, changes, day):
        member = self.member_id or self._coop_open_member()
        vals_list = [vals for change in changes for vals in self._prepare_entries(*change, day)]
        # sudo: lends the payment, whoever records it, the writing of the shares that it pays for.
        register = self.env["coop.share.entry"].sudo()
        register._coop_write(
            self.company_id, day, [{**v, "member_id": member.id} for v in vals_list]
        )

    def _prepare_entries(self, line, to_reverse, added, day):
        vals_list = [entry._prepare_reversal(day) for entry in to_reverse]
        if added:
            vals_list.append(
                {
                    "type_id": line.type_id.id,
                    "date": day,
                    "quantity": added,
                    "amount": added * line.value,
                    "kind": "subscription",
                    # The n-th entry of a line is written once, whatever happens at once.
                    "key": f"subscription:{line.id}:{len(line.entry_ids)}",
                    "subscription_id": self.id,
                    "subscription_line_id": line.id,
                }
            )
        return vals_list

    def _coop_open_member(self):
        member = (
            self.env["coop.member"]
            # sudo: lends the payment, whoever records it, the opening of the payer's own file.
            .sudo()
            .create(
                {
                    "partner_id": self.partner_id.id,
                    "company_id": self.company_id.id,
                    "origin": self.origin,
                }
            )
        )
        self.invalidate_recordset(["member_id"])
        return member

    def _coop_certified(self):
        """Whether there are paid shares that a certificate can name."""
        self.ensure_one()
        return self.state != "cancelled" and sum(self.entry_ids.mapped("quantity")) > 0

    # ------------------------------------------------------------------ screens

    def action_open_invoice(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.invoice_id.id,
            "view_mode": "form",
        }

    def action_register_payment(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a payment"),
            "res_model": "coop.subscription.pay",
            "view_mode": "form",
            "target": "new",
            "context": {"default_subscription_id": self.id},
        }

    def action_paybacks(self):
        """What the subscriber is owed or was paid back."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "coop_membership.coop_payback_action"
        )
        return {**action, "domain": [("partner_id", "=", self.partner_id.id)], "context": {}}
