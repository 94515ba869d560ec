from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from ..rules import joining

MONEY_IN_HAND = {"cash": "cash", "cheque": "bank"}
"""Ways to pay that are received on the spot, and the kind of journal they go to."""


class CoopJoinRequest(models.Model):
    """The last step of an application: a person, a subscription, a signature, a membership."""

    _inherit = "coop.join.request"

    # ------------------------------------------------------------------ the last step

    @api.model
    def _coop_enter(self, values):
        """The application of a form, created once: the same form sent twice finds the first."""
        domain = [("key", "=", values["key"]), ("company_id", "=", values["company_id"])]
        known = self.search(domain, limit=1)
        if known:
            return known
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self.create(values)
        except UniqueViolation:
            return self.search(domain, limit=1)

    def _coop_ways(self):
        """The ways to pay that are open to this newcomer, best first."""
        providers = self.env["payment.provider"]._get_compatible_providers(
            self.company_id.id,
            self.partner_id.id or self.env.user.partner_id.id,
            self.amount,
            currency_id=self.currency_id.id,
        )
        instalments = self.company_id.coop_instalment_term_id
        return [
            *(["online"] if providers else []),
            "transfer",
            "shop",
            *(["instalments"] if instalments else []),
        ]

    def _coop_confirm(self, way):
        """Make the person, the subscription and the signature; doing it twice does it once."""
        self._coop_lock()
        if self.state != "draft":
            return
        partner = self._coop_person()
        self.write({"way": way, "partner_id": partner.id, "state": "confirmed"})
        if self.signed_on:
            self.env["coop.charter.signature"]._coop_sign(
                self.charter_id, partner, self._prepare_signature()
            )
        self._coop_subscribe()

    def _coop_lock(self):
        """Wait for another click on the same button, then see what it did."""
        self.flush_recordset()
        self.env.execute_query(
            SQL("SELECT 1 FROM coop_join_request WHERE id = %s FOR UPDATE", self.id)
        )
        self.invalidate_recordset(["state", "partner_id"])

    def _coop_person(self):
        """The person of this application.

        A person who is known already is only taken when the visitor proved to be them: by being
        signed in, or by the mailed link when nobody else has the address. Otherwise a new
        person is made, and the office sees the twin.
        """
        if self.partner_id:
            return self._coop_complete(self.partner_id)
        twins = self._coop_twins().get(self.email_normalized, self.env["res.partner"])
        if self.email_proved and len(twins) == 1 and not self._coop_known_members():
            return self._coop_complete(twins)
        return self.env["res.partner"].create(self._prepare_person())

    def _coop_complete(self, partner):
        """What was unknown of a known person is filled in; what was known stays."""
        given = {field: self[field] for field in joining.PERSON_FIELDS}
        partner.write({field: v for field, v in given.items() if v and not partner[field]})
        return partner

    def _coop_subscribe(self):
        """The subscription of this application, called for payment, and the money in hand."""
        self.subscription_id = self.env["coop.subscription"].create(self._prepare_subscription())
        self.subscription_id.action_confirm()
        if self.way in MONEY_IN_HAND:
            pay = self.env["coop.subscription.pay"].with_company(self.company_id)
            pay.create(self._prepare_payment()).action_pay()

    def _prepare_subscription(self):
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "origin": self.origin,
            "reduced": self.reduced,
            "payment_term_id": self.way == "instalments"
            and self.company_id.coop_instalment_term_id.id,
            "line_ids": [
                Command.create({"type_id": line.type_id.id, "quantity": line.quantity})
                for line in self.line_ids
            ],
        }

    def _prepare_payment(self):
        """Cash goes to the cash journal, a cheque to the bank journal, or to the one there is."""
        journals = self.env["account.journal"].search(
            [("type", "in", ("bank", "cash")), ("company_id", "=", self.company_id.id)]
        )
        if not journals:
            raise UserError(self.env._("The co-op has no bank or cash journal yet."))
        journal = journals.filtered(lambda one: one.type == MONEY_IN_HAND[self.way])[:1]
        return {
            "subscription_id": self.subscription_id.id,
            "journal_id": (journal or journals[0]).id,
            "memo": self.meeting_id.name,
        }

    # ------------------------------------------------------------------ what comes out

    def _coop_member(self):
        """The membership that this application led to; empty until the minimum is paid."""
        member = self.subscription_id.member_id
        return member if member.is_member else member.browse()

    def _coop_card(self):
        """The newest valid card of the person."""
        return self.env["coop.card"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("revoked_on", "=", False),
            ],
            limit=1,
        )

    def _coop_pay_url(self):
        """The portal page of the call for payment, where any payment provider works."""
        return self.subscription_id.invoice_id.get_portal_url(query_string="&payment=True")

    def _coop_outcome(self):
        """What the last page shows: the membership and its card, or how to pay."""
        member = self._coop_member()
        invoice = self.subscription_id.invoice_id
        online = not member and "online" in self._coop_ways()
        return {
            "member": member,
            "card": self._coop_card() if member else self.env["coop.card"],
            "reference": invoice.payment_reference or invoice.name,
            "dues": self._coop_dues(),
            "bank": invoice.partner_bank_id.acc_number,
            "pay_url": online and self._coop_pay_url(),
        }

    def _coop_dues(self):
        """``[(day, amount)]`` of the instalments; empty when all is due at once."""
        lines = self.subscription_id.invoice_id.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        dues = [(line.date_maturity, line.amount_currency) for line in lines]
        return sorted(dues) if len(dues) > 1 else []

    def _prepare_person(self):
        return {
            **{field: self[field] or False for field in joining.PERSON_FIELDS},
            "lang": self.lang,
            "company_type": "person",
        }

    def _prepare_signature(self):
        way = {"meeting": "meeting", "paper": "paper"}.get(self.origin, "portal")
        return {
            "signed_name": self.signed_name,
            "signature": self.signature,
            "signed_on": self.signed_on,
            "way": way,
            "lang": self.lang,
        }
