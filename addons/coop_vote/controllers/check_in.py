from odoo.exceptions import UserError
from odoo.http import request

LONGEST = 200


class CheckIn:
    """What the check-in pages do, whoever opened them."""

    def _door(self, assembly, address, **values):
        """The page, whose forms are sent to that address."""
        return request.render(
            "coop_vote.door", {"assembly": assembly, "address": address, **values}
        )

    def _check_in(self, assembly, address, typed="", member_id=0, mode="present"):
        """Who was scanned, typed or chosen comes in or leaves; the page that says so."""
        # A file or a forged byte is no name either.
        typed = str(typed).replace("\x00", "")[:LONGEST]
        found = assembly._find_members(typed)
        if str(member_id).isdecimal() and 0 < len(str(member_id)) < 10 and int(member_id):
            found = found.filtered(lambda member: member.id == int(member_id))
        mode = mode if mode in ("present", "remote", "left") else "present"
        if len(found) != 1:
            more = {"typed": typed, "found": found, "nobody": not found, "mode": mode}
            return self._door(assembly, address, **more)
        return self._pass(assembly, address, found, mode)

    def _pass(self, assembly, address, member, mode):
        passed = assembly._let_out if mode == "left" else assembly._let_in
        try:
            with request.env.cr.savepoint():
                told = passed(member, mode)
        except UserError as error:
            return self._door(assembly, address, error=str(error))
        return self._door(assembly, address, told=told)
