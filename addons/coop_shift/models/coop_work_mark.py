"""Which rows are facts of a working life, and from which day on one of them says something.

Triggers mark the account of whoever a change touches, whatever wrote it, from the first day that
it can bear on: the day of a shift, the day on which a seat was decided or a leave asked for.
"""

from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from .coop_assignment import RECORDED

BIRTH = "'0001-01-01'::date"
LOCAL = "({} AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)::date"


class Source(NamedTuple):
    """A table of facts: the columns that bear on a life, and a query of ``(member, day)`` over
    changed rows, written ``{rows} r``; ``renamed`` asks more of rows that are taken away, or of
    which the ``names`` change: what they were is over and done with."""

    columns: tuple[str, ...]
    touched: str
    names: tuple[str, ...] = ()
    renamed: str = ""


FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {insert}
    ELSIF TG_OP = 'DELETE' THEN
        {delete}
    ELSE
        {update}
    END IF;
    RETURN NULL;
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {name}_insert ON {table};
DROP TRIGGER IF EXISTS {name}_update ON {table};
DROP TRIGGER IF EXISTS {name}_delete ON {table};
CREATE TRIGGER {name}_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows
    NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
MARK = """
    INSERT INTO coop_work_account AS a (member_id, company_id, dirty_from)
    SELECT t.member_id, m.company_id, min(t.day)
      FROM ({touched}) t (member_id, day) JOIN coop_member m ON m.id = t.member_id
     WHERE t.day IS NOT NULL
     GROUP BY t.member_id, m.company_id ORDER BY t.member_id
    ON CONFLICT (member_id) DO UPDATE SET dirty_from = EXCLUDED.dirty_from
     WHERE a.dirty_from IS NULL OR a.dirty_from > EXCLUDED.dirty_from;
"""
CHANGED = """(
    SELECT n.* FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE {differ}
    UNION ALL SELECT o.* FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE {differ})"""


def changed(columns):
    """SQL: the rows of an update that differ in some columns, as they were and as they are."""
    new = ", ".join(f"n.{column}" for column in columns)
    old = ", ".join(f"o.{column}" for column in columns)
    return CHANGED.format(differ=f"ROW({new}) IS DISTINCT FROM ROW({old})")


def statements(table, source):
    """The SQL that creates the triggers of a table."""
    rows = {"insert": "new_rows", "delete": "old_rows", "update": changed(source.columns)}
    marks = {
        name: MARK.format(touched=source.touched.format(rows=value)) for name, value in rows.items()
    }
    if source.renamed:
        for name, value in (("delete", "old_rows"), ("update", changed(source.names))):
            marks[name] += MARK.format(touched=source.renamed.format(rows=value))
    return FUNCTION.format(name=f"{table}_marks", table=table, **marks)


