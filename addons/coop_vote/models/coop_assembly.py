from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..rules import quorum as quorum_rules


class CoopAssembly(models.Model):
    """A general assembly, from its preparation to its signed minutes."""

    _name = "coop.assembly"
    _description = "Assembly"
    _inherit = ["mail.thread", "mail.activity.mixin", "coop.vote.terms"]
    _order = "starts_at desc, id desc"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    rule_id = fields.Many2one("coop.assembly.rule", "Rules", required=True, index=True)
    kind = fields.Selection(related="rule_id.kind")
    rule_source = fields.Char("Where the rules come from", related="rule_id.source")
    call = fields.Selection(
        [("first", "First call"), ("second", "Second call")], required=True, default="first"
    )
    first_id = fields.Many2one("coop.assembly", "First call", index="btree_not_null", copy=False)
    second_ids = fields.One2many("coop.assembly", "first_id", string="Second call")
    starts_at = fields.Datetime("Begins", required=True, index=True)
    place = fields.Char(translate=True)
    state = fields.Selection(
        [
            ("draft", "In preparation"),
            ("convened", "Convened"),
            ("open", "In session"),
            ("closed", "Session closed"),
            ("signed", "Minutes signed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    notice = fields.Integer(
        "Notice (days)", compute="_compute_notice", store=True, readonly=False, precompute=True
    )
    proxy_cap = fields.Integer(
        "Proxies per holder", compute="_compute_notice", store=True, readonly=False, precompute=True
    )
    support_needed = fields.Integer(
        "Supporters of a member's point",
        compute="_compute_notice",
        store=True,
        readonly=False,
        precompute=True,
    )
    secret = fields.Boolean(
        "Secret votes", compute="_compute_notice", store=True, readonly=False, precompute=True
    )
    calls_for_points = fields.Boolean(
        "Members may propose points",
        copy=False,
        help="Until the assembly is convened, members see it on the portal and propose points.",
    )
    proposal_ids = fields.One2many(
        "coop.assembly.proposal", "assembly_id", string="Proposed by members"
    )
    convened_on = fields.Date("Convened on", readonly=True, copy=False)
    is_early = fields.Boolean(compute="_compute_is_early", help="The day has not come yet.")
    point_ids = fields.One2many("coop.assembly.point", "assembly_id", string="Agenda", copy=True)
    vote_ids = fields.One2many("coop.vote", "assembly_id", string="Votes")
    presence_ids = fields.One2many("coop.assembly.presence", "assembly_id", string="Attendance")
    proxy_ids = fields.One2many("coop.proxy", "assembly_id", string="Proxies")
    opened_at = fields.Datetime("Opened at", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed at", readonly=True, copy=False)
    chair = fields.Char("Chaired by", copy=False)
    secretary = fields.Char("Minutes taken by", copy=False)
    discussion = fields.Html("What was said", copy=False)

    member_count = fields.Integer("Members with a vote", compute="_compute_attendance")
    present_count = fields.Integer("Present", compute="_compute_attendance")
    remote_count = fields.Integer("From elsewhere", compute="_compute_attendance")
    represented_count = fields.Integer("Represented", compute="_compute_attendance")
    quorum_needed = fields.Integer("Needed for the quorum", compute="_compute_attendance")
    quorum_counted = fields.Integer("Counted for the quorum", compute="_compute_attendance")
    quorum_reached = fields.Boolean("Quorum reached", compute="_compute_attendance")

    _not_negative = models.Constraint(
        "CHECK(notice >= 0 AND proxy_cap >= 0)",
        "Days of notice and numbers of proxies are 0 or more.",
    )

    @api.depends("rule_id", "call")
    def _compute_terms(self):
        return super()._compute_terms()

    def _proposed_terms(self):
        return self.rule_id._terms_for_call(self.call) if self.rule_id else self._terms_of(None)

    @api.depends("rule_id", "call")
    def _compute_notice(self):
        for assembly in self:
            rule = assembly.rule_id
            assembly.notice = rule.second_notice if assembly.call == "second" else rule.notice
            assembly.proxy_cap = rule.proxy_cap
            assembly.support_needed = rule.support_needed
            assembly.secret = rule.secret

    @api.depends("starts_at")
    def _compute_is_early(self):
        for assembly in self:
            company, begins = assembly.company_id, assembly.starts_at
            assembly.is_early = bool(begins) and (
                company._coop_local_day(begins) > company._coop_today()
            )

    # ------------------------------------------------------------------ who is there

    @api.depends("presence_ids.state", "proxy_ids.state", "rule_id", "call", "state")
    def _compute_attendance(self):
        counts = self.env["coop.assembly.presence"]._numbers(self)
        represented = self.env["coop.proxy"]._represented(self)
        over = self.filtered(lambda one: one.state in ("closed", "signed") and not one.adjourned)
        came = over._came()
        represented.update({number: here["represented"] for number, here in came.items()})
        for assembly in self:
            here = came.get(assembly.id) or counts.get(assembly.id, {})
            assembly.present_count = here.get("present", 0)
            assembly.remote_count = here.get("remote", 0)
            assembly.represented_count = represented.get(assembly.id, 0)
            voters = 0 if assembly.state == "draft" else assembly._voters
            assembly.member_count = voters and (assembly._convened_count() or voters())
            reached = quorum_rules.count(assembly._quorum(), assembly._attendance())
            assembly.quorum_needed, assembly.quorum_counted = reached.needed, reached.counted
            assembly.quorum_reached = reached.reached

    def _voters(self):
        """How many members of the co-op have a vote on the day of the assembly."""
        # sudo: lends the assembly office the number of members with a vote, and no more.
        members = self.env["coop.member"].sudo()
        day = self.company_id._coop_local_day(self.opened_at or self.starts_at)
        domain = members._coop_holder_domain("has_vote", day)
        return members.search_count(domain & Domain("company_id", "=", self.company_id.id))

    def _voting_day(self):
        """The day on which those who take part vote: that of the assembly, and today from then on
        or once it is in session."""
        today = self.company_id._coop_today()
        if self.state == "open":
            return today
        return max(today, self.company_id._coop_local_day(self.starts_at))

    def _may_vote(self, members):
        """Those of these members who have a vote on the day of this assembly."""
        ours = members.filtered(lambda member: member.company_id == self.company_id)
        return ours._coop_able_to_vote(self._voting_day())

    def _ends_before(self, member):
        """Whether a membership ends, or has ended, before this assembly."""
        return bool(member.left_on and member.left_on <= self._voting_day())

    def _check_may_vote(self, members):
        """
        :raise UserError: one of these members has no vote on the day of this assembly
        """
        member = (members - self._may_vote(members))[:1]
        if members and not member:
            return
        if member.company_id == self.company_id and self._ends_before(member):
            raise UserError(
                self.env._(
                    "%(name)s has no vote in this assembly: on its day, %(day)s, the membership "
                    "has ended.",
                    name=member.name,
                    day=format_date(self.env, self._voting_day()),
                )
            )
        raise UserError(self.env._("%(name)s has no vote in this assembly.", name=member.name))

    def _attendance(self, voting=0, members=None):
        """Who takes part, as the rules of the quorum know it."""
        return quorum_rules.Attendance(
            self.member_count if members is None else members,
            present=self.present_count,
            represented=self.represented_count,
            remote=self.remote_count,
            voting=voting,
        )

    # ------------------------------------------------------------------ life

    def _refuse_forged(self, vals):
        if "state" in vals:
            raise UserError(self.env._("Use the buttons: they move an assembly on, step by step."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_forged(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_forged(vals)
        frozen = self._term_names() | {"rule_id", "call", "company_id", "proxy_cap", "notice"}
        frozen |= {"support_needed", "calls_for_points", "secret"}
        if frozen & vals.keys() and any(assembly.state != "draft" for assembly in self):
            raise UserError(self.env._("The rules are frozen since the assembly was convened."))
        if self._attested() & vals.keys():
            self._check_not_signed()
        return super().write(vals)

    def _attested(self):
        """What the minutes tell."""
        return {"name", "starts_at", "place", "chair", "secretary", "discussion", "point_ids"}

    def _check_not_signed(self):
        if any(assembly.state == "signed" for assembly in self):
            raise UserError(self.env._("The minutes are signed: nothing in them changes any more."))

    def _put(self, **vals):
        """Write what `write` refuses from outside."""
        return super().write(vals)

    def _advance(self, state, becomes, otherwise, **vals):
        """Move from one state to another, once; raise `otherwise` from any other state."""
        self.check_access("write")
        for assembly in self:
            assembly.flush_recordset()
            query = SQL("SELECT state FROM coop_assembly WHERE id = %s FOR UPDATE", assembly.id)
            if self.env.execute_query(query) != [(state,)]:
                raise UserError(otherwise)
            super(CoopAssembly, assembly).write({"state": becomes, **vals})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(assembly.state != "draft" for assembly in self):
            raise UserError(self.env._("An assembly that was convened is kept."))

    def action_start(self):
        """Open the session and the check-in."""
        otherwise = self.env._("Convene the assembly first; it is opened once.")
        self._advance("convened", "open", otherwise, opened_at=fields.Datetime.now())

    def action_end(self):
        """Close the session."""
        if self.vote_ids.filtered(lambda vote: vote.state in ("open", "closed")):
            raise UserError(self.env._("Close and count the votes of the assembly first."))
        otherwise = self.env._("Only an assembly in session is closed.")
        self._advance("open", "closed", otherwise, closed_at=fields.Datetime.now())

    def action_sign(self):
        """The minutes are signed on paper: nothing changes any more."""
        self._advance("closed", "signed", self.env._("Close the assembly first."))

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def _takes_points(self):
        """Whether members may propose points now."""
        return self.calls_for_points and self.state == "draft"

    def _check_takes_points(self, member):
        if not self._takes_points():
            raise UserError(self.env._("Points are no longer taken for this assembly."))
        self._check_may_vote(member)

    def action_check_in(self):
        """The check-in page, for the tablet at the door."""
        return {"type": "ir.actions.act_url", "url": f"/coop/assembly/{self.id}", "target": "new"}

    def action_screen(self):
        """The page for the projector."""
        url = f"/coop/assembly/{self.id}/screen"
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}
