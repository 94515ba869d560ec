from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column, table_exists

from ..rules.judgement import CLOCK_TOLERANCE

#: A batch sent by a till or a door; a longer one is cut by the sender.
BATCH = 500
#: What tells who it was, or what was said of them: goes when a row is old.
PERSONAL = ("partner_id", "standing_of_id", "visitor_name", "override_reason", "order_uuid")
PERSONAL_LEFT = f"num_nonnulls({', '.join(PERSONAL)}) > 0"
#: Rows that are made anonymous in one go of the job.
FORGET_BATCH = 20000
#: The database keeps the log too. It lets one thing happen to a row: who it was is taken out once
#: the row is as old as its co-op says. A day's grace, as two clocks never agree.
APPEND_ONLY = """
CREATE OR REPLACE FUNCTION coop_check_append_only() RETURNS trigger AS $$
DECLARE
    personal text[] := ARRAY['{columns}'];
    months integer;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT CASE OLD.channel WHEN 'door' THEN coop_door_months ELSE coop_till_months END
          INTO months FROM res_company WHERE id = OLD.company_id;
        IF OLD.at < now() AT TIME ZONE 'UTC' - make_interval(months => months) + interval '1 day'
           AND to_jsonb(NEW) - personal = to_jsonb(OLD) - personal
           AND num_nonnulls({new}) = 0
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The log of checks is append-only.';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS coop_check_append_only ON coop_check;
CREATE TRIGGER coop_check_append_only BEFORE UPDATE OR DELETE ON coop_check
    FOR EACH ROW EXECUTE FUNCTION coop_check_append_only();
DROP TRIGGER IF EXISTS coop_check_never_emptied ON coop_check;
CREATE TRIGGER coop_check_never_emptied BEFORE TRUNCATE ON coop_check
    FOR EACH STATEMENT EXECUTE FUNCTION coop_check_append_only();
""".format(columns="', '".join(PERSONAL), new=", ".join(f"NEW.{name}" for name in PERSONAL))
#: The hour of each check by the clock of its co-op, for rows that came before there were hours.
HOURS = """
UPDATE coop_check c
   SET hour = to_char(
       c.at AT TIME ZONE 'UTC' AT TIME ZONE coalesce(co.coop_tz, 'UTC'), 'HH24":00"')
  FROM res_company co
 WHERE co.id = c.company_id
"""
#: How far back a device may date what it sends: as long as one may have been without network, and
#: less than any co-op keeps names. Its clock may be ahead of the server's by a few minutes.
LONGEST_WITHOUT_NETWORK = timedelta(days=30)
#: What a till or a door may say. Anything else in what it sends is ignored.
OUTCOMES = [
    ("allowed", "Allowed"),
    ("refused", "Refused"),
    ("warned", "Sold on a warning"),
    ("override", "Refusal lifted"),
]


