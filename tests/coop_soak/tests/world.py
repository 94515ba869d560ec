"""A co-op with the rules of a preset, in which operations are done and time goes by."""

from datetime import date, datetime, timedelta

from odoo.addons.coop_shift.rules.policy import preset_data

#: A Monday after every clock: what the database stamps by its own one lies before all that happens.
START = date(2040, 1, 2)
#: Weekday, hours, seats of the templates; the last one ends after midnight.
TEMPLATES = ((0, 9.0, 12.0, 3), (2, 18.5, 21.25, 3), (5, 22.5, 1.5, 3))
#: So many members at most: the checks look at everybody after each operation.
MOST_MEMBERS = 9


class Nothing(Exception):
    """There is nothing that the operation could be done to."""


class JobFailed(Exception):
    """The daily job ended with an error."""


class World:
    """What operations see: the co-op, its people, the clock.

    :param case: a test case with the builders of ``coop_membership``
    """

    def __init__(self, case, preset, chance):
        self.case, self.preset = case, preset
        self.company = case.company
        self.day, self.hour = START, 12
        self.go_to(START, 12)
        self.data = preset_data(preset)
        self.newest = self.data[-1] if isinstance(self.data, list) else self.data
        self.company.coop_tz = self.newest["time_zone"]
        case.env["coop.work.policy"]._load_preset(preset, self.company)
        # The database gives the keys of JSON back in another order, and the first regime is the
        # one of those who have none: known, see ``known.py``.
        case.env.flush_all()
        case.env.invalidate_all()
        case.env.registry.clear_cache()
        self._make_leave_types()
        self.role = self.model("coop.shift.role").create({"name": "Till"})
        for number, place in enumerate(TEMPLATES):
            self.make_template(number, *place)
        self.committee = self.model("coop.committee").create(
            {"name": "Garden", "company_id": self.company.id, "hours_per_credit": 3}
        )
        case.member.sudo().write({"joined_on": START - timedelta(days=30)})
        self.members = case.member
        for _number in range(5):
            self.new_member(chance, enrolled=_number % 2)
        self.run_job()
        self.note()

    def note(self):
        """Keep what the checks compare with, before an operation."""
        self.today_before, self.job_day_before = self.today, self.job_day

    # ------------------------------------------------------------------ who asks

    def model(self, name):
        """A model as the co-op's manager uses it."""
        return self.case.env[name].with_user(self.case.manager)

    def lent(self, name):
        """A model as pages of members use it, with rights that are lent and bounded there."""
        return self.case.env[name]

    @property
    def regimes(self):
        """The names of the regimes; the first one has fixed places."""
        return list(self.newest["regimes"])

    @property
    def history(self):
        return self.case.env["coop.work.policy"]._history(self.company)

    @property
    def policy(self):
        return self.history.on(self.today)

    # ------------------------------------------------------------------ the clock

    @property
    def today(self):
        return self.company._coop_today()

    @property
    def now(self):
        return datetime.combine(self.day, datetime.min.time()) + timedelta(hours=self.hour)

    def go_to(self, day, hour):
        self.day, self.hour = day, hour
        self.case.freeze(f"{day} {hour:02}:00:00")

    def later(self, days, hour):
        """Time goes on, never back: an hour of today that is over is tomorrow's."""
        over = days == 0 and hour <= self.hour
        self.go_to(self.day + timedelta(days=1 if over else days), hour)

    def days(self, chance, first, last):
        """A day between two numbers of days from today."""
        return self.today + timedelta(days=chance.randint(first, last))

    def run_job(self):
        """The daily job, as Odoo starts it."""
        self.case.env.flush_all()
        try:
            # Odoo logs what goes wrong in a job, and goes on.
            with (
                self.case.enter_registry_test_mode(),
                self.case.assertNoLogs("odoo.addons.base.models.ir_cron", "ERROR"),
            ):
                self.case.env.ref("coop_shift.cron_plan").method_direct_trigger()
        except AssertionError as logged:
            raise JobFailed(str(logged).replace("\\n", "\n")[-900:]) from logged
        self.case.env.invalidate_all()
        self.job_day = self.today

    # ------------------------------------------------------------------ making

    def _make_leave_types(self):
        types = self.case.env["coop.leave.type"]
        known = set(types.with_context(active_test=False).search([]).mapped("code"))
        codes = [code for code in self.newest["leave_types"] if code not in known]
        types.create([{"name": code.title(), "code": code} for code in codes])

    def make_template(self, number, weekday, hour_from, hour_to, seats):
        return self.model("coop.shift.template").create(
            {
                "company_id": self.company.id,
                "name": f"T{number}",
                "week": number % self.policy.cycle.weeks,
                "weekday": str(weekday),
                "hour_from": hour_from,
                "hour_to": hour_to,
                "date_from": self.today,
                "seat_ids": [(0, 0, {"role_id": self.role.id, "seats": seats})],
            }
        )

    def new_member(self, chance, enrolled=False):
        joined = self.days(chance, -200, 0)
        shares = chance.choice((0, 10))
        member = self.case.make_member(
            f"M{len(self.members)}", joined=joined, shares=shares
        ).with_env(self.case.env)
        if not shares:
            # Bought in five purchases.
            for _part in range(5):
                self.case.make_entry(member, 2, date=chance.choice((joined, self.today)))
        self.members |= member
        if enrolled:
            self.enroll(chance, member, self.today)
        return member

    def enroll(self, chance, member, day, regime=None, **vals):
        """A place: on a template where the regime has them, else in the flying team."""
        regime = regime or chance.choice(self.regimes)
        place = {}
        if regime == self.regimes[0] and not (self.policy.regimes[regime].books and one_in(chance)):
            template = self.pick(chance, self.templates(day))
            place = {"template_id": template.id, "role_id": self.role.id}
        return self.model("coop.enrollment").create(
            {"member_id": member.id, "regime": regime, "date_from": day, **place, **vals}
        )

    # ------------------------------------------------------------------ choosing

    def pick(self, chance, rows):
        """One of some rows; the order is that of their making, so that a seed repeats it.

        :raise Nothing: of none
        """
        if not rows:
            raise Nothing
        return chance.choice(list(rows.sorted("id")))

    def member(self, chance, *others):
        return self.pick(chance, self.members.filtered(lambda row: row not in others))

    def templates(self, day=None):
        day = day or self.today
        return self.model("coop.shift.template").search(
            [
                ("company_id", "=", self.company.id),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )

    def rows(self, name, *domain):
        """Rows of a model of the co-op that fit a domain, as the manager sees them."""
        return self.model(name).search([("company_id", "=", self.company.id), *domain])

    def assignments(self, first, last, *domain):
        """Those of shifts that begin between two numbers of days from now."""
        begin, end = (self.now + timedelta(days=days) for days in (first, last))
        return self.rows(
            "coop.assignment",
            ("shift_id.start", ">=", begin),
            ("shift_id.start", "<=", end),
            *domain,
        )

    def shifts(self, first, last):
        begin, end = (self.now + timedelta(days=days) for days in (first, last))
        return self.rows("coop.shift", ("start", ">=", begin), ("start", "<=", end))


def one_in(chance, number=2):
    """Whether one of so many cases happens."""
    return chance.randrange(number) == 0
