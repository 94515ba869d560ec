from odoo import api, fields, models

SHOWN = 50


class CoopStandingCheck(models.TransientModel):
    """Compare what is stored with what follows from the facts, and put it right."""

    _name = "coop.standing.check"
    _description = "Check the standings"

    report = fields.Text(readonly=True)

    def action_check(self):
        """List the members whose standing or ledger is not what the facts say; writes nothing."""
        return self._show(self.env["coop.standing"]._rebuild(self.env.company, store=False))

    def action_rebuild(self):
        """Derive everything again from the facts."""
        return self._show(self.env["coop.standing"]._rebuild(self.env.company))

    def _show(self, differences):
        ledgers = self.env["coop.work.entry"]._unlike_facts(self.env.company)
        self.report = "\n".join([*self._lines(differences), *self._ledger_lines(ledgers)])
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _lines(self, differences):
        if not differences:
            return [self.env._("The standings of all members are what the facts say.")]
        head = self.env._("%(count)s members differed.", count=len(differences))
        return [head, *(self._line(*row) for row in differences[:SHOWN])]

    @api.model
    def _line(self, member_id, stored, right):
        def words(rows):
            return ", ".join(f"{start} {standing}" for start, _end, standing in rows) or "–"

        member = self.env["coop.member"].browse(member_id)
        changed = words([row for row in stored if row not in right])
        becomes = words([row for row in right if row not in stored])
        return f"{member.display_name}: {changed} → {becomes}"

    @api.model
    def _ledger_lines(self, member_ids):
        if not member_ids:
            return [self.env._("The ledgers of all members are what the facts say.")]
        members = self.env["coop.member"].browse(member_ids[:SHOWN])
        return [
            self.env._(
                "%(count)s ledgers differ from the facts: %(names)s.",
                count=len(member_ids),
                names=", ".join(members.mapped("display_name")),
            )
        ]
