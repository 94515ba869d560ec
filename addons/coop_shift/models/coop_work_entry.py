from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules.facts import Entry
from .sql_array import sql_array

NEVER = date.min
APPEND_ONLY = """
CREATE OR REPLACE FUNCTION coop_work_entry_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'The work ledger is append-only. Make a correction.';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS coop_work_entry_append_only ON coop_work_entry;
CREATE TRIGGER coop_work_entry_append_only BEFORE UPDATE OR DELETE ON coop_work_entry
    FOR EACH ROW EXECUTE FUNCTION coop_work_entry_append_only();
DROP TRIGGER IF EXISTS coop_work_entry_never_emptied ON coop_work_entry;
CREATE TRIGGER coop_work_entry_never_emptied BEFORE TRUNCATE ON coop_work_entry
    FOR EACH STATEMENT EXECUTE FUNCTION coop_work_entry_append_only();
"""
COLUMNS = (
    "key",
    "counter",
    "date",
    "amount",
    "reason",
    "source",
    "counts_from",
    "reverses",
)


class CoopWorkEntry(models.Model):
    """One line of a member's work ledger. Lines are added, never edited; a mistake is reversed."""

    _name = "coop.work.entry"
    _description = "Work entry"
    _inherit = ["coop.counter.mixin"]
    _order = "date desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True)
    counter = fields.Char(required=True, help="Which balance of the member this line moves.")
    date = fields.Date(required=True, help="The day of the event, not of the click.")
    counts_from = fields.Date(
        "Counted from", help="The standing counts it from this day on; empty: from its date."
    )
    amount = fields.Float(required=True, digits=(12, 2))
    reason = fields.Char(required=True, help="Code of what happened.")
    label = fields.Char("What happened", compute="_compute_label")
    source = fields.Char(required=True, help="Names the event; its lines and reversals share it.")
    key = fields.Char(
        required=True, help="Business key: writing the same event twice writes it once."
    )
    reverses = fields.Char("Key reversed", help="The key of the line that this one reverses.")
    assignment_id = fields.Many2one("coop.assignment", compute="_compute_assignment_id")

    _key_unique = models.Constraint(
        "UNIQUE(member_id, key)", "This movement is in the work ledger already."
    )
    _reversed_once = models.UniqueIndex(
        "(member_id, reverses) WHERE reverses IS NOT NULL",
        "This entry has been reversed already.",
    )
    _amount_not_zero = models.Constraint(
        "CHECK(amount <> 0 AND abs(amount) < 'Infinity')", "A work entry moves its counter."
    )
    _by_day = models.Index("(member_id, counter, date)")

    def init(self):
        """The database itself refuses to edit or erase a line."""
        self.env.cr.execute(SQL(APPEND_ONLY))

    def write(self, vals):
        raise UserError(self.env._("The work ledger is never edited. Make a correction."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The work ledger is never erased. Make a correction."))

    @api.model
    def _append(self, company, rows):
        """Append lines to the ledger in one statement; a key that is there already is skipped.

        :param rows: ``[(member_id, rules.facts.Entry), …]``
        """
        rows = list(rows)
        if not rows:
            return
        columns = [[member for member, _entry in rows]]
        columns += [[getattr(entry, name) for _m, entry in rows] for name in COLUMNS]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO coop_work_entry (member_id, company_id, key, counter, date, amount,
                    reason, source, counts_from, reverses, create_uid, create_date, write_uid,
                    write_date)
                SELECT row.member_id, %(company)s, row.key, row.counter, row.date, row.amount,
                    row.reason, row.source, row.counts_from, row.reverses, %(uid)s,
                    now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM unnest(%(c0)s::int[], %(c1)s::varchar[], %(c2)s::varchar[], %(c3)s::date[],
                    %(c4)s::numeric[], %(c5)s::varchar[], %(c6)s::varchar[], %(c7)s::date[],
                    %(c8)s::varchar[]) AS row (member_id, key, counter, date, amount, reason,
                    source, counts_from, reverses)
                ON CONFLICT (member_id, key) DO NOTHING
                """,
                company=company.id,
                uid=self.env.uid,
                **{f"c{index}": sql_array(column) for index, column in enumerate(columns)},
            )
        )
        self.invalidate_model()

    @api.model
    def _entries_of(self, member_ids, day=NEVER):
        """The ledgers of members in one statement: ``{member_id: [rules.facts.Entry]}``.

        :param day: leave out the lines until that day
        """
        self.env.cr.execute(
            SQL(
                "SELECT member_id, key, counter, date, amount, reason, source, counts_from, "
                "reverses FROM coop_work_entry WHERE member_id = ANY(%s) AND date > %s "
                "ORDER BY member_id, date, id",
                list(member_ids),
                day,
            )
        )
        entries = defaultdict(list)
        for member_id, key, counter, day, amount, *rest in self.env.cr.fetchall():
            entries[member_id].append(Entry(key, counter, day, float(amount), *rest))
        return entries

    @api.model
    def _balances(self, member_ids, day=None):
        """Balances of many members in one grouped query: ``{member_id: {counter: amount}}``."""
        domain = [("member_id", "in", member_ids)]
        if day:
            domain.append(("date", "<=", day))
        balances = {member_id: {} for member_id in member_ids}
        for member, counter, amount in self._read_group(
            domain, ["member_id", "counter"], ["amount:sum"]
        ):
            balances[member.id][counter] = round(amount, 2)
        return balances

    @api.model
    def _counters_of(self, member):
        """The counters of one member with their names: ``[(name, amount), …]``."""
        balances = self._balances(member.ids).get(member.id, {})
        names = self.env["coop.work.policy"]._counters(member.company_id or self.env.company)
        return [(name, balances.get(code, 0)) for code, name in names]

    @api.depends("source")
    def _compute_assignment_id(self):
        for entry in self:
            kind, number, *_rest = [*(entry.source or "").split(":"), ""]
            known = kind == "attendance" and number.isdigit()
            entry.assignment_id = int(number) if known else False

    @api.depends("reason", "reverses")
    def _compute_label(self):
        labels = self._reason_labels()
        for entry in self:
            label = labels.get(entry.reason, entry.reason)
            if entry.reverses:
                label = self.env._("Taken back: %(what)s", what=label)
            entry.label = label

    @api.model
    def _reason_labels(self):
        """What each reason is called: ``{code: words}``."""
        _ = self.env._
        return {
            "present": _("Shift worked"),
            "late": _("Shift worked, late"),
            "absent": _("Absent"),
            "excused": _("Excused"),
            "half_excused": _("Half excused"),
            "bereavement": _("Excused: bereavement"),
            "replaced": _("Replaced by someone"),
            "solidarity": _("Solidarity shift worked"),
            "meeting": _("General meeting attended"),
            "make_up": _("Make-up worked"),
            "debit": _("New cycle"),
            "surplus": _("Extra work"),
            "leave": _("Leave"),
            "correction": _("Correction by the office"),
        }
