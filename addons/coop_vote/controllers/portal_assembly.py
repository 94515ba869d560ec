from datetime import timedelta

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.coop_membership.controllers.asking import nothing_here
from odoo.addons.coop_membership.controllers.portal import CoopPortal


class AssemblyPortal(CoopPortal):
    """Assemblies on the portal: agenda, whether one may vote, and proxies."""

    def _coop_assemblies(self):
        """The assemblies of the current user's co-op that were convened or call for points, the
        next ones first."""
        if not request.env["coop.member"]._coop_current():
            return request.env["coop.assembly"]
        shown = Domain("state", "!=", "draft") | Domain("calls_for_points", "=", True)
        domain = shown & Domain("company_id", "=", request.env.company.id)
        # sudo: lends a member the announced assemblies of their own co-op.
        return request.env["coop.assembly"].sudo().search(domain, limit=50)

    def _coop_assembly(self, assembly_id):
        assembly = self._coop_assemblies().filtered(lambda one: one.id == assembly_id)
        if not assembly:
            raise NotFound()
        return assembly

    def _coop_proxies(self, assembly, member):
        """The proxies that a member gave or holds in an assembly."""
        mine = Domain("giver_id", "=", member.id) | Domain("holder_id", "=", member.id)
        return (
            # sudo: lends a member the proxies of which they are a party.
            request.env["coop.proxy"].sudo().search(mine & Domain("assembly_id", "=", assembly.id))
        )

    @route("/my/assemblies", type="http", auth="user", website=True, readonly=True)
    def my_assemblies(self, **kwargs):
        values = self._prepare_portal_layout_values()
        shown = {"page_name": "coop_assemblies", "assemblies": self._coop_assemblies()}
        return request.render("coop_vote.portal_my_assemblies", {**values, **shown})

    @route(
        "/my/assemblies/<int:assembly_id>", type="http", auth="user", website=True, readonly=True
    )
    def my_assembly(self, assembly_id, **kwargs):
        return self._coop_assembly_page(self._coop_assembly(assembly_id))

    def _coop_assembly_page(self, assembly, **values):
        member = request.env["coop.member"]._coop_current()
        proxies = self._coop_proxies(assembly, member)
        alive = proxies.filtered(lambda proxy: proxy.state in ("given", "accepted"))
        held = alive.filtered(lambda proxy: proxy.holder_id == member)
        return request.render(
            "coop_vote.portal_my_assembly",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "coop_assembly",
                "assembly": assembly,
                "member": member,
                "given": alive.filtered(lambda proxy: proxy.giver_id == member),
                "held": held,
                "holds": held.filtered(lambda proxy: proxy.state == "accepted"),
                "may_vote": assembly._may_vote(member),
                "ends_before": assembly._ends_before(member),
                "last_day": member.left_on and member.left_on - timedelta(days=1),
                "takes_points": assembly._takes_points() and not member._coop_former(),
                "proposals": assembly.proposal_ids,
                "supported": assembly.proposal_ids._supported_by(member),
                **values,
            },
        )

    @route(
        "/my/assemblies/<int:assembly_id>/proxy",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_proxy_give(self, assembly_id, number="", name="", pool="", **kwargs):
        assembly = self._coop_assembly(assembly_id)
        member = request.env["coop.member"]._coop_current()
        try:
            with request.env.cr.savepoint():
                holder = None if pool else self._coop_named(number, name)
                vals = {"assembly_id": assembly.id, "giver_id": member.id}
                # sudo: lends a member the giving of their own proxy; the giver is the current user.
                request.env["coop.proxy"].sudo().create(
                    {**vals, "holder_id": holder.id if holder else False}
                )
        except UserError as error:
            return self._coop_assembly_page(assembly, error=str(error), number=number, name=name)
        return request.redirect(f"/my/assemblies/{assembly_id}")

    @route(
        "/my/assemblies/<int:assembly_id>/proxy-form",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def my_proxy_form(self, assembly_id, **kwargs):
        """The form of a proxy on paper, with the name of the current user as the giver."""
        assembly = self._coop_assembly(assembly_id)
        member = request.env["coop.member"]._coop_current()
        if not assembly.proxy_cap or assembly.state == "draft" or not assembly._may_vote(member):
            raise NotFound()
        content, kind = assembly._print_proxy_form(member)
        mime = "application/pdf" if kind == "pdf" else "text/html; charset=utf-8"
        return request.make_response(content, [("Content-Type", mime)])

    def _coop_named(self, number, name):
        """The member with this number and name. Both are asked: a number alone tells no name."""
        # sudo: lends a member the check that a number and a name belong together.
        members = request.env["coop.member"].sudo()
        company = [("company_id", "=", request.env.company.id)]
        digits = number.strip()
        found = members
        if digits.isdecimal() and len(digits) < 9:
            found = members.search([*company, ("number", "=", int(digits))])
        words = set(name.casefold().split())
        if not found or not words or not words <= set(found.name.casefold().split()):
            raise UserError(
                request.env._(
                    "No member has this number and this name. Please check both with the person."
                )
            )
        return found

    @route(
        "/my/proxies/<int:proxy_id>/<string:answer>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_proxy_answer(self, proxy_id, answer, **kwargs):
        member = request.env["coop.member"]._coop_current()
        # sudo: lends a member the proxies of which they are a party, and nothing else.
        proxy = request.env["coop.proxy"].sudo().browse(proxy_id).exists()
        answers = self._coop_answers(proxy, member)
        if answer not in answers:
            return nothing_here()
        try:
            with request.env.cr.savepoint():
                answers[answer]()
        except UserError as error:
            return self._coop_assembly_page(proxy.assembly_id, error=str(error))
        return request.redirect(f"/my/assemblies/{proxy.assembly_id.id}")

    def _coop_answers(self, proxy, member):
        """What a member may do with a proxy: the holder accepts it, refuses it or gives it back,
        the giver revokes it."""
        if not proxy or not member:
            return {}
        if proxy.holder_id == member:
            return {"accept": proxy._accept, "refuse": proxy._refuse, "return": proxy._return}
        return {"revoke": proxy._revoke} if proxy.giver_id == member else {}
