from typing import Any, NamedTuple

from odoo import api, models
from odoo.exceptions import UserError


class Outcome(NamedTuple):
    """What an action does to one member.

    ``possible``: whether it can; ``text``: what changes, or why not; ``data``: whatever the kind of
    action needs to apply it.
    """

    possible: bool
    text: str
    data: Any = None


class CoopMassKind(models.AbstractModel):
    """A kind of action on many members. One model ``coop.mass.<kind>`` inherits it for each.

    Both methods take all lines at once; their number of statements does not grow with the lines.
    """

    _name = "coop.mass.kind"
    _description = "Kind of action on many members"
    #: The fields of the action that must be filled in, and the model that it writes to.
    _needed = ()
    _writes = "coop.enrollment"
    #: Whether a member who is listed twice is treated once.
    _once_per_member = True

    @api.model
    def _may_apply(self):
        """Whether this user may write what the action writes."""
        return self.env[self._writes].has_access("create")

    @api.model
    def _check(self, action):
        """:raise UserError: when the user may not do this, or has not filled everything in"""
        if not self._may_apply():
            raise UserError(self.env._("Only a manager may do this. Ask one to apply it."))
        missing = [name for name in self._needed if not action[name]]
        if missing:
            labels = [action._fields[name]._description_string(self.env) for name in missing]
            raise UserError(self.env._("Fill in first: %(fields)s.", fields=", ".join(labels)))

    @api.model
    def _find(self, action, lines):
        """``{line: Outcome}`` for every line, a member listed twice being treated once."""
        again = action._repeated() & lines if self._once_per_member else lines.browse()
        outcomes = self._outcomes(action, lines - again)
        twice = Outcome(False, self.env._("Is in this list already."))
        return {line: twice if line in again else outcomes[line] for line in lines}

    @api.model
    def _outcomes(self, action, lines):
        """``{line: Outcome}`` for every line; writes nothing."""
        raise NotImplementedError

    @api.model
    def _apply(self, action, lines, outcomes):
        """Do it to these lines, all of which can."""
        raise NotImplementedError
