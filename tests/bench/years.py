"""Ten years of shifts, folded under the rules of each preset in turn."""

import json
from datetime import datetime, time, timedelta

from freezegun import freeze_time

GROUPS = 20
#: Tables of what is derived.
DERIVED = ("coop_work_entry", "coop_standing", "coop_work_account")
SHIFTS = """
    INSERT INTO coop_shift (start, stop, factor, state, company_id, create_date)
    SELECT d + make_interval(hours => 8 + g %% 10), d + make_interval(hours => 11 + g %% 10), 1,
           'closed', %(co)s, d
      FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, '28 days') c,
           generate_series(0, %(groups)s + 5) g,
           LATERAL (SELECT c + make_interval(days => g)) x (d)
"""
ATTENDED = """
    WITH s AS (
        SELECT id, start, (start::date - %(first)s::date) %% 28 AS day,
               (start::date - %(first)s::date) / 28 AS cycle
          FROM coop_shift WHERE company_id = %(co)s AND template_id IS NULL
           AND start < %(last)s::date + 30)
    INSERT INTO coop_assignment (shift_id, member_id, company_id, origin, state, booked_on,
           recorded_on, create_date)
    SELECT s.id, m.id, %(co)s, CASE WHEN later > 0 THEN 'make_up' ELSE 'booking' END,
           CASE WHEN later = 0 AND (s.cycle + m.id) %% 11 = 0 THEN 'absent' ELSE 'present' END,
           s.start - interval '14 days', s.start, s.start
      FROM coop_member m, s, (VALUES (0), (4), (5)) kind (later)
     WHERE m.company_id = %(co)s
       AND s.day = m.id %% %(groups)s + later
       AND (later = 0 OR (s.cycle + m.id) %% 11 = 0 AND (s.cycle + m.id) %% 77 <> 0)
"""


class Years:
    """The members of a ``bench_work.Coop``, each with a shift every four weeks for ten years.

    One shift in eleven was missed, and most of those were made up twice within the week; everybody
    began with three shifts in advance. The rows are written in SQL, without triggers: what is
    measured is what comes afterwards.
    """

    def __init__(self, coop, first):
        self.env, self.company, self.today = coop.env, coop.company, coop.today
        self.env.flush_all()
        values = {
            "co": self.company.id,
            "first": first,
            "last": self.today - timedelta(days=40),
            "groups": GROUPS,
        }
        self._silent(("coop_shift", "coop_assignment"), (SHIFTS, ATTENDED), values)
        self.sql("ANALYZE coop_shift, coop_assignment", {})
        self.regimes = []

    def sql(self, query, values):
        self.env.cr.execute(query, values)

    def _silent(self, tables, queries, values):
        for table in tables:
            self.sql(f"ALTER TABLE {table} DISABLE TRIGGER USER", {})
        for query in queries:
            self.sql(query, values)
        for table in tables:
            self.sql(f"ALTER TABLE {table} ENABLE TRIGGER USER", {})

    def measured(self, ctx):
        """Rows of the benchmark, for every preset."""
        # Odoo's addons can be imported once it runs.
        from odoo.addons.coop_shift.rules.policy import preset_names

        for name in preset_names():
            self.under(name)
            yield ctx.measure(f"{name}: all from facts, first time", self.whole, repeat=1)
            yield ctx.measure(f"{name}: all from facts, nothing differs", self.whole, repeat=1)
            day = self.next_count()
            with freeze_time(datetime.combine(day, time(4)), tick=True):
                yield ctx.measure(f"{name}: daily job, day of debits", self.job, repeat=1)
            with freeze_time(datetime.combine(day + timedelta(days=1), time(4)), tick=True):
                yield ctx.measure(f"{name}: daily job, another day", self.job, repeat=1)

    def under(self, name):
        """Let the co-op's rules always have been those of a preset; nothing is derived yet."""
        from odoo.addons.coop_shift.rules.policy import preset_data

        self.env.flush_all()
        company = {"co": self.company.id}
        queries = [f"DELETE FROM {table} WHERE company_id = %(co)s" for table in DERIVED]
        queries.append("DELETE FROM coop_work_correction WHERE company_id = %(co)s")
        queries.append(
            "UPDATE coop_work_policy_version v SET params = %(params)s, source = %(params)s "
            "FROM coop_work_policy p "
            "WHERE p.id = v.policy_id AND p.company_id = %(co)s"
        )
        queries.append(
            "UPDATE coop_enrollment SET dropped_on = NULL, date_to = NULL, "
            "regime = CASE WHEN template_id IS NULL THEN %(flying)s ELSE %(fixed)s END "
            "WHERE company_id = %(co)s"
        )
        queries.append(
            "INSERT INTO coop_work_correction (member_id, company_id, date, counter, amount, "
            "reason, active) "
            "SELECT id, company_id, joined_on, %(counter)s, %(advance)s, 'bench', true "
            "FROM coop_member WHERE company_id = %(co)s"
        )
        data = preset_data(name)
        regimes = list(data["regimes"])
        debit = data["regimes"][regimes[-1]]["debit"]
        values = {
            "params": json.dumps(data),
            "fixed": regimes[0],
            "flying": regimes[-1],
            "counter": debit["counter"],
            "advance": 3 if data["counters"][debit["counter"]] == "shift" else 540,
        }
        tables = ("coop_work_entry", "coop_work_correction", "coop_enrollment")
        self._silent(tables, queries, company | values)
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def whole(self):
        self.env["coop.standing"]._rebuild(self.company)

    def next_count(self):
        """The day to come on which most accounts have something to write."""
        self.sql(
            "SELECT next_wake FROM coop_work_account WHERE company_id = %(co)s "
            "AND next_wake > %(today)s GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
            {"co": self.company.id, "today": self.today},
        )
        found = self.env.cr.fetchone()
        return found[0] if found else self.today + timedelta(days=1)

    def job(self):
        self.env["coop.cycle.debit"]._run(self.company)
