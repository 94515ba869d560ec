from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class AssemblyDoor(Controller):
    """The check-in page for the tablet at the door, and the page for the projector.

    Both are for the assembly office, signed in; a plain form, so that a scanner needs no script.
    """

    def _assembly(self, assembly_id):
        """The assembly, for those who may write it; 404 for everybody else."""
        assembly = request.env["coop.assembly"].browse(assembly_id)
        if not request.env.user.has_group("coop_vote.group_assembly") or not assembly.exists():
            raise NotFound()
        assembly.check_access("write")
        return assembly

    def _door(self, assembly, **values):
        return request.render("coop_vote.door", {"assembly": assembly, **values})

    @route("/coop/assembly/<int:assembly_id>", type="http", auth="user", readonly=True)
    def door(self, assembly_id, **kwargs):
        return self._door(self._assembly(assembly_id))

    @route("/coop/assembly/<int:assembly_id>/check-in", type="http", auth="user", methods=["POST"])
    def check_in(self, assembly_id, typed="", member_id=0, mode="present", **kwargs):
        assembly = self._assembly(assembly_id)
        found = assembly._find_members(typed)
        if str(member_id).isdecimal() and 0 < len(str(member_id)) < 10 and int(member_id):
            found = found.filtered(lambda member: member.id == int(member_id))
        if len(found) != 1:
            return self._door(assembly, typed=typed, found=found, nobody=not found)
        return self._let_in(assembly, found, "remote" if mode == "remote" else "present")

    def _let_in(self, assembly, member, mode):
        """Check one member in, and say so."""
        try:
            with request.env.cr.savepoint():
                request.env["coop.assembly.presence"]._check_in(assembly, member, mode)
        except UserError as error:
            return self._door(assembly, error=str(error))
        held = member.proxy_held_ids.filtered(
            lambda proxy: proxy.assembly_id == assembly and proxy.state == "accepted"
        )
        return self._door(assembly, welcome=member, held=len(held))

    @route("/coop/assembly/<int:assembly_id>/screen", type="http", auth="user", readonly=True)
    def screen(self, assembly_id, **kwargs):
        return request.render("coop_vote.screen", {"assembly": self._assembly(assembly_id)})