class CoopCheck(models.Model):
    """One verdict given at a till or at the door. Rows are added, never edited."""

    _name = "coop.check"
    _description = "Check"
    _inherit = ["coop.local.time.mixin"]
    _order = "at desc, id desc"
    _rec_name = "uuid"

    uuid = fields.Char(required=True, help="Sending the same check twice writes it once.")
    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="restrict")
    channel = fields.Selection([("till", "Till"), ("door", "Door")], required=True)
    config_id = fields.Many2one(
        "pos.config",
        "Point of sale",
        index="btree_not_null",
        ondelete="restrict",
        # The office looks for the checks of a till by its name, and may not open tills.
        bypass_search_access=True,
    )
    session_id = fields.Many2one("pos.session", index="btree_not_null", ondelete="restrict")
    door_id = fields.Many2one("coop.door", index="btree_not_null", ondelete="restrict")
    movement = fields.Selection(
        [
            ("in", "In"),
            ("out", "Out"),
            ("undo_in", "In by mistake"),
            ("undo_out", "Out by mistake"),
        ]
    )
    visitor_name = fields.Char("Visitor")
    user_id = fields.Many2one(
        "res.users", "Signed in", ondelete="restrict", help="Who was signed in on the device."
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", index="btree_not_null", ondelete="restrict"
    )
    standing_of_id = fields.Many2one(
        "res.partner", "On the standing of", index="btree_not_null", ondelete="restrict"
    )
    order_uuid = fields.Char("Order key", index="btree_not_null")
    at = fields.Datetime(
        "When",
        required=True,
        index=True,
        help="By the server's clock, as far as the device could tell.",
    )
    claimed_at = fields.Datetime(
        "When, by the device",
        help="What the device said, where that is not possible: the moment kept is the nearest one "
        "that is.",
    )
    hour = fields.Char(
        "Hour of the day",
        compute="_compute_hour",
        store=True,
        precompute=True,
        help="By the clock on the shop's wall.",
    )
    data_age = fields.Integer("Age of the list (minutes)", aggregator="max")
    skew = fields.Integer(
        "Clock ahead (seconds)",
        aggregator="max",
        help="By how much the clock of the device was ahead of the server's.",
    )
    code = fields.Selection(lambda self: self._code_words(), "Verdict", required=True)
    title = fields.Char("Verdict in words", compute="_compute_title")
    allowed = fields.Boolean()
    outcome = fields.Selection(OUTCOMES, required=True)
    override_user_id = fields.Many2one(
        "res.users", "Lifted by", index="btree_not_null", ondelete="restrict"
    )
    override_name = fields.Char("Lifted by (name)")
    override_reason = fields.Char("Why it was lifted")
    override_valid = fields.Boolean("Had the right to lift")
    day_pass = fields.Boolean("With a pass until midnight")

    _uuid_unique = models.Constraint("UNIQUE(uuid)", "This check is in the log already.")
    _movements = models.Index("(company_id, at) WHERE movement IS NOT NULL")
    _to_forget = models.Index(f"(company_id, channel, at) WHERE {PERSONAL_LEFT}")

    def _auto_init(self):
        """Rows of a log without hours get theirs at once: later it takes no change.

        Its guard comes back with ``init``, in this same transaction.
        """
        cr = self.env.cr
        if table_exists(cr, self._table) and not column_exists(cr, self._table, "hour"):
            create_column(cr, self._table, "hour", "varchar")
            cr.execute("DROP TRIGGER IF EXISTS coop_check_append_only ON coop_check")
            cr.execute(HOURS)
        return super()._auto_init()

    def init(self):
        """The database itself refuses any other change: see ``APPEND_ONLY``."""
        self.env.cr.execute(APPEND_ONLY)

    @api.model
    def _code_words(self):
        """Every verdict with its title, and what a device may have meant."""
        titles = [(code, words[0]) for code, words in self.env["coop.verdict"]._texts().items()]
        return [*titles, ("unknown", self.env._("Not understood"))]

    @api.depends("at", "company_id")
    def _compute_hour(self):
        """Written down, as Odoo's screens group by no hour of a day."""
        for check in self:
            zone = timezone(check.company_id.coop_tz or "UTC")
            check.hour = utc.localize(check.at).astimezone(zone).strftime("%H:00")

    def _compute_title(self):
        titles = dict(self._code_words())
        for check in self:
            check.title = titles.get(check.code, check.code)

    def write(self, vals):
        raise UserError(self.env._("The log of checks is never edited."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The log of checks is never erased by hand."))

    # ------------------------------------------------------------------ from the tills

    @api.model
    def _record(self, base, rows):
        """Write what a till or a door decided, each row once, in a constant number of queries.

        :param base: values that the server knows: channel, company, place, signed-in user
        :param rows: dicts from the device; whatever is wrong in one is mended, never refused,
            because what it tells about has happened
        :return: uuids that are in the log now
        """
        rows = {row["uuid"]: row for row in rows[:BATCH] if self._is_row(row)}
        # sudo: lends the till's cashier or the door's link the right to add to the log; it gets
        # back nothing but the uuids that it sent.
        log = self.sudo()
        known = log.search_fetch([("uuid", "in", list(rows))], ["uuid"]).mapped("uuid")
        new = [row for uuid, row in rows.items() if uuid not in set(known)]
        persons = self._existing_partners(new)
        told = [{**self._values(row, persons), **base} for row in new]
        checks = log.create([{**vals, **log._settled_override(vals)} for vals in told])
        checks._give_passes()
        mistakes = checks.filtered(lambda check: check.movement == "undo_in")
        for door, undone in mistakes.grouped("door_id").items():
            self.env["coop.visit"]._not_there(door, undone.partner_id)
        self.env["pos.order"]._coop_check_arrived(checks)
        return list(rows)

    @api.model
    def _is_row(self, row):
        uuid = row.get("uuid") if isinstance(row, dict) else None
        return isinstance(uuid, str) and len(uuid) == 36 and "\x00" not in uuid

    @api.model
    def _existing_partners(self, rows):
        claimed = [row.get(name) for row in rows for name in ("partner_id", "standing_of_id")]
        ids = {pid for pid in claimed if type(pid) is int and 0 < pid < 2**31}
        # sudo: only whether the person exists.
        return set(self.env["res.partner"].sudo().browse(ids).exists().ids)

    @api.model
    def _values(self, row, persons):
        """Clean values of one row.

        A till that says nonsense about a field leaves it empty; the moment falls back on now.
        """

        def text(name, size=200):
            value = row.get(name)
            return value[:size].replace("\x00", "") or False if isinstance(value, str) else False

        def person(name):
            value = row.get(name)
            return value if type(value) is int and value in persons else False

        def number(name):
            value = row.get(name)
            return max(-(2**31), min(2**31 - 1, int(value))) if isinstance(value, int) else 0

        return {
            "uuid": row["uuid"],
            "partner_id": person("partner_id"),
            "standing_of_id": person("standing_of_id"),
            "order_uuid": text("order_uuid", 64),
            **self._moments(row.get("at")),
            "data_age": number("data_age"),
            "skew": number("skew"),
            "code": self._known("code", row.get("code")) or "unknown",
            "movement": self._known("movement", row.get("movement")),
            "visitor_name": text("visitor_name"),
            "allowed": bool(row.get("allowed")),
            "outcome": self._known("outcome", row.get("outcome")) or "refused",
            "override_name": text("override_name"),
            "override_reason": text("override_reason"),
            "day_pass": bool(row.get("day_pass")),
        }

    @api.model
    def _known(self, name, value):
        """A value of a selection field, or ``False`` for anything else."""
        known = self._fields[name].get_values(self.env)
        return value if isinstance(value, str) and value in known else False

    @api.model
    def _moments(self, value):
        """The moment of a row, and beside it what the device said where that is not possible.

        :param value: as the device sent it; now when unreadable
        """
        now = fields.Datetime.now()
        text = value[:19].replace("T", " ") if isinstance(value, str) else ""
        try:
            claimed = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
        except ValueError:
            return {"at": now}
        at = min(max(claimed, now - LONGEST_WITHOUT_NETWORK), now)
        ahead = timedelta(0) < claimed - at <= CLOCK_TOLERANCE
        return {"at": at} if at == claimed or ahead else {"at": at, "claimed_at": claimed}

    @api.model
    def _settled_override(self, vals):
        """Who lifted a refusal is not what the device claims but what the server can prove.

        Proof is that the user who is signed in at the till may lift refusals, or that somebody who
        may signed in there for this one check (``coop.authorisation``). A name or a PIN proves
        nothing: every till holds the PINs of all employees.
        """
        if vals["outcome"] != "override":
            return {"day_pass": False}
        by_user = self._signed_in_lifter(vals)
        proof = self.env["coop.authorisation"]._of_check(vals)
        user = by_user or proof.user_id
        settled = {
            "override_user_id": user.id,
            "override_name": (vals["override_name"] if by_user else user.name)
            or user.name
            or vals["override_name"],
            "override_valid": bool(user),
            "day_pass": bool(user) and vals["day_pass"],
        }
        if proof and not by_user:
            # What was signed for, not what the till says afterwards.
            settled |= {
                "override_reason": proof.reason or vals["override_reason"],
                "day_pass": proof.day_pass and vals["day_pass"],
            }
        return settled

    @api.model
    def _signed_in_lifter(self, vals):
        """The user who is signed in at a till, if they may lift refusals; else an empty record."""
        config = self.env["pos.config"].browse(vals.get("config_id"))
        user = self.env["res.users"].browse(vals.get("user_id"))
        return user if config and user and config._coop_may_lift(user) else user.browse()

    def _give_passes(self):
        """A pass given at the till is one everywhere until midnight."""
        passes = self.env["coop.day.pass"]
        given = self.filtered(lambda check: check.day_pass and check.override_valid)
        for check in given.filtered("partner_id"):
            day = check.company_id._coop_local_day(check.at)
            key = {
                "partner_id": check.partner_id.id,
                "company_id": check.company_id.id,
                "date": day,
            }
            if not passes.search_count([(name, "=", value) for name, value in key.items()]):
                user = check.override_user_id or check.user_id
                reason = check.override_reason or check.override_name
                passes.create({**key, "reason": reason, "user_id": user.id})

    def _matches(self, order):
        """Whether this check was made for that order."""
        self.ensure_one()
        return (
            self.order_uuid == order.uuid
            and self.partner_id == order.partner_id
            and self.company_id == order.company_id
            and self.channel == "till"
        )

    # ------------------------------------------------------------------ retention

    @api.model
    def _forget_persons(self):
        """Take the names out of checks that are older than each co-op keeps them.

        What is left (when, where, which verdict) serves statistics. Written past the ORM, which
        refuses any change of the log. A job that comes late takes up all that is due; run again,
        it changes nothing.
        """
        self.env.flush_all()
        # sudo: the limits are a setting of each co-op; the job runs for all of them.
        companies = self.env["res.company"].sudo().search([("active", "in", (True, False))])
        for company in companies:
            for channel, months in company._coop_months_kept().items():
                limit = fields.Datetime.subtract(fields.Datetime.now(), months=months)
                self._forget_beside(company, channel, limit)
                while count := self._forget_before(company, channel, limit):
                    self.env["ir.cron"]._commit_progress(count)
        self.invalidate_model()

    @api.model
    def _forget_beside(self, company, channel, limit):
        """Erase what was written beside the checks of a channel: sign-ins, visits."""
        model, moment = {
            "till": ("coop.authorisation", "create_date"),
            "door": ("coop.visit", "at"),
        }[channel]
        # sudo: the job erases for all co-ops, after the months that each keeps.
        old = self.env[model].sudo()
        old.search([("company_id", "=", company.id), (moment, "<", limit)]).unlink()

    @api.model
    def _forget_before(self, company, channel, limit):
        """Make one batch of rows anonymous and return how many there were."""
        forgotten = self.env.execute_query(
            SQL(
                """
                UPDATE coop_check SET %s
                 WHERE id IN (
                       SELECT id FROM coop_check
                        WHERE company_id = %s AND channel = %s AND at < %s AND %s
                        LIMIT %s)
             RETURNING id
                """,
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in PERSONAL),
                company.id,
                channel,
                limit,
                SQL(PERSONAL_LEFT),
                FORGET_BATCH,
            )
        )
        return len(forgotten)
