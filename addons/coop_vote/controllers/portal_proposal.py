from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.coop_membership.controllers.asking import nothing_here

from .portal_assembly import AssemblyPortal


class ProposalPortal(AssemblyPortal):
    """Members propose and support points; members read the documents of the agenda."""

    @route(
        "/my/assemblies/<int:assembly_id>/points",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_point_propose(self, assembly_id, name="", description="", **kwargs):
        assembly = self._coop_assembly(assembly_id)
        member = request.env["coop.member"]._coop_current()
        # sudo: lends a member the points of an assembly of their co-op, found above; the member is
        # the current user.
        proposals = request.env["coop.assembly.proposal"].sudo()
        try:
            with request.env.cr.savepoint():
                proposals._propose(assembly, member, name, description)
        except UserError as error:
            values = {"error": str(error), "point_name": name, "point_text": description}
            return self._coop_assembly_page(assembly, **values)
        return request.redirect(f"/my/assemblies/{assembly_id}#points")

    @route(
        "/my/points/<int:proposal_id>/<string:answer>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def my_point_answer(self, proposal_id, answer, **kwargs):
        member = request.env["coop.member"]._coop_current()
        # sudo: lends a member the points of the announced assemblies of their co-op.
        proposal = request.env["coop.assembly.proposal"].sudo().browse(proposal_id).exists()
        if not proposal or answer not in ("support", "withdraw"):
            return nothing_here()
        assembly = self._coop_assembly(proposal.assembly_id.id)
        answers = {"support": proposal._support, "withdraw": proposal._withdraw_support}
        try:
            with request.env.cr.savepoint():
                answers[answer](member)
        except UserError as error:
            return self._coop_assembly_page(assembly, error=str(error))
        return request.redirect(f"/my/assemblies/{assembly.id}#points")

    @route(
        "/my/assemblies/<int:assembly_id>/documents/<int:document_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def my_document(self, assembly_id, document_id, **kwargs):
        assembly = self._coop_assembly(assembly_id)
        documents = assembly.point_ids.attachment_ids if assembly.state != "draft" else ()
        if document_id not in [document.id for document in documents]:
            raise NotFound()
        # sudo: lends a member one document of an agenda that was sent to the members.
        document = request.env["ir.attachment"].sudo().browse(document_id)
        stream = request.env["ir.binary"]._get_stream_from(document)
        return stream.get_response(as_attachment=True)
