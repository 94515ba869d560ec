from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

#: An alert that ends so soon is a risk.
SOON = timedelta(days=7)
#: Absences older than this say nothing of today.
RECENT = timedelta(weeks=26)


class CoopMember(models.Model):
    """Members who may soon lose the right to shop, or who have no shift, and what to do next."""

    _inherit = "coop.member"

    coop_risk = fields.Selection(
        [
            ("alert", "Alert ends soon"),
            ("absences", "Two absences in a row"),
            ("no_place", "Without a shift"),
        ],
        "Risk",
        compute="_compute_coop_risk",
        search="_search_coop_risk",
    )
    coop_risk_reason = fields.Char("Why", compute="_compute_coop_risk")
    coop_risk_step = fields.Char("What to do next", compute="_compute_coop_risk")

    @api.depends_context("company", "lang")
    def _compute_coop_risk(self):
        today = self.env.company._coop_today()
        found = {
            code: self._coop_ids(query)
            for code, query in self._coop_risk_queries(today, self.ids).items()
        }
        steps = self._coop_risk_steps()
        for member in self:
            code = next((code for code, ids in found.items() if member.id in ids), False)
            member.coop_risk = code
            member.coop_risk_reason = code and member._coop_risk_words(code)
            member.coop_risk_step = code and steps[code]

    def _search_coop_risk(self, operator, value):
        if operator != "in":
            return NotImplemented
        queries = self._coop_risk_queries(self.env.company._coop_today())
        domains = [Domain("id", "in", queries[code]) for code in value if code in queries]
        if False in value:
            domains += [
                ~Domain.OR(Domain("id", "in", query) for query in queries.values()),
            ]
        return Domain.OR(domains)

    @api.model
    def _coop_ids(self, query):
        return {row[0] for row in self.env.execute_query(query)}

    @api.model
    def _coop_risk_queries(self, today, ids=None):
        """SQL of the ids of the members at each risk, the most urgent first: ``{code: SQL}``.

        :param ids: only among these members
        """
        company = self.env.company.id
        among = SQL("TRUE") if ids is None else SQL("member_id = ANY(%s)", list(ids))
        self.env["coop.assignment"].flush_model(["state", "member_id", "origin"])
        return {
            "alert": self._coop_alert_query(today, company, among),
            "absences": self._coop_absences_query(today, company, among),
            "no_place": self._coop_no_place_query(today, company, among),
        }

    @api.model
    def _coop_alert_query(self, today, company, among):
        """An alert that holds today and ends in a few days."""
        return SQL(
            "(SELECT member_id FROM coop_standing WHERE company_id = %s AND standing = 'alert' "
            "AND date_from <= %s AND date_end > %s AND date_end <= %s AND %s)",
            company,
            today,
            today,
            today + SOON + timedelta(days=1),
            among,
        )

    @api.model
    def _coop_no_place_query(self, today, company, among):
        return SQL(
            "(SELECT member_id FROM coop_standing WHERE company_id = %s "
            "AND standing = 'unsubscribed' AND date_from <= %s "
            "AND (date_end IS NULL OR date_end > %s) AND %s)",
            company,
            today,
            today,
            among,
        )

    @api.model
    def _coop_absences_query(self, today, company, among):
        """The last two attendances recorded are absences."""
        return SQL(
            """(SELECT member_id FROM (
                SELECT a.member_id, a.state, row_number() OVER (
                       PARTITION BY a.member_id ORDER BY s.start DESC, a.id DESC) AS place
                  FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
                 WHERE s.company_id = %s AND s.start > %s AND %s
                   AND a.state IN ('present', 'late', 'absent', 'excused', 'half_excused',
                                   'bereavement', 'replaced')
                ) AS last
              WHERE place <= 2
              GROUP BY member_id
             HAVING count(*) FILTER (WHERE state = 'absent') = 2)""",
            company,
            today - RECENT,
            among,
        )

    def _coop_risk_words(self, code):
        self.ensure_one()
        _ = self.env._
        if code == "alert":
            last = format_date(self.env, self.coop_standing_until - timedelta(days=1))
            return _(
                "Alert until %(last)s. Counters: %(counters)s.",
                last=last,
                counters=self.coop_balances,
            )
        if code == "absences":
            return _("Absent twice in a row. Counters: %(counters)s.", counters=self.coop_balances)
        return _("No shift chosen. Counters: %(counters)s.", counters=self.coop_balances)

    @api.model
    def _coop_risk_steps(self):
        _ = self.env._
        return {
            "alert": _("Propose a make-up before that day, or give more time."),
            "absences": _("Call: is another shift, or a leave, what they need?"),
            "no_place": _("Call, and enroll them on a shift with free seats."),
        }

    def _coop_next_own_days(self):
        """The local day of the next own shift of each member who has one: ``{member id: day}``."""
        rows = self.env["coop.assignment"]._read_group(
            [
                ("member_id", "in", self.ids),
                ("state", "=", "expected"),
                ("origin", "=", "enrollment"),
                ("shift_id.start", ">", "now"),
            ],
            ["member_id"],
            ["shift_id:recordset"],
        )
        return {member.id: min(shifts.mapped("day")) for member, shifts in rows}

    # ------------------------------------------------------------------ from the lists

    def action_coop_mass(self):
        """Do one thing to the members chosen in a list."""
        return self.env["coop.mass.action"]._coop_open(members=self)

    def action_coop_correct(self):
        """Correct a counter of the member on this line.

        :raise UserError: when several members are chosen
        """
        if len(self) != 1:
            raise UserError(
                self.env._("Choose one member. For several, use “Do one thing to many”.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "coop_shift.coop_correction_wizard_action"
        )
        return {**action, "context": {"default_member_id": self.id}}
