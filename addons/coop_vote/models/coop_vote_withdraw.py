from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopVote(models.Model):
    """A vote that was wrong is withdrawn before it is counted: nobody ever learns what it said.

    The members read why. The vote stays, with its question and its roll; the corrected one is
    another vote.
    """

    _inherit = "coop.vote"

    withdrawn_why = fields.Char("Withdrawn because", readonly=True, copy=False, tracking=True)

    def _kept_fields(self):
        return super()._kept_fields() | {"withdrawn_why"}

    def _withdraw(self, reason):
        """Take no more ballots, count none, and erase those cast and who cast them.

        Waits for ballots that are on their way, and erases them too.

        :raise UserError: counted already, not opened, or withdrawn
        """
        self.check_access("write")
        for vote in self:
            vote._lock_to_withdraw()
            # sudo: lends the assembly office the erasure of what this vote holds, unseen.
            vote.sudo()._erase_choices()
            vote._advance(state="withdrawn", withdrawn_why=reason)
        self.env["coop.vote.envelope"]._shred_after_commit()

    def _lock_to_withdraw(self):
        self.flush_recordset()
        query = SQL("SELECT state FROM coop_vote WHERE id = %s FOR UPDATE", self.id)
        [(state,)] = self.env.execute_query(query)
        if state not in ("open", "closed"):
            raise UserError(
                self.env._("Only a vote that is open, or closed and not counted, is withdrawn.")
            )
