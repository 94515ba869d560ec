from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

APPEND_ONLY = """
CREATE OR REPLACE FUNCTION coop_swap_move_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'The history of swaps is append-only.';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS coop_swap_move_append_only ON coop_swap_move;
CREATE TRIGGER coop_swap_move_append_only BEFORE UPDATE OR DELETE ON coop_swap_move
    FOR EACH ROW EXECUTE FUNCTION coop_swap_move_append_only();
DROP TRIGGER IF EXISTS coop_swap_move_never_emptied ON coop_swap_move;
CREATE TRIGGER coop_swap_move_never_emptied BEFORE TRUNCATE ON coop_swap_move
    FOR EACH STATEMENT EXECUTE FUNCTION coop_swap_move_append_only();
"""


class CoopSwapMove(models.Model):
    """One member changed shifts, or was replaced. Rows are added, never edited.

    ``previous_id`` makes the chain: the move by which the member had come to the shift left.
    """

    _name = "coop.swap.move"
    _description = "Shift that changed hands"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    way = fields.Selection(
        [("exchange", "Exchange"), ("stand_in", "Stand-in"), ("seat", "Free seat")],
        required=True,
    )
    swap_id = fields.Many2one("coop.swap", index="btree_not_null", ondelete="restrict")
    previous_id = fields.Many2one(
        "coop.swap.move", "Move before", index="btree_not_null", ondelete="restrict"
    )
    undoes_id = fields.Many2one("coop.swap.move", index="btree_not_null", ondelete="restrict")
    from_shift_id = fields.Many2one("coop.shift", index=True, ondelete="restrict")
    from_role_id = fields.Many2one("coop.shift.role", ondelete="restrict")
    to_shift_id = fields.Many2one("coop.shift", index="btree_not_null", ondelete="restrict")
    to_role_id = fields.Many2one("coop.shift.role", ondelete="restrict")
    owed_day = fields.Date("Stands for the shift of")
    moved_by = fields.Many2one("res.users", default=lambda self: self.env.uid, ondelete="restrict")
    moved_at = fields.Datetime(default=fields.Datetime.now, required=True)

    _from_or_to = models.Constraint(
        "CHECK(from_shift_id IS NOT NULL OR to_shift_id IS NOT NULL)",
        "A move begins or ends on a shift.",
    )
    _undone_once = models.UniqueIndex(
        "(undoes_id) WHERE undoes_id IS NOT NULL", "This was undone already."
    )
    _chain = models.Index("(member_id, to_shift_id)")

    def init(self):
        """The database itself refuses to edit or erase a line."""
        self.env.cr.execute(SQL(APPEND_ONLY))

    def write(self, vals):
        raise UserError(self.env._("The history of swaps is never edited."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of swaps is never erased."))

    @api.depends("member_id", "way")
    def _compute_display_name(self):
        ways = dict(self._fields["way"]._description_selection(self.env))
        for move in self:
            move.display_name = f"{ways.get(move.way, '')} · {move.member_id.display_name}"

    @api.model
    def _note(self, way, left, taken, swap=None, undoes=None):
        """Note a change: the assignments left and those taken, one row per member.

        :param left: assignments whose member gave the seat
        :param taken: assignments on their new seats
        :param undoes: the moves that these undo
        """
        people = {}
        for row in left:
            people.setdefault(row.member_id, [None, None])[0] = row
        for row in taken:
            people.setdefault(row.member_id, [None, None])[1] = row
        undone = {move.member_id: move.id for move in undoes or self}
        before = self._last_moves([row for row, _new in people.values() if row])
        return self.create(
            [
                {
                    **self._sides(old, new),
                    "member_id": member.id,
                    "company_id": (old or new).company_id.id,
                    "way": way,
                    "swap_id": swap.id if swap else False,
                    "undoes_id": undone.get(member),
                    "previous_id": before.get((member.id, old.shift_id.id)) if old else False,
                }
                for member, (old, new) in people.items()
            ]
        )

    @api.model
    def _sides(self, old, new):
        """Where a member comes from and goes to, as values."""
        return {
            "from_shift_id": old.shift_id.id if old else False,
            "from_role_id": old.role_id.id if old else False,
            "to_shift_id": new.shift_id.id if new else False,
            "to_role_id": new.role_id.id if new else False,
            "owed_day": new.owed_day if new else False,
        }

    @api.model
    def _last_moves(self, rows):
        """The move that brought each member to their shift: ``{(member_id, shift_id): id}``."""
        moves = self.search(
            [
                ("member_id", "in", [row.member_id.id for row in rows]),
                ("to_shift_id", "in", [row.shift_id.id for row in rows]),
            ],
            order="id",
        )
        return {(move.member_id.id, move.to_shift_id.id): move.id for move in moves}
