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
        mode = mode if mode in ("present", "remote", "left") else "present"
        if len(found) != 1:
            return self._door(assembly, typed=typed, found=found, nobody=not found, mode=mode)
        return self._pass(assembly, found, mode)

    def _pass(self, assembly, member, mode):
        """One member comes in or leaves, and the page says so."""
        passed = assembly._let_out if mode == "left" else assembly._let_in
        try:
            with request.env.cr.savepoint():
                told = passed(member, mode)
        except UserError as error:
            return self._door(assembly, error=str(error))
        return self._door(assembly, told=told)

    @route("/coop/assembly/<int:assembly_id>/screen", type="http", auth="user", readonly=True)
    def screen(self, assembly_id, **kwargs):
        return request.render("coop_vote.screen", {"assembly": self._assembly(assembly_id)})
