from odoo import fields, models


class CoopRegisterPrint(models.TransientModel):
    """The register of shares as it was on a day, numbered, ready to be printed."""

    _name = "coop.register.print"
    _description = "Print the share register"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date("As of", required=True, default=lambda self: self.env.company._coop_today())

    def action_print(self):
        return self.env.ref("coop_membership.report_register").report_action(self)

    def _rows(self):
        """``[(member, share type, shares, amount)]`` of those who own some, by member number."""
        rows = self.env["coop.share.entry"]._read_group(
            [("company_id", "=", self.company_id.id), ("date", "<=", self.date)],
            ["member_id", "type_id"],
            ["quantity:sum", "amount:sum"],
            having=[("quantity:sum", ">", 0)],
        )
        return sorted(rows, key=lambda row: (row[0].number or 0, row[0].id, row[1].sequence))
