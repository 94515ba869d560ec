from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..rules import joining


class CoopJoinRequest(models.Model):
    """Which shares an application asks for: one kind or several."""

    _inherit = "coop.join.request"

    line_ids = fields.One2many("coop.join.request.line", "request_id", string="Shares asked for")
    quantity = fields.Integer("Shares", compute="_compute_amount", store=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)
    shares = fields.Char("Which shares", compute="_compute_shares")

    _confirmed_is_complete = models.Constraint(
        "CHECK(state != 'confirmed' OR (quantity > 0 AND way IS NOT NULL))",
        "A confirmed application says which shares, how many, and how they are paid.",
    )

    @api.depends("line_ids.quantity", "line_ids.type_id.value")
    def _compute_amount(self):
        for request in self:
            request.quantity = sum(request.line_ids.mapped("quantity"))
            request.amount = sum(request.line_ids.mapped("amount"))

    @api.depends("line_ids.quantity", "line_ids.type_id.name")
    def _compute_shares(self):
        for request in self:
            request.shares = ", ".join(
                f"{line.quantity} × {line.type_id.name}" for line in request.line_ids
            )

    @api.constrains("line_ids", "reduced", "state")
    def _check_shares(self):
        for request in self.filtered("line_ids"):
            wanted = [(line.quantity, line._coop_least()) for line in request.line_ids]
            fault = joining.shares_fault(wanted)
            if fault:
                least = {line.type_id: line._coop_least() for line in request.line_ids}
                raise ValidationError(self._coop_fault_text(fault, least))

    @api.model
    def _coop_fault_text(self, fault, least):
        """Why these shares cannot be asked for, in a sentence.

        :param least: ``{share type asked for: shares of it that make a member}``
        """
        if fault == "too_many":
            return self.env._("That is a lot of shares. Please talk to the members' office.")
        if fault == "none":
            return self.env._("Please write how many shares you take.")
        if len(least) == 1:
            [number] = least.values()
            return self.env._("At least %(least)s shares are needed to join.", least=number)
        kinds = ", ".join(f"{number} × {share_type.name}" for share_type, number in least.items())
        return self.env._("To join, take at least the minimum of one kind: %s.", kinds)

    @api.model
    def _coop_lines(self, shares):
        """The commands that make these the shares asked for.

        :param shares: ``{id of a share type: quantity}``
        """
        return [
            Command.clear(),
            *(
                Command.create({"type_id": type_id, "quantity": quantity})
                for type_id, quantity in shares.items()
            ),
        ]
