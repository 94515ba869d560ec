from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules import solidarity as rules


class CoopSolidarityGift(models.Model):
    """A shift worked and given to the pool; somebody who is behind receives it.

    The ledger of both follows from this row: what it takes from the giver and gives to the
    receiver is written once, and reversed if the gift is withdrawn.
    """

    _name = "coop.solidarity.gift"
    _description = "Shift given to the solidarity pool"
    _inherit = ["coop.work.fact", "coop.counter.mixin"]
    _order = "id"

    company_id = fields.Many2one(related="assignment_id.company_id", store=True, index=True)
    assignment_id = fields.Many2one(
        "coop.assignment", "Shift worked", required=True, index=True, ondelete="restrict"
    )
    giver_id = fields.Many2one(
        "coop.member", "Given by", required=True, index=True, ondelete="restrict"
    )
    given_on = fields.Date(required=True)
    counter = fields.Char(required=True)
    counter_name = fields.Char("Counter")
    amount = fields.Float(required=True, digits=(12, 2))
    state = fields.Selection(
        [("available", "In the pool"), ("taken", "Received"), ("withdrawn", "Withdrawn")],
        required=True,
        default="available",
    )
    receiver_id = fields.Many2one(
        "coop.member", "Received by", index="btree_not_null", ondelete="restrict"
    )
    received_on = fields.Date()

    _once = models.UniqueIndex(
        "(assignment_id) WHERE state <> 'withdrawn'", "This shift was given already."
    )
    _received = models.Constraint(
        "CHECK((state = 'taken') = (receiver_id IS NOT NULL) AND "
        "(state = 'taken') = (received_on IS NOT NULL))",
        "A gift that was received names who received it, and when.",
    )
    _to_another = models.Constraint(
        "CHECK(receiver_id IS NULL OR receiver_id <> giver_id)", "The pool is for others."
    )
    _worth = models.Constraint("CHECK(amount > 0)", "A gift is worth something.")
    _pool = models.Index("(company_id, id) WHERE state = 'available'")

    @api.depends("given_on", "state")
    def _compute_display_name(self):
        for gift in self:
            gift.display_name = self.env._("Gift of %s", gift.given_on)

    def _coop_members(self):
        return self.giver_id | self.receiver_id

    # ------------------------------------------------------------------ giving

    @api.model
    def _give_refusals(self, assignment):
        member = assignment.member_id
        policy, regime = self._rules_of(member)
        balances = self.env["coop.work.entry"]._balances(member.ids)[member.id]
        given = self.search_count(
            [("assignment_id", "=", assignment.id), ("state", "!=", "withdrawn")], limit=1
        )
        attendance = (assignment.state, assignment.origin, assignment.favour)
        return rules.give_refusals(policy, regime, attendance, balances, bool(given))

    @api.model
    def _give(self, assignment):
        """Give a shift worked to the pool.

        :raise UserError: the first reason against it, in words
        """
        member = assignment.member_id
        assignment._swap_lock(member, assignment)
        assignment._swap_raise(self._give_refusals(assignment))
        value = rules.worth(*self._rules_of(member))
        return self.create(
            {
                "assignment_id": assignment.id,
                "giver_id": member.id,
                "given_on": member.company_id._coop_today(),
                "counter": value.counter,
                "amount": value.amount,
            }
        )

    @api.model
    def _rules_of(self, member):
        company = member.company_id
        day = company._coop_today()
        return self.env["coop.work.policy"]._history(company).on(day), member._coop_regime(day)

    @api.model
    def _coop_worth(self, member):
        """What a shift of the pool is worth to a member; None where the policy has no pool."""
        company = member.company_id
        if not self.env["coop.work.policy"]._history_of(company.id):
            return None
        return rules.worth(*self._rules_of(member))

    def _withdraw(self):
        """Take gifts back that nobody has received."""
        self.filtered(lambda gift: gift.state == "available").write({"state": "withdrawn"})

    @api.model
    def _withdraw_of(self, assignments):
        """An attendance that was corrected is no gift any more, unless someone received it."""
        # sudo: lends whoever corrects an attendance the withdrawal of what was given of it;
        # bounded to these assignments.
        gifts = self.sudo().search(
            [("assignment_id", "in", assignments.ids), ("state", "=", "available")]
        )
        gifts._withdraw()

    # ------------------------------------------------------------------ receiving

    @api.model
    def _available_domain(self, member):
        return [
            ("company_id", "=", member.company_id.id),
            ("state", "=", "available"),
            ("giver_id", "!=", member.id),
        ]

    @api.model
    def _take_refusals(self, member, by_office=False):
        policy, regime = self._rules_of(member)
        return rules.take_refusals(
            policy,
            regime,
            member.coop_standing,
            self.env["coop.work.entry"]._balances(member.ids)[member.id],
            self._received_this_year(member),
            self.search_count(self._available_domain(member)),
            by_office,
        )

    @api.model
    def _received_this_year(self, member):
        """How many solidarity shifts the rules counted for the member this calendar year."""
        first = member.company_id._coop_today().replace(month=1, day=1)
        gifts = self.search_count([("receiver_id", "=", member.id), ("received_on", ">=", first)])
        shifts = self.env["coop.assignment"].search_count(
            [
                ("member_id", "=", member.id),
                ("origin", "=", "solidarity"),
                ("state", "in", ("present", "late")),
                ("shift_id.start", ">=", first),
            ]
        )
        return gifts + shifts

    @api.model
    def _take(self, member, by_office=False):
        """The oldest gift of the pool goes to a member who is behind.

        :return: the gift
        :raise UserError: the first reason against it, in words
        """
        assignments = self.env["coop.assignment"]
        assignments._swap_lock(member, assignments)
        assignments._swap_raise(self._take_refusals(member, by_office))
        gift = self._lock_oldest(member)
        if not gift:
            raise UserError(assignments._booking_texts()["empty"])
        gift.write(
            {
                "state": "taken",
                "receiver_id": member.id,
                "received_on": member.company_id._coop_today(),
            }
        )
        return gift

    @api.model
    def _lock_oldest(self, member):
        """The oldest gift that nobody else is about to receive."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM coop_solidarity_gift WHERE company_id = %s "
                "AND state = 'available' AND giver_id <> %s ORDER BY id LIMIT 1 "
                "FOR UPDATE SKIP LOCKED",
                member.company_id.id,
                member.id,
            )
        )
        return self.browse([row[0] for row in self.env.cr.fetchall()])
