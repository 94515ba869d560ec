from werkzeug.exceptions import NotFound

from odoo.http import request, route

from odoo.addons.coop_membership.controllers.asking import nothing_here
from odoo.addons.coop_shift.controllers.portal import CoopShiftPortal

from ..models.coop_mail_opt_out import OPTIONAL


class CoopShiftMails(CoopShiftPortal):
    """Which mails a member gets: on the portal, and from the link at the end of each mail."""

    @route(
        "/my/shifts/mails",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def my_mails(self, saved=None, **_kwargs):
        member = request.env["coop.member"]._coop_current()
        return request.render(
            "coop_shift_mail.portal_my_mails",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "coop_shift_mails",
                "member": member,
                "choices": member.env["coop.mail.opt.out"]._choices(member),
                "saved": saved,
            },
        )

    @route("/my/shifts/mails", type="http", auth="user", website=True, methods=["POST"])
    def my_mails_keep(self, **_kwargs):
        member = request.env["coop.member"]._coop_current()
        if not member:
            raise NotFound()
        self._coop_keep(member)
        return request.redirect("/my/shifts/mails?saved=1", code=303)

    @route(
        "/coop/mails/<int:member_id>/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
        readonly=True,
    )
    def mails(self, member_id, token, saved=None, **_kwargs):
        """Nothing changes by opening the link: programs that look at mails open links, too."""
        member = self._coop_of_link(member_id, token)
        if not member:
            return nothing_here()
        return request.render(
            "coop_shift_mail.page_mails",
            {
                "choices": member.env["coop.mail.opt.out"]._choices(member),
                "action": f"/coop/mails/{member_id}/{token}",
                "saved": saved,
            },
        )

    @route(
        "/coop/mails/<int:member_id>/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def mails_keep(self, member_id, token, **_kwargs):
        member = self._coop_of_link(member_id, token)
        if not member:
            return nothing_here()
        self._coop_keep(member)
        return request.redirect(f"/coop/mails/{member_id}/{token}?saved=1", code=303)

    @staticmethod
    def _coop_of_link(member_id, token):
        """The member of a link; empty for a wrong token or no such member alike."""
        # sudo: lends whoever holds the link the choice of mails of that one member, once the
        # token is checked; nothing else of the member is shown.
        member = request.env["coop.member"].sudo().browse(member_id).exists()
        return member if member and member._coop_mail_token_is(token) else member.browse()

    @staticmethod
    def _coop_keep(member):
        wanted = set(request.httprequest.form.getlist("wanted")) & set(OPTIONAL)
        member.env["coop.mail.opt.out"]._choose(member, wanted)
