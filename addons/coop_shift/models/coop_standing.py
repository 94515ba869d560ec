import logging
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ..rules.keep import SURE
from .sql_array import sql_array

_logger = logging.getLogger(__name__)
NOT_CONCERNED = "not_concerned"
#: Members at a time when all are folded from birth.
BATCH = 1000


class CoopStanding(models.Model):
    """What the rules say of a member, one row per period: a cache of facts, kept as history.

    Rows are derived. They can be thrown away and made again at any time. A member without work
    duty on a day has no row for it.
    """

    _name = "coop.standing"
    _description = "Standing"
    _order = "member_id, date_from desc, id"
    _rec_name = "standing"

    member_id = fields.Many2one("coop.member", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True)
    date_from = fields.Date("From", required=True)
    date_end = fields.Date(
        "First day after it", help="The first day on which another standing holds."
    )
    date_to = fields.Date("Last day", compute="_compute_date_to")
    standing = fields.Selection("_selection_standing", required=True)

    # A box of member by days: an index of boxes takes a row four times faster than one of ranges.
    # Its last half day is left out, because boxes that touch would overlap.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (box(point(member_id, date_from - '2000-01-01'::date), "
        "point(member_id, COALESCE(date_end - '2000-01-01'::date, 3000000) - 0.5)) WITH &&)",
        "A member has one standing at a time.",
    )
    _in_order = models.Constraint(
        "CHECK(date_end IS NULL OR date_from < date_end)", "A period ends after it begins."
    )
    _by_member = models.UniqueIndex("(member_id, date_from)")
    _by_day = models.Index("(date_from, standing)")

    @api.model
    def _selection_standing(self):
        _ = self.env._
        names = {
            "up_to_date": _("Up to date"),
            "alert": _("Alert"),
            "grace": _("Extra time"),
            "exempted": _("Exempted"),
            "suspended": _("Suspended"),
            "unsubscribed": _("Without a shift"),
            "on_leave": _("On leave"),
            "frozen": _("Frozen"),
            "blocked": _("Blocked"),
            "unpaid": _("Instalment overdue"),
            "expired": _("Registration expired"),
            "closed": _("Account closed"),
            "withdrawn": _("Withdrawn"),
        }
        return list(names.items())

    @api.depends("date_end")
    def _compute_date_to(self):
        for row in self:
            row.date_to = row.date_end and row.date_end - timedelta(days=1)

    def write(self, vals):
        raise UserError(self.env._("Standings follow from the facts: change the facts."))

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("Standings follow from the facts: change the facts."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Standings follow from the facts: change the facts."))

    # ------------------------------------------------------------------ storing what was derived

    @api.model
    def _stored(self, member_ids, day=date.min):
        """The rows of the days after one: ``{member_id: [(date_from, date_end, standing), …]}`` in
        order of date."""
        self.env.cr.execute(
            SQL(
                "SELECT member_id, date_from, date_end, standing FROM coop_standing "
                "WHERE member_id = ANY(%s) AND (date_end IS NULL OR date_end > %s) "
                "ORDER BY member_id, date_from",
                list(member_ids),
                day,
            )
        )
        stored = {}
        for member_id, *period in self.env.cr.fetchall():
            stored.setdefault(member_id, []).append(tuple(period))
        return stored

    @api.model
    def _apply(self, company, differences):
        """Make the rows say what they should; those that say it already are not touched.

        :param differences: ``[(member_id, rows that are, rows that should be), …]``
        """
        gone, new = [], []
        for member_id, had, has in differences:
            gone += [(member_id, row[0]) for row in had if row not in has]
            new += [(member_id, *row) for row in has if row not in had]
        self._delete(gone)
        self._insert(company, new)
        if differences:
            changed = self.env["coop.member"].browse([row[0] for row in differences])
            self.env["coop.verdict"]._changed(changed.partner_id.ids, company)

    # ------------------------------------------------------------------ all members at once

    @api.model
    def _rebuild(self, companies=None, store=True):
        """Fold all members from birth, whatever was kept.

        :param store: when false, only compare; nothing is written
        :return: ``[(member_id, stored periods, right periods), …]`` of the members whose standing
            differed
        """
        differences = []
        if companies is None:
            companies = (
                self.env["coop.work.policy"].search([("company_id", "!=", False)]).company_id
            )
        for company in companies:
            for ids in split_every(BATCH, self._member_ids(company)):
                differences += self._rebuild_some(company, ids, store)[0]
        return differences

    @api.model
    def _rebuild_some(self, company, member_ids, store=True):
        """The same for some members of one co-op, for whoever shows progress.

        :return: the differences of standings, as far as they are sure to be foreseen, and
            ``[(member_id, lines), …]`` for the ledgers that lacked lines: what has to be appended
            so that they say what the facts say
        """
        history = self.env["coop.work.policy"]._history_of(company.id)
        if not history:
            return [], []
        members = self.env["coop.member"].browse(member_ids)
        # sudo: lends the manager, or the job, the facts to fold and the right to store what follows
        # from them; bounded to these members.
        members = members.sudo()
        work = members._coop_derive if store else members._coop_derived
        found = work(company, history, whole=True)
        sure = company._coop_today() + SURE
        _logger.info("Folded %s members of %s from birth.", len(found), company.name)
        return (
            [(id_, one.had, one.has) for id_, one in found.items() if one.differs_before(sure)],
            [(id_, one.lines) for id_, one in found.items() if one.lines],
        )

    @api.model
    def _member_ids(self, company):
        self.env["coop.member"].flush_model(["company_id"])
        self.env.cr.execute(
            SQL("SELECT id FROM coop_member WHERE company_id = %s ORDER BY id", company.id)
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _delete(self, keys):
        if keys:
            members, days = zip(*keys, strict=True)
            self.env.cr.execute(
                SQL(
                    "DELETE FROM coop_standing USING unnest(%s::int[], %s::date[]) AS row (m, d) "
                    "WHERE member_id = row.m AND date_from = row.d",
                    sql_array(members),
                    sql_array(days),
                )
            )
            self.invalidate_model()

    @api.model
    def _insert(self, company, rows):
        if rows:
            members, starts, ends, names = map(sql_array, zip(*rows, strict=True))
            self.env.cr.execute(
                SQL(
                    "INSERT INTO coop_standing (member_id, company_id, date_from, date_end, "
                    "standing, create_uid, create_date) "
                    "SELECT row.m, %s, row.f, row.e, row.s, %s, now() AT TIME ZONE 'UTC' "
                    "FROM unnest(%s::int[], %s::date[], %s::date[], %s::varchar[]) "
                    "AS row (m, f, e, s)",
                    company.id,
                    self.env.uid,
                    members,
                    starts,
                    ends,
                    names,
                )
            )
            self.invalidate_model()


def periods(line):
    """Rows of a timeline: each period ends where the next begins; days without duty have none.

    >>> from datetime import date
    >>> periods([(date(2026, 1, 1), "up_to_date"), (date(2026, 2, 1), "not_concerned")])
    [(datetime.date(2026, 1, 1), datetime.date(2026, 2, 1), 'up_to_date')]

    A membership that was undone on its first day has no day at all:

    >>> periods([])
    []
    """
    ends = [*[start for start, _standing in line[1:]], None][: len(line)]
    return [
        (start, end, standing)
        for (start, standing), end in zip(line, ends, strict=True)
        if standing != NOT_CONCERNED
    ]
