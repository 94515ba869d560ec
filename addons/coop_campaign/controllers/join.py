from dataclasses import asdict

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..rules import joining
from .forms import allowed_here, fault_texts, prepare_shares, read_shares, robot_fault, too_many

STARTS_PER_HOUR = 60
"""From one address. A whole meeting may share one connection, so it is not a small number."""
OPENINGS_PER_HOUR = 120
NEEDED = ("name", "email", "street", "zip", "city")


class JoinPage(http.Controller):
    """Four short steps to become a member. The visitor's session holds the application's secret."""

    # ------------------------------------------------------------------ the application at hand

    def _application(self):
        # sudo: lends a visitor their own application, bounded by the secret in their session.
        applications = request.env["coop.join.request"].sudo()
        return applications._coop_by_token(request.session.get("coop_join"))

    def _open_step(self, step):
        """The application when this step may be opened, and where to go when it may not."""
        application = self._application()
        if not application:
            return application, request.redirect("/join")
        progress = application._coop_progress()
        if progress.payment:
            return application, request.redirect("/join/done")
        if not joining.may_open(step, progress):
            return application, request.redirect(f"/join/{joining.next_step(progress)}")
        return application, None

    def _render(self, step, application, values=None, errors=None, **more):
        done = application._coop_progress() if application else joining.Progress()
        # sudo: lends the page the name and the currency of the co-op, which are public.
        company = application.company_id or request.env.company.sudo()
        return request.render(
            f"coop_campaign.join_{step}",
            {
                "step": step,
                "steps": joining.STEPS,
                "done": asdict(done),
                "application": application,
                "values": values or {},
                "errors": errors or {},
                "company": company,
                **more,
            },
        )

    # ------------------------------------------------------------------ step 1: who you are

    @http.route(["/join", "/join/you"], type="http", auth="public", website=True, sitemap=True)
    def join(self, by=None, **kw):
        if request.env["coop.member"]._coop_current():
            return request.redirect("/my/coop")
        if not self._is_open():
            return request.render("coop_campaign.join_closed", {})
        if by:
            request.session["coop_join_by"] = str(by)[:64]
        application = self._application()
        if application.state == "confirmed":
            return request.redirect("/join/done")
        values = application.read(joining.PERSON_FIELDS)[0] if application else self._known()
        return self._render("you", application, values, invited=bool(self._inviter()))

    def _is_open(self):
        # sudo: lends a visitor the knowledge that the co-op chose its accounts and its shares.
        company = request.env.company.sudo()
        types = company.env["coop.share.type"]._coop_open(company)
        return bool(types) and company._coop_has_capital_accounts()

    def _known(self):
        """What a signed-in visitor need not type again."""
        if request.env.user._is_public():
            return {}
        partner = request.env.user.partner_id
        return {field: partner[field] or "" for field in joining.PERSON_FIELDS}

    def _inviter(self):
        # sudo: lends a visitor the look-up of one invitation by its secret; nothing of it is shown.
        members = request.env["coop.member"].sudo()
        return members._coop_by_invite(request.session.get("coop_join_by"), request.env.company)

    @http.route(
        "/join/start",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def join_start(self, **form):
        if form.get("homepage"):
            return request.redirect("/join/shares")
        if not self._is_open():
            return request.redirect("/join")
        if not allowed_here("join", STARTS_PER_HOUR):
            return too_many()
        application = self._application()
        if application.state == "confirmed":
            return request.redirect("/join/done")
        values = joining.person(form)
        errors = fault_texts(joining.person_faults(values, NEEDED)) or robot_fault()
        if errors:
            return self._render("you", application, values, errors)
        self._save_person(application, values)
        return request.redirect("/join/shares")

    def _save_person(self, application, values):
        if application:
            application._coop_change_person(values)
            return
        inviter = self._inviter()
        values |= {
            "company_id": request.env.company.id,
            "lang": request.env.lang,
            "origin": "invitation" if inviter else "portal",
            "invited_by_id": inviter.id,
        }
        if not request.env.user._is_public():
            values |= {"partner_id": request.env.user.partner_id.id}
        # sudo: lends a visitor the writing of one application, made of checked fields only.
        application = request.env["coop.join.request"].sudo()._coop_start(values)
        request.session["coop_join"] = application.token

    # ------------------------------------------------------------------ step 2: shares

    @http.route("/join/shares", type="http", auth="public", methods=["GET", "POST"], website=True)
    def join_shares(self, **form):
        application, elsewhere = self._open_step("shares")
        if elsewhere:
            return elsewhere
        # sudo: lends whoever joins the share types that are open to everybody.
        types = request.env["coop.share.type"].sudo()._coop_open(application.company_id)
        if request.httprequest.method == "GET":
            return self._render(
                "shares", application, self._chosen(application, types), types=types
            )
        values, errors = read_shares(form, types)
        if errors:
            return self._render("shares", application, values, errors, types=types)
        application.write(prepare_shares(values))
        return request.redirect(f"/join/{joining.next_step(application._coop_progress())}")

    def _chosen(self, application, types):
        first = types[:1]
        return {
            "shares": {line.type_id.id: line.quantity for line in application.line_ids}
            or {first.id: first.minimum},
            "reduced": application.reduced,
        }

    # ------------------------------------------------------------------ step 3: charter

    @http.route("/join/charter", type="http", auth="public", website=True)
    def join_charter(self, **kw):
        application, elsewhere = self._open_step("charter")
        if elsewhere:
            return elsewhere
        return self._render("charter", application, charter=application._coop_charter())

    @http.route("/join/charter/<int:charter_id>/sign", type="jsonrpc", auth="public", website=True)
    def join_charter_sign(self, charter_id, name=None, signature=None):
        application, elsewhere = self._open_step("charter")
        if elsewhere:
            return {"error": request.env._("Your application is closed. Please reload the page.")}
        try:
            application._coop_sign(charter_id, name, signature)
        except UserError as error:
            return {"error": str(error)}
        return {"force_refresh": True, "redirect_url": "/join/payment"}

    # ------------------------------------------------------------------ step 4: payment

    @http.route("/join/payment", type="http", auth="public", methods=["GET", "POST"], website=True)
    def join_payment(self, way=None, **kw):
        application, elsewhere = self._open_step("payment")
        if elsewhere:
            return elsewhere
        ways = application._coop_ways()
        if request.httprequest.method == "GET":
            return self._render("payment", application, ways=ways)
        if way not in ways:
            errors = fault_texts({"way": "missing"})
            return self._render("payment", application, errors=errors, ways=ways)
        application._coop_confirm(way)
        return request.redirect(application._coop_pay_url() if way == "online" else "/join/done")

    @http.route("/join/done", type="http", auth="public", website=True)
    def join_done(self, **kw):
        application = self._application()
        if application.state != "confirmed":
            return request.redirect("/join")
        return self._render("done", application, **application._coop_outcome())

    @http.route("/join/leave", type="http", auth="public", methods=["POST"], website=True)
    def join_leave(self, **kw):
        """On a shared device: forget the application in this browser; it stays in the mail."""
        request.session.pop("coop_join", None)
        return request.redirect("/join")

    # ------------------------------------------------------------------ coming back by the mail

    @http.route(
        "/join/resume/<string:mail_token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
    )
    def join_resume(self, mail_token, **kw):
        """A page with one button: a robot that follows links in mails proves nothing."""
        if not allowed_here("resume", OPENINGS_PER_HOUR):
            return too_many()
        # sudo: lends a visitor their own application, bounded by the secret that was mailed.
        applications = request.env["coop.join.request"].sudo()
        application = applications._coop_by_mail_token(mail_token)
        if not application:
            return request.render("coop_campaign.join_unknown", {}, status=404)
        if request.httprequest.method == "GET":
            return request.render("coop_campaign.join_resume", {"mail_token": mail_token})
        application.email_proved = True
        request.session["coop_join"] = application.token
        return request.redirect(f"/join/{joining.next_step(application._coop_progress())}")