DATED = "SELECT r.member_id, r.date FROM {rows} r"
#: What happened, or is to happen, on shifts.
SHIFTS = {
    "coop_assignment": Source(
        ("member_id", "shift_id", "state", "origin", "booked_on", "cancelled_on")
        + ("replaced_by_id",),
        f"""SELECT r.member_id, LEAST(
               CASE WHEN r.state IN {RECORDED} THEN {LOCAL.format("s.start")} END,
               {LOCAL.format("r.cancelled_on")},
               CASE WHEN r.state IN ('replaced', 'excused')
                    THEN {LOCAL.format("r.recorded_on")} END,
               CASE WHEN r.origin <> 'enrollment' OR r.create_uid IS NOT NULL
                      OR r.booked_on <> r.create_date
                      OR e.template_id IS DISTINCT FROM s.template_id
                    THEN {LOCAL.format("r.booked_on")} END)
          FROM {{rows}} r JOIN coop_shift s ON s.id = r.shift_id
          JOIN res_company c ON c.id = s.company_id
     LEFT JOIN coop_enrollment e ON e.id = r.enrollment_id""",
        ("member_id", "shift_id", "origin", "enrollment_id", "booked_on"),
        # What a place brings is known since it was decided, planned or not.
        "SELECT r.member_id, e.decided_on FROM {rows} r "
        "JOIN coop_enrollment e ON e.id = r.enrollment_id AND r.origin = 'enrollment'",
    ),
    "coop_shift": Source(
        ("start", "stop", "factor", "company_id", "cancelled_on"),
        f"""SELECT a.member_id, LEAST({LOCAL.format("r.start")},
               {LOCAL.format("a.booked_on")})
          FROM {{rows}} r JOIN coop_assignment a ON a.shift_id = r.id
          JOIN res_company c ON c.id = r.company_id""",
    ),
    "coop_shift_template": Source(
        ("week", "weekday", "date_from", "date_to", "active"),
        "SELECT e.member_id, LEAST(e.date_from, e.decided_on) FROM {rows} r "
        "JOIN coop_enrollment e ON e.template_id = r.id",
    ),
}
#: Places, leaves, and what the office decides.
WORK = {
    "coop_enrollment": Source(
        ("member_id", "template_id", "regime", "date_from", "date_to", "decided_on")
        + ("withdrawn_on", "count_day"),
        "SELECT r.member_id, LEAST(r.date_from, r.decided_on) FROM {rows} r",
    ),
    "coop_leave": Source(
        ("member_id", "type_id", "date_from", "date_to", "asked_on", "state", "missed")
        + ("certificate_on", "open_until", "holds_until"),
        "SELECT r.member_id, LEAST(r.date_from, r.asked_on) FROM {rows} r",
    ),
    "coop_grace": Source(
        ("member_id", "kind", "date_from", "date_to", "undone_on", "by_mistake"),
        "SELECT r.member_id, r.date_from FROM {rows} r",
    ),
    "coop_block": Source(
        ("partner_id", "company_id", "kind", "date_from", "date_to"),
        "SELECT m.id, r.date_from FROM {rows} r JOIN coop_member m "
        "ON m.partner_id = r.partner_id AND m.company_id = r.company_id",
    ),
    "coop_work_correction": Source(("member_id", "date", "counter", "amount", "active"), DATED),
    "coop_registration_past": Source(
        ("member_id", "day", "booked_on", "until", "kind"),
        "SELECT r.member_id, r.booked_on FROM {rows} r",
    ),
    "coop_debit_request": Source(
        ("member_id", "date"), "SELECT r.member_id, r.date - 366 FROM {rows} r"
    ),
}
#: Shares, memberships, and the shop's holidays.
MEMBERS = {
    "coop_share_entry": Source(
        ("member_id", "type_id", "date", "quantity", "kind"),
        "SELECT r.member_id, r.date - 1 FROM {rows} r",
    ),
    "coop_member_period": Source(
        ("member_id", "joined_on", "left_on"),
        f"SELECT r.member_id, {BIRTH} FROM {{rows}} r",
    ),
    "coop_member": Source(
        ("company_id", "partner_id", "joined_on", "left_on"),
        f"SELECT r.id, {BIRTH} FROM {{rows}} r",
    ),
    "coop_shop_holiday": Source(
        ("company_id", "kind", "date_from", "date_to", "decided_on"),
        "SELECT b.member_id, LEAST(r.date_from, r.decided_on) FROM {rows} r "
        "JOIN coop_work_account b ON b.company_id = r.company_id",
    ),
}


class CoopWorkMark(models.AbstractModel):
    """Makes the triggers; an addon with facts of its own adds its tables to :meth:`_sources`."""

    _name = "coop.work.mark"
    _description = "Facts that mark an account"

    @api.model
    def _sources(self):
        """``{table: Source}`` of every table whose rows bear on a working life."""
        return SHIFTS | WORK | MEMBERS

    def init(self):
        for table, source in self._sources().items():
            # Every part is written above; no value of a row goes into the text.
            self.env.cr.execute(SQL(statements(table, source)))
