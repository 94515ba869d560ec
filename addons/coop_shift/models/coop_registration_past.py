from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import date

from odoo import api, fields, models

from ..rules.facts import Registration


class CoopRegistrationPast(models.Model):
    """That a member was to come to a shift on some days, where nothing else says so any more.

    Shifts booked ahead keep a member of some co-ops from freezing (RULES.md 2). When a place ends,
    moves, or a shift is booked again that was given up, the days before stay what they were: the
    difference is noted here. Where the rules do not ask for shifts booked, nothing is.
    """

    _name = "coop.registration.past"
    _description = "Shift that was booked once"
    _order = "id"
    _log_access = False

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    kind = fields.Selection(
        [("was", "Was to come"), ("later", "Decided later than it looks")], required=True
    )
    day = fields.Date("Day of the shift", required=True)
    booked_on = fields.Date(required=True)
    until = fields.Date(
        required=True,
        help="The first day without it; of what was decided later, the day on which it was.",
    )

    _some_days = models.Constraint(
        "CHECK(booked_on < until)", "It was booked before it was given up."
    )

    @contextmanager
    @api.model
    def _keep(self, members):
        """Whatever is done meanwhile to what these members have booked, the days before today
        stay what they were."""
        # sudo: lends whoever changes a place or books a shift the reading of what these members
        # have booked, and the note of what was; bounded to the difference that the change made.
        past = self.sudo()
        # sudo: as above, bypasses who may read these members; only their co-op is read.
        groups = members.sudo().grouped("company_id").items()
        before = {company: past._until_today(company, rows) for company, rows in groups}
        yield
        for company, rows in groups:
            if before[company] is not None:
                past._note(before[company], past._until_today(company, rows))

    @api.model
    def _until_today(self, company, members):
        """What these members had booked on the days before today.

        :return: ``Counter((member_id, day of the shift, first day, first day without))``, or None
            where the rules do not ask
        """
        gather = self.env["coop.work.gather"]
        windows = gather._rescue_windows(company)
        if not windows:
            return None
        self.env.flush_all()
        today = company._coop_today()
        leaves = gather._leaves(members.ids, company)
        booked = gather._booked(members.ids, company, leaves, date.min, windows)
        found = Counter()
        for member_id, rows in booked.items():
            for row in rows:
                until = min(row.cancelled or today, today)
                if row.booked and row.booked < until:
                    found[member_id, row.date, row.booked, until] += 1
        return found

    @api.model
    def _note(self, before, after):
        gone, new = before - after, after - before
        self.create(
            [
                {
                    "member_id": member_id,
                    "kind": kind,
                    "day": day,
                    "booked_on": booked,
                    "until": until,
                }
                for kind, rows in (("was", gone), ("later", new))
                for member_id, day, booked, until in rows.elements()
            ]
        )

    @api.model
    def _as_known(self, found, ids):
        """Registrations as they were known on each day.

        :param found: ``{member_id: [Registration]}`` as they look today
        """
        self.env.cr.execute(
            "SELECT member_id, kind, id, day, booked_on, until FROM coop_registration_past "
            "WHERE member_id = ANY(%s) ORDER BY id",
            [list(ids)],
        )
        known = defaultdict(list, found)
        for member_id, kind, id_, day, booked, until in self.env.cr.fetchall():
            rows = known[member_id]
            if kind == "was":
                rows.append(Registration(f"past.{id_}", day, booked, until))
                continue
            for place, row in enumerate(rows):
                if (row.date, row.booked) == (day, booked):
                    rows[place] = row._replace(booked=until)
                    break
        return known
