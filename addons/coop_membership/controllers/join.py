from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route
from odoo.tools import email_normalize

FIELDS = ("name", "email", "phone", "street", "zip", "city")
STEPS = ("person", "shares", "charter", "payment")


class CoopJoin(Controller):
    """“Join”: four short steps, without an account. What is shown is what was typed, nothing else:
    the pages are the same whether or not the person is known to the co-op."""

    # ------------------------------------------------------------------ step 1

    @route("/join", type="http", auth="public", website=True, methods=["GET"], readonly=True)
    def join(self, by=None, **kwargs):
        if not self._is_open():
            return self._render("join_closed", {})
        user = request.env.user
        known = {} if user._is_public() else {"name": user.name, "email": user.email or ""}
        return self._render("join_person", {"step": "person", "values": {**known, "by": by}})

    @route("/join", type="http", auth="public", website=True, methods=["POST"], captcha="coop_join")
    def join_person(self, **post):
        if not self._is_open():
            return self._render("join_closed", {})
        values = {field: (post.get(field) or "").strip()[:200] for field in FIELDS}
        errors = self._person_errors(values)
        if not errors:
            try:
                return request.redirect(self._start(values, post)._join_url() + "/shares")
            except UserError as error:
                errors = {"form": str(error)}
        values["by"] = post.get("by")
        return self._render("join_person", {"step": "person", "values": values, "errors": errors})

    def _person_errors(self, values):
        _ = request.env._
        errors = {}
        if not values["name"]:
            errors["name"] = _("Please write your first and last name.")
        if not email_normalize(values["email"]):
            errors["email"] = _("Please write an e-mail address, like name@example.org.")
        return errors

    def _start(self, values, post):
        vals = {f"applicant_{field}": value for field, value in values.items()}
        vals["applicant_email"] = email_normalize(values["email"])
        vals["company_id"] = request.env.company.id
        if not request.env.user._is_public():
            vals["partner_id"] = request.env.user.partner_id.id
        return self._subscriptions()._join_start(vals, request.httprequest.remote_addr or "")

    # ------------------------------------------------------------------ step 2

    @route(
        "/join/<string:token>/shares",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def join_shares(self, token, **post):
        draft = self._draft(token)
        errors = {}
        if request.httprequest.method == "POST":
            try:
                draft._join_choose(*self._chosen(post))
                return request.redirect(draft._join_url())
            except UserError as error:
                errors = {"form": str(error)}
        values = {"types": self._types(), "errors": errors, "values": post}
        return self._render("join_shares", {"step": "shares", "draft": draft, **values})

    def _types(self):
        # sudo: lends a visitor the reading of the share types that are offered on this page.
        return (
            request.env["coop.share.type"]
            .sudo()
            .search([("on_join_page", "=", True), ("company_id", "=", request.env.company.id)])
        )

    def _chosen(self, post):
        types = self._types()
        wanted = post.get("type_id") or ""
        share_type = types.filtered(lambda t: str(t.id) == wanted)
        if not share_type:
            raise UserError(request.env._("Please choose a kind of share."))
        quantity = post.get("quantity") or ""
        if not (quantity.isascii() and quantity.isdigit() and len(quantity) < 9):
            raise UserError(request.env._("Please write how many shares, in figures."))
        return share_type, int(quantity), bool(post.get("reduced"))

    # ------------------------------------------------------------------ step 3

    @route(
        "/join/<string:token>/charter",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def join_charter(self, token, **post):
        draft = self._draft(token)
        charter = draft.env["coop.charter"]._coop_current(draft.company_id)
        if not charter:
            return request.redirect(draft._join_url())
        errors = {}
        if request.httprequest.method == "POST":
            errors = self._sign(draft, charter, post)
            if not errors:
                return request.redirect(draft._join_url())
        values = {"step": "charter", "draft": draft, "charter": charter, "errors": errors}
        return self._render("join_charter", values)

    def _sign(self, draft, charter, post):
        _ = request.env._
        if post.get("charter_id") != str(charter.id):
            return {"form": _("The charter has changed meanwhile. Please read it again.")}
        if not post.get("accept"):
            return {"accept": _("Please tick the box if you accept the charter.")}
        try:
            draft._join_sign(charter, post.get("signed_name"))
        except UserError as error:
            return {"signed_name": str(error)}
        return {}

    # ------------------------------------------------------------------ step 4

    @route(
        "/join/<string:token>/payment",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def join_payment(self, token, **post):
        draft = self._draft(token)
        if draft._join_step() != "payment":
            return request.redirect(draft._join_url())
        if request.httprequest.method == "POST":
            # Two clicks at once: the second waits for the first, then finds the work done.
            draft._coop_lock()
            draft.invalidate_recordset(["state"])
            draft.action_confirm()
            return request.redirect(draft._join_url())
        return self._render("join_payment", {"step": "payment", "draft": draft})

    # ------------------------------------------------------------------ the mailed link

    @route("/join/<string:token>", type="http", auth="public", website=True, readonly=True)
    def join_resume(self, token, **kwargs):
        subscription = self._subscriptions()._join_find(token)
        if not subscription:
            raise NotFound()
        step = subscription._join_step()
        if step != "done":
            return request.redirect(f"{subscription._join_url()}/{step}")
        values = {"subscription": subscription, "pay_url": self._pay_url(subscription)}
        return self._render("join_done", values)

    def _pay_url(self, subscription):
        """Where to pay online; empty when nothing is due or nobody collects online."""
        invoice = subscription.invoice_id
        if subscription.state != "confirmed" or not invoice._has_to_be_paid():
            return ""
        return f"/my/invoices/{invoice.id}?access_token={invoice.access_token}#portal_pay"

    # ------------------------------------------------------------------ helpers

    def _is_open(self):
        # sudo: lends a visitor the knowledge that the co-op has chosen its accounts of capital.
        company = request.env.company.sudo()
        return bool(company._coop_has_capital_accounts() and self._types())

    def _subscriptions(self):
        # sudo: lends a visitor one request of their own; bounded to the secret token of its link.
        return request.env["coop.subscription"].sudo()

    def _draft(self, token):
        """The visitor's request, while it can still change.

        :raise NotFound: when the link is forged, or the request is past changing
        """
        draft = self._subscriptions()._join_find(token)
        if not draft or draft.state != "draft":
            raise NotFound()
        return draft

    def _render(self, template, values):
        if draft := values.get("draft"):
            values["url"] = draft._join_url()
        return request.render(
            f"coop_membership.{template}", {"errors": {}, "steps": STEPS, **values}
        )
