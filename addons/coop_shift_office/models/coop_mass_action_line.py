from odoo import fields, models


class CoopMassActionLine(models.Model):
    """One member of an action on many: what it does to them, or why it cannot."""

    _name = "coop.mass.action.line"
    _description = "Member of an action on many"
    _order = "id"

    action_id = fields.Many2one("coop.mass.action", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="action_id.company_id")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="cascade")
    enrollment_id = fields.Many2one(
        "coop.enrollment", "Place chosen", index="btree_not_null", ondelete="set null"
    )
    state = fields.Selection(
        [
            ("chosen", "Chosen"),
            ("possible", "Can change"),
            ("refused", "Cannot change"),
            ("done", "Changed"),
        ],
        required=True,
        default="chosen",
        readonly=True,
    )
    outcome = fields.Char("What changes, or why not", readonly=True)

    _once = models.UniqueIndex("(action_id, member_id, COALESCE(enrollment_id, 0))")

    def _note(self, outcomes):
        """Write down what was found; lines that say it already stay as they are."""
        for line in self:
            found = outcomes[line]
            state = "possible" if found.possible else "refused"
            if (line.state, line.outcome) != (state, found.text):
                line.write({"state": state, "outcome": found.text})

    def _note_done(self, outcomes):
        for line in self:
            line.write({"state": "done", "outcome": outcomes[line].text})

    def _coop_places(self, day):
        """The places of each line on a day or later: the one chosen, or all of the member.

        :return: ``{line: enrollments}``, in one statement
        """
        places = self.env["coop.enrollment"]
        everything = places.search(
            [("member_id", "in", self.member_id.ids), *places._running_from(day)]
        )
        held = everything.grouped("member_id")
        none = everything.browse()
        return {
            line: line.enrollment_id & everything
            if line.enrollment_id
            else held.get(line.member_id, none)
            for line in self
        }
