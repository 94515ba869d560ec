"""What more than one statement says of a shift ``s``, an assignment ``a`` and their co-op ``c``."""

from odoo.tools import SQL

from .coop_assignment import RECORDED

#: Origins of what is worked beyond one's own shift: not worked, it costs nothing.
EXTRA = ("make_up", "solidarity", "meeting")
WORKED = ("present", "late")


def local(moment):
    """The co-op's local time of a moment kept in UTC."""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)", moment)


def local_day(moment):
    return SQL("%s::date", local(moment))


START = local(SQL("s.start"))
LOCAL_DAY = local_day(SQL("s.start"))
LOCAL_MINUTE = SQL("(EXTRACT(HOUR FROM %s) * 60 + EXTRACT(MINUTE FROM %s))::int", START, START)
#: What the rules call an assignment: a make-up is one because of how the member came to it.
KIND = SQL(
    "CASE WHEN a.origin = ANY(%s) AND a.state = ANY(%s) THEN a.origin ELSE a.state END",
    list(EXTRA),
    list(WORKED),
)
#: The last day of a leave ``l``: without its certificate, that of the rules.
LEAVE_TO = SQL("LEAST(l.date_to, l.holds_until)")
#: Whether the planning put it there and nobody has booked it since.
PLANNED = SQL("(a.create_uid IS NULL AND a.booked_on = a.create_date)")
#: Whether somebody else took it over.
GIVEN_ON = SQL("(a.state = 'replaced' OR (a.state = 'excused' AND a.replaced_by_id IS NOT NULL))")
#: What happened and counts: a make-up that was not worked costs nothing.
COUNTS = SQL(
    "(a.state = ANY(%s) AND NOT (a.origin = ANY(%s) AND a.state <> ALL(%s)))",
    list(RECORDED),
    list(EXTRA),
    list(WORKED),
)
