from odoo import api, fields, models
from odoo.exceptions import UserError

#: What may be written of a vote by state; of a draft everything, of the others nothing else.
OF_A_VOTE = {
    "open": {"closes_at", "closes_why", "point_id", "teller_ids"},
    "closed": {"point_id", "teller_ids", "objection_ids"},
    "counted": set(),
    "withdrawn": set(),
}
#: Of a vote that ended in a tie, until the minutes are signed.
OF_A_TIE = {"tie_rule", "tie_order"}
#: What the rules set aside for the buttons; of an assembly in a session that is over, only this.
OF_A_CLOSED_ASSEMBLY = {"name", "place", "chair", "secretary", "discussion", "point_ids"}
OVER = ("closed", "signed")


class CoopVote(models.Model):
    """Final is final: after the roll is frozen only what a list names is written."""

    _inherit = "coop.vote"

    closes_why = fields.Char(
        "Why ballots are taken longer",
        copy=False,
        tracking=True,
        help="Ballots of an open vote can only be taken longer; those who have not voted read why.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        votes = super().create(vals_list)
        votes.assembly_id._check_not_over()
        return votes

    def write(self, vals):
        self._refuse_forged(vals)
        around = self.env["mail.thread"]._fields.keys()
        for vote in self:
            vote.assembly_id._check_not_signed()
            vote._check_may_write(vals.keys() - around)
            if vote.state == "open" and {"closes_at", "closes_why"} & vals.keys():
                vote._check_later(vals)
        done = super().write(vals)
        if "assembly_id" in vals:
            self.assembly_id._check_not_over()
        if "closes_at" in vals:
            for vote in self.filtered(lambda one: one.state == "open"):
                vote._tell_later()
        return done

    def _check_may_write(self, names):
        """Raise when one of these fields is final."""
        allowed = OF_A_VOTE.get(self.state)
        if allowed is None:
            return
        if self.outcome == "tie":
            allowed = allowed | OF_A_TIE
        if names - allowed:
            if self.state in ("open", "closed"):
                raise UserError(
                    self.env._(
                        "The roll and the rules are frozen since the vote opened. Make a new vote."
                    )
                )
            raise UserError(self.env._("This vote is over: nothing of it changes any more."))

    def _check_later(self, vals):
        """An open vote takes ballots longer than announced, never shorter, and not once it ended.

        :raise UserError: no later end is given, or no reason
        """
        before, after = self.closes_at, fields.Datetime.to_datetime(vals.get("closes_at"))
        if not before or before <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The end of an open vote is not set, and one that has passed is not moved. "
                    "Close the vote, or withdraw it."
                )
            )
        if not after or after <= before:
            raise UserError(
                self.env._("Ballots are taken as long as announced: choose a later end.")
            )
        if not (vals.get("closes_why") or "").strip():
            raise UserError(
                self.env._("Write why ballots are taken longer: those who have not voted read it.")
            )

    def _tell_later(self):
        """Tell those whose ballot is awaited until when, and why."""
        own, holders = self._awaited()
        # sudo: lends the assembly office the mail queue, for this one text.
        mails = self.env["mail.mail"].sudo()
        for lang, some in (own | holders).grouped("lang").items():
            here = self.with_context(lang=lang or self.company_id.partner_id.lang or "en_US")
            body = here.env["ir.qweb"]._render("coop_vote.later_mail", {"vote": here})
            common = {"subject": here.name, "body_html": body, "auto_delete": True}
            common["email_from"] = self.company_id.email_formatted
            mails.create([{**common, "recipient_ids": [(4, one.id)]} for one in some])

    @api.ondelete(at_uninstall=False)
    def _unlink_before_signing(self):
        self.assembly_id._check_not_signed()

    def copy_data(self, default=None):
        """A copy of a vote of a session that is over belongs to no assembly yet."""
        rows = super().copy_data(default)
        for vote, row in zip(self, rows, strict=True):
            if vote.assembly_id.state in OVER and "assembly_id" not in (default or {}):
                row.update(assembly_id=False, point_id=False)
        return rows

    def action_settle(self):
        self.assembly_id._check_not_signed()
        return super().action_settle()


class CoopAssembly(models.Model):
    _inherit = "coop.assembly"

    def _kept_fields(self):
        """What nobody writes by hand: the buttons do."""
        told = {"convened_on", "mailed_count", "printed_count", "convocation_ids"}
        life = {"state", "opened_at", "closed_at", "adjourned", "first_id", "second_ids"}
        return told | life | {"fingerprint_form", "tablet_key", "tablet_lang"}

    def _refuse_forged(self, vals):
        if (self._kept_fields() - {"first_id"}) & vals.keys():
            raise UserError(self.env._("Use the buttons: they move an assembly on, step by step."))

    def write(self, vals):
        around = self.env["mail.thread"]._fields.keys() | self.env["mail.activity.mixin"]._fields
        names = vals.keys() - around
        for assembly in self.filtered(lambda one: one.state != "draft"):
            over = assembly.state in OVER and names - OF_A_CLOSED_ASSEMBLY
            if "first_id" in names or over or (assembly.state == "signed" and names):
                assembly._check_not_signed()
                raise UserError(
                    self.env._("The session is over: only its minutes are still written.")
                )
            if assembly.state == "open" and "starts_at" in names:
                raise UserError(self.env._("The session has begun: its date stays."))
        return super().write(vals)

    def _check_not_over(self):
        """Raise for an agenda or a vote that comes after the session."""
        if any(assembly.state in OVER for assembly in self):
            self._check_not_signed()
            raise UserError(
                self.env._("The session is closed: nothing is added to it or taken away.")
            )


class CoopAssemblyPoint(models.Model):
    _inherit = "coop.assembly.point"

    @api.model_create_multi
    def create(self, vals_list):
        points = super().create(vals_list)
        points.assembly_id._check_not_over()
        return points

    def write(self, vals):
        if vals.keys() - {"minutes"}:
            self.assembly_id._check_not_over()
        done = super().write(vals)
        if "assembly_id" in vals:
            self.assembly_id._check_not_over()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_while_not_over(self):
        self.assembly_id._check_not_over()
        if any(vote.state != "draft" for vote in self.vote_ids):
            raise UserError(self.env._("A point whose vote was opened is kept."))


class CoopAssemblyProposal(models.Model):
    _inherit = "coop.assembly.proposal"

    def write(self, vals):
        self.assembly_id._check_not_over()
        done = super().write(vals)
        if "assembly_id" in vals:
            self.assembly_id._check_not_over()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_while_not_over(self):
        self.assembly_id._check_not_over()


class CoopAssemblyRule(models.Model):
    _inherit = "coop.assembly.rule"

    def write(self, vals):
        if {"name", "kind", "source", "company_id"} & vals.keys():
            # sudo: asks whether any assembly, of whichever co-op, tells these words in its minutes.
            signed = [("rule_id", "in", self.ids), ("state", "=", "signed")]
            if self.env["coop.assembly"].sudo().search_count(signed, limit=1):
                raise UserError(
                    self.env._(
                        "Signed minutes name these rules. Duplicate them, correct the copy, and "
                        "archive this one."
                    )
                )
        return super().write(vals)


class CoopVoteCandidate(models.Model):
    _inherit = "coop.vote.candidate"

    def write(self, vals):
        done = super().write(vals)
        if "vote_id" in vals:
            self._check_draft()
        self.vote_id.assembly_id._check_not_signed()
        return done
