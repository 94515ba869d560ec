import uuid

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..rules import joining
from .forms import fault_texts, prepare_shares, read_shares

TABLET_WAYS = ("cash", "cheque", "transfer", "shop")
KEPT = ("zip", "city", "way", "signed_on")
"""What the desk keeps from one paper form to the next one of the same pile."""


class MeetingDesk(http.Controller):
    """Enrolling people one after the other: on a tablet at a meeting, or from paper forms."""

    # ------------------------------------------------------------------ who may

    def _meeting(self, meeting_id):
        """The meeting, when the current user may enrol people at it; otherwise empty."""
        meeting = request.env["coop.meeting"].browse(meeting_id)
        # sudo: lends a host of this meeting the right to see that it exists; bounded by
        # _coop_may_enrol, which knows the office and the hosts of the day.
        if not meeting.sudo().exists() or not meeting._coop_may_enrol():
            return request.env["coop.meeting"]
        # sudo: lends that same host this one meeting: its name, its people and its totals.
        return meeting.sudo().with_company(meeting.sudo().company_id)

    def _is_office(self):
        return request.env.user.has_group("coop_membership.group_office")

    def _people(self, meeting):
        """The people of this meeting whose enrolment the current user began; all for the office."""
        everybody = meeting.request_ids
        if self._is_office():
            return everybody
        return everybody.filtered(lambda row: row.create_uid == request.env.user)

    def _person(self, meeting, request_id):
        return self._people(meeting).filtered(lambda row: row.id == request_id)

    # ------------------------------------------------------------------ the tablet

    @http.route(
        "/coop/meeting/<int:meeting_id>",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
    )
    def tablet(self, meeting_id, done=None, **form):
        meeting = self._meeting(meeting_id)
        if not meeting:
            return request.not_found()
        if request.httprequest.method == "GET":
            last = self._person(meeting, joining.whole_number(done))
            return self._render_desk(meeting, "tablet", self._blank(meeting.company_id), last=last)
        values, errors = self._read(form, meeting.company_id)
        if errors:
            return self._render_desk(meeting, "tablet", {**values, "key": form.get("key")}, errors)
        person = self._enter(values, form.get("key"), meeting, "meeting")
        if person.state != "draft":
            return request.redirect(f"/coop/meeting/{meeting.id}?done={person.id}")
        if person._coop_charter():
            return request.redirect(f"/coop/meeting/{meeting.id}/sign/{person.id}")
        return self._confirm(meeting, person)

    @http.route(
        "/coop/meeting/<int:meeting_id>/sign/<int:request_id>",
        type="http",
        auth="user",
        website=True,
    )
    def tablet_sign(self, meeting_id, request_id, **kw):
        meeting = self._meeting(meeting_id)
        person = self._person(meeting, request_id)
        if not person:
            return request.not_found()
        if person.state == "confirmed":
            return request.redirect(f"/coop/meeting/{meeting.id}?done={person.id}")
        values = {"meeting": meeting, "person": person, "charter": person._coop_charter()}
        return request.render("coop_campaign.meeting_sign", values)

    @http.route(
        "/coop/meeting/<int:meeting_id>/sign/<int:request_id>/accept/<int:charter_id>",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def tablet_accept(self, meeting_id, request_id, charter_id, name=None, signature=None):
        meeting = self._meeting(meeting_id)
        person = self._person(meeting, request_id)
        if not person:
            return {"error": request.env._("You may not enrol people at this meeting now.")}
        if person.state == "draft":
            try:
                person._coop_sign(charter_id, name, signature)
                person._coop_confirm(person.way)
            except UserError as error:
                return {"error": str(error)}
        url = f"/coop/meeting/{meeting.id}?done={person.id}"
        return {"force_refresh": True, "redirect_url": url}

    @http.route(
        "/coop/meeting/<int:meeting_id>/drop/<int:request_id>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def tablet_drop(self, meeting_id, request_id, **kw):
        person = self._person(self._meeting(meeting_id), request_id)
        if not person:
            return request.not_found()
        person.action_drop()
        return request.redirect(f"/coop/meeting/{meeting_id}")

    # ------------------------------------------------------------------ forms on paper

    @http.route(
        ["/coop/paper", "/coop/meeting/<int:meeting_id>/paper"],
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
    )
    def paper(self, meeting_id=None, done=None, **form):
        if not self._is_office():
            return request.not_found()
        # From the address, not from a forged query.
        meeting_id = meeting_id if isinstance(meeting_id, int) else None
        meeting = self._meeting(meeting_id) if meeting_id else request.env["coop.meeting"]
        if meeting_id and not meeting:
            return request.not_found()
        company = meeting.company_id or request.env.company
        if request.httprequest.method == "GET":
            # A person of the office reads applications by their own right.
            number = joining.whole_number(done)
            last = request.env["coop.join.request"].search([("id", "=", number)])
            blank = {**self._blank(company), **request.session.get("coop_paper", {})}
            return self._render_desk(meeting, "paper", blank, last=last)
        values, errors = self._read(form, company)
        errors |= self._check_paper(form)
        if errors:
            kept = {**values, "key": form.get("key"), "signed_on": form.get("signed_on")}
            return self._render_desk(meeting, "paper", kept, errors)
        person = self._enter(values, form.get("key"), meeting, "paper")
        if person.state == "draft":
            charter = person._coop_charter()
            if charter and form.get("signed_on"):
                person._coop_sign(charter.id, values["name"], False, day=form["signed_on"])
            person._coop_confirm(person.way)
        request.session["coop_paper"] = {
            field: values[field] if field in values else form.get(field) for field in KEPT
        }
        where = f"/coop/meeting/{meeting.id}/paper" if meeting else "/coop/paper"
        return request.redirect(f"{where}?done={person.id}")

    def _check_paper(self, form):
        signed_on = form.get("signed_on")
        if signed_on and not joining.is_day(signed_on):
            return {"signed_on": request.env._("Please write the day of the signature.")}
        return {}

    # ------------------------------------------------------------------ what both share

    def _blank(self, company):
        first = self._types(company)[:1]
        return {
            "key": uuid.uuid4().hex,
            "shares": {first.id: first.minimum},
            "way": "cash",
        }

    def _types(self, company):
        # sudo: lends a host the share types that are offered to everybody at /join.
        return request.env["coop.share.type"].sudo()._coop_open(company)

    def _read(self, form, company):
        person = joining.person(form)
        errors = fault_texts(joining.person_faults(person, ("name",)))
        shares, share_errors = read_shares(form, self._types(company))
        way = form.get("way")
        if way not in TABLET_WAYS:
            errors |= fault_texts({"way": "missing"})
        return {**person, **shares, "way": way}, {**errors, **share_errors}

    def _enter(self, values, key, meeting, origin):
        """The application of this form; the one that exists when the form is sent twice."""
        company = meeting.company_id or request.env.company
        # sudo: lends a host the writing of one application at their meeting, made of checked
        # fields only; the office has this right of its own.
        applications = request.env["coop.join.request"].sudo().with_company(company)
        return applications._coop_enter(
            {
                **prepare_shares(values),
                "key": joining.one_line(key)[:64] or uuid.uuid4().hex,
                "company_id": company.id,
                "meeting_id": meeting.id,
                "origin": origin,
                "lang": request.env.lang,
            }
        )

    def _confirm(self, meeting, person):
        person._coop_confirm(person.way)
        return request.redirect(f"/coop/meeting/{meeting.id}?done={person.id}")

    def _render_desk(self, meeting, mode, values, errors=None, last=None):
        # sudo: lends the page the name and the currency of the co-op, which are public.
        company = meeting.company_id or request.env.company.sudo()
        return request.render(
            "coop_campaign.desk",
            {
                "meeting": meeting,
                "mode": mode,
                "values": values,
                "errors": errors or {},
                "types": self._types(company),
                "company": company,
                "ways": TABLET_WAYS,
                "last": last,
                "waiting": self._people(meeting).filtered(lambda row: row.state == "draft"),
                "office": self._is_office(),
            },
        )
