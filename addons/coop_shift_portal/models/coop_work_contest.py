from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.coop_shift.models.coop_assignment import RECORDED

#: Attendances that a member can contest: all that are recorded, but that they came.
CONTESTABLE = tuple(state for state in RECORDED if state != "present")
#: Standings that leave nothing to contest.
AT_PEACE = ("up_to_date", "not_concerned")
#: Attendances older than this are for the office alone.
REACH = timedelta(days=366)
#: How long the words may be.
WORDS = 2000
#: The same thing can be contested so often, each time with new words.
TRIES = 2
#: How many contests one member can send in a day.
PER_DAY = 5
#: An answer is kept for so many years.
YEARS_KEPT = 1
ANSWERED = ("accepted", "refused")


class CoopWorkContest(models.Model):
    """A member says that an attendance, or their standing, is not right. The office answers.

    It changes nothing by itself. What was contested is kept as it was then. Nobody writes these
    rows by hand: members ask and withdraw, the office answers.
    """

    _name = "coop.work.contest"
    _description = "Contest of an attendance or a standing"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _mail_post_access = "read"

    member_id = fields.Many2one(
        "coop.member", required=True, index=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    kind = fields.Selection(
        [("attendance", "Attendance"), ("standing", "Standing")], required=True, readonly=True
    )
    assignment_id = fields.Many2one(
        "coop.assignment", "Shift", index="btree_not_null", readonly=True, ondelete="set null"
    )
    day = fields.Date(
        "Day it is about",
        required=True,
        readonly=True,
        help="That of the shift, or the first day of the standing.",
    )
    attendance = fields.Selection("_selection_attendance", "Attendance then", readonly=True)
    standing = fields.Selection("_selection_standing", "Standing then", readonly=True)
    words = fields.Text("What the member says", required=True, readonly=True)
    asked_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    state = fields.Selection(
        [
            ("open", "Waits for an answer"),
            ("accepted", "Accepted"),
            ("refused", "Not accepted"),
            ("withdrawn", "Taken back"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    answer = fields.Text("Answer to the member", readonly=True)
    answered_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    answered_on = fields.Datetime("Answered, or taken back, on", readonly=True, index=True)
    became = fields.Selection("_selection_attendance", "Attendance after it", readonly=True)
    about = fields.Char("What it is about", compute="_compute_about")

    _one_open_by_shift = models.UniqueIndex(
        "(assignment_id) WHERE state = 'open' AND assignment_id IS NOT NULL",
        "This shift is contested already: the members' office will answer.",
    )
    _one_open_standing = models.UniqueIndex(
        "(member_id) WHERE state = 'open' AND kind = 'standing'",
        "The standing is contested already: the members' office will answer.",
    )
    _words_bounded = models.Constraint(
        "CHECK(char_length(words) BETWEEN 1 AND 2000)", "Please write 1 to 2,000 characters."
    )
    _closed_has_moment = models.Constraint(
        "CHECK((state = 'open') = (answered_on IS NULL))",
        "What is answered or taken back has its moment, and nothing else has.",
    )
    _answered_has_author = models.Constraint(
        "CHECK((state IN ('accepted', 'refused')) = "
        "(answered_by IS NOT NULL AND COALESCE(answer, '') <> ''))",
        "An answer has its words, and somebody of the office who gave it.",
    )
    _of_its_kind = models.Constraint(
        "CHECK((kind = 'attendance' AND attendance IS NOT NULL) OR "
        "(kind = 'standing' AND standing IS NOT NULL AND assignment_id IS NULL))",
        "What was contested is kept as it was then.",
    )

    @api.model
    def _selection_attendance(self):
        return self.env["coop.assignment"]._fields["state"]._description_selection(self.env)

    @api.model
    def _selection_standing(self):
        return self.env["coop.member"]._selection_coop_standing()

    @api.depends_context("lang")
    @api.depends("kind", "attendance", "standing", "day")
    def _compute_about(self):
        attendances = dict(self._selection_attendance())
        standings = dict(self._selection_standing())
        for row in self:
            day = format_date(self.env, row.day, date_format="d MMMM y")
            if row.kind == "attendance":
                what = attendances.get(row.attendance)
                row.about = self.env._("%(what)s, shift of %(day)s", what=what, day=day)
            else:
                what = standings.get(row.standing)
                row.about = self.env._("%(what)s, since %(day)s", what=what, day=day)

    @api.depends_context("lang")
    @api.depends("member_id.display_name", "about")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.member_id.display_name} · {row.about}"

    # ------------------------------------------------------------------ asking

    @api.model
    def _coop_contest(self, member, words, assignment=None):
        """Contest an attendance of a member, or their standing of today, in the member's words.

        Sending the same twice contests once. Nothing else changes.

        :param assignment: one of the member's own; their standing without it
        :raise UserError: when there is nothing to contest, or it was answered twice
        """
        member._coop_one_at_a_time()
        words = (words or "").strip()
        self._check_words(words)
        vals = self._contest_vals(member, assignment)
        earlier = self.search([(name, "=", vals[name]) for name in self._same(vals)])
        waiting = earlier.filtered(lambda row: row.state == "open")
        if waiting and waiting[0].words == words:
            return waiting[0]
        self._check_tries(member, earlier, words)
        # Members do not follow their contest: the office may talk about it among itself.
        silent = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
        contest = silent.create({**vals, "words": words})
        contest._coop_tell_office()
        return self.browse(contest.id)

    @api.model
    def _same(self, vals):
        """Names of the values that two contests of the same thing have in common."""
        if vals["kind"] == "attendance":
            return ("member_id", "assignment_id")
        return ("member_id", "kind", "standing", "day")

    @api.model
    def _check_words(self, words):
        if not words:
            raise UserError(self.env._("Please say in your own words what is not right."))
        if len(words) > WORDS:
            raise UserError(
                self.env._("Please say it in %(count)s characters or less.", count=WORDS)
            )

    @api.model
    def _contest_vals(self, member, assignment):
        today = member.company_id._coop_today()
        if member._coop_former():
            raise UserError(self.env._("This page is for members."))
        vals = {"member_id": member.id, "standing": member.coop_standing}
        if not assignment:
            if member.coop_standing in AT_PEACE:
                raise UserError(self.env._("There is nothing to contest: you are up to date."))
            since = [start for start, _standing in member._coop_periods() if start <= today]
            return {**vals, "kind": "standing", "assignment_id": False, "day": since[-1]}
        day = assignment.shift_id.day
        if assignment.member_id != member or assignment.state not in CONTESTABLE:
            raise UserError(self.env._("Nothing is recorded there that could be contested."))
        if day < today - REACH:
            raise UserError(
                self.env._("This was more than a year ago. Please talk to the members' office.")
            )
        shift = {"assignment_id": assignment.id, "attendance": assignment.state, "day": day}
        return {**vals, **shift, "kind": "attendance"}

    @api.model
    def _check_tries(self, member, earlier, words):
        """:param earlier: the contests of the same thing"""
        if "open" in earlier.mapped("state"):
            raise UserError(self.env._("The members' office has it already, and will answer."))
        if words in earlier.mapped("words"):
            raise UserError(
                self.env._("You said this already. Please say what is new since the answer.")
            )
        if len(earlier.filtered(lambda row: row.state in ANSWERED)) >= TRIES:
            raise UserError(
                self.env._("This was answered twice. Please talk to the members' office.")
            )
        midnight = member.company_id._coop_midnight(member.company_id._coop_today())
        sent = self.search_count([("member_id", "=", member.id), ("asked_on", ">=", midnight)])
        if sent >= PER_DAY:
            raise UserError(
                self.env._("That is much for a day. Please talk to the members' office.")
            )

    def _coop_tell_office(self):
        """A task for somebody of the office, and a mail to its address. The words stay here."""
        for contest in self:
            partner = contest.company_id.partner_id
            row = contest.with_context(lang=partner.lang or self.env.lang)
            office = row._coop_office()
            if office:
                # The mail below tells it; the task needs none of its own.
                row.with_context(mail_activity_quick_update=True).activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=row.company_id._coop_today(),
                    summary=row.env._("A member contests: answer them"),
                    user_id=office.id,
                )
            author = row.member_id.partner_id
            row.message_post(
                body=row.env._("A member contests: %(about)s", about=row.about),
                subject=row.display_name,
                author_id=author.id,
                email_from=author.email_formatted or row.company_id.email_formatted or author.name,
                partner_ids=(partner - author).ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _coop_office(self):
        """Somebody of the office: of those who are in it by name, where there is one."""
        group = self.env.ref("coop_membership.group_office")
        for users in (group.user_ids, group.all_user_ids):
            mine = users.filtered(lambda user: self.company_id in user.company_ids)
            if mine:
                return mine.sorted("id")[0]
        return group.user_ids.browse()

    def _coop_withdraw(self):
        """Take it back, while nobody has answered. Doing it twice changes nothing.

        :raise UserError: when it was answered
        """
        self.ensure_one()
        if self.state == "withdrawn":
            return
        if self.state != "open":
            raise UserError(self.env._("This was answered already: the answer is on this page."))
        self.write({"state": "withdrawn", "answered_on": fields.Datetime.now()})
        self.activity_unlink(["mail.mail_activity_data_todo"])

    @api.autovacuum
    def _gc_answered(self):
        """What was answered, or taken back, a year ago is forgotten."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), years=YEARS_KEPT)
        self.search([("answered_on", "<", limit)], limit=1000).unlink()
