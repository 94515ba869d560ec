from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from .check_in import CheckIn


class AssemblyDoor(CheckIn, Controller):
    """The check-in page and the page for the projector, for the assembly office, signed in.

    Plain forms, so that a scanner needs no script.
    """

    def _assembly(self, assembly_id):
        """The assembly, for those who may write it; 404 for everybody else."""
        assembly = request.env["coop.assembly"].browse(assembly_id)
        if not request.env.user.has_group("coop_vote.group_assembly") or not assembly.exists():
            raise NotFound()
        assembly.check_access("write")
        return assembly

    @route("/coop/assembly/<int:assembly_id>", type="http", auth="user", readonly=True)
    def door(self, assembly_id, **kwargs):
        return self._door(self._assembly(assembly_id), self._address(assembly_id))

    @route("/coop/assembly/<int:assembly_id>/check-in", type="http", auth="user", methods=["POST"])
    def check_in(self, assembly_id, typed="", member_id=0, mode="present", **kwargs):
        assembly = self._assembly(assembly_id)
        return self._check_in(assembly, self._address(assembly_id), typed, member_id, mode)

    def _address(self, assembly_id):
        return f"/coop/assembly/{assembly_id}/check-in"

    @route("/coop/assembly/<int:assembly_id>/screen", type="http", auth="user", readonly=True)
    def screen(self, assembly_id, **kwargs):
        return request.render("coop_vote.screen", {"assembly": self._assembly(assembly_id)})
