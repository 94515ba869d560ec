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
        mode = mode if mode in ("present", "remote", "left") else "present"
        asked = {"typed": typed, "member_id": member_id, "mode": mode}
        return self._door(assembly, address, **asked, **self._answer(assembly, **asked))

    def _answer(self, assembly, typed, member_id, mode):
        """What the page says: what was ``told`` of the one who passed, the ``error`` that kept them
        from it, or who may be meant (``found``, ``nobody``)."""
        found = assembly._find_members(typed)
        if str(member_id).isdecimal() and 0 < len(str(member_id)) < 10 and int(member_id):
            found = found.filtered(lambda member: member.id == int(member_id))
        if len(found) != 1:
            return {"found": found, "nobody": not found}
        return self._pass(assembly, found, mode)

    def _pass(self, assembly, member, mode):
        passed = assembly._let_out if mode == "left" else assembly._let_in
        try:
            with request.env.cr.savepoint():
                return {"told": passed(member, mode)}
        except UserError as error:
            return {"error": str(error)}
