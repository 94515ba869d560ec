"""The dated facts of one member, as WHATIF.md writes them, made ready for a walk by days."""

from datetime import date
from fractions import Fraction

CONFIRMED = ("confirmed", "done", "approved", "granted")
APART = ("make_up", "solidarity", "meeting")  # known apart from the own shift of the moment
SILENT = ("withdrawn", "expected", "cancelled")  # write nothing anywhere


def day_of(text):
    """The day of a date or of a moment, or None."""
    return date.fromisoformat(text[:10]) if text else None


def minute_of(record):
    """The minute of the day at which a record counts; without a time, the day's beginning."""
    text = record.get("time") or (record["date"][11:] if len(record["date"]) > 10 else "")
    return int(text[:2]) * 60 + int(text[3:5]) if text else 0


class Period:
    """Days from one to another, both included; without an end, open."""

    def __init__(self, record):
        self.record = record
        self.begin = day_of(record["from"])
        self.end = day_of(record.get("to"))
        self.decided = day_of(record.get("decided"))

    def covers(self, day):
        """Whether the day lies in it."""
        return self.begin <= day and (self.end is None or day <= self.end)

    def get(self, key, default=None):
        """What the record says under a key."""
        return self.record.get(key, default)


def periods(data, key):
    """The periods under a key, in the order of their first day."""
    found = [Period(record) for record in data.get(key) or []]
    return sorted(found, key=lambda period: period.begin)


def merged_records(records, name_of):
    """One record for each name: the last counts, and what it does not repeat stays."""
    merged = {}
    for record in sorted(records, key=lambda record: record.get("recorded", 0)):
        name = name_of(record)
        merged[name] = {**merged.get(name, {}), **record}
    return list(merged.values())


def last_records(records, name_of):
    """The same without those withdrawn."""
    merged = merged_records(records, name_of)
    return [record for record in merged if not record.get("withdrawn")]


def attendance_name(record):
    """What an attendance is known by: its id, or its day, time and whether it is an own shift."""
    if "id" in record:
        return ("id", str(record["id"]))
    return (record["date"], record.get("time"), record["kind"] in APART)


def correction_name(record):
    """What a correction is known by: its id, or all of it."""
    if "id" in record:
        return ("id", str(record["id"]))
    return tuple(sorted((key, str(value)) for key, value in record.items()))


def leave_name(record):
    """What a leave is known by: its id, or all of it."""
    return correction_name(record)


class Facts:
    """All facts of a member."""

    def __init__(self, data):
        self.shares = periods(data, "shares")
        self.always_shares = not self.shares  # an empty list says no more than none
        self.enrollments = periods(data, "enrollments")
        self.attendances = last_records(data.get("attendances") or [], attendance_name)
        self.corrections = last_records(data.get("corrections") or [], correction_name)
        leaves = last_records(data.get("leaves") or [], leave_name)
        self.leaves = [
            Period(leave) for leave in leaves if leave.get("state", "confirmed") in CONFIRMED
        ]
        self.respites = periods(data, "graces") + periods(data, "extensions")
        self.stops = [(stop.get("kind"), stop) for stop in periods(data, "stops")]
        self.stops += [("blocked", stop) for stop in periods(data, "blocks")]
        self.stops += [("unpaid", stop) for stop in periods(data, "unpaid")]
        self.registrations = data.get("registrations") or []
        self.holidays = periods(data, "holidays")
        self.reduced = [day_of(text) for text in data.get("reduced_debits") or []]
        self.data = data

    def first_day(self):
        """The day of the earliest fact of the member."""
        begins = [period.begin for period in self.shares + self.enrollments + self.leaves]
        begins += [period.begin for period in self.respites]
        begins += [stop.begin for _kind, stop in self.stops]
        begins += [day_of(event["date"]) for event in self.attendances + self.corrections]
        return min(begins) if begins else None

    def leave_on(self, day):
        """The leave that covers a day, or None."""
        for leave in self.leaves:
            if leave.covers(day):
                return leave
        return None

    def stopped(self, kind, day):
        """Whether a stop of a kind covers a day."""
        return any(name == kind and stop.covers(day) for name, stop in self.stops)

    def respite(self, day):
        """Whether a grace or an extension covers a day."""
        return any(period.covers(day) for period in self.respites)

    def worker(self, day):
        """Whether the member owns shares with a work duty on a day."""
        if self.always_shares:
            return True
        return any(share.covers(day) and share.get("worker", True) for share in self.shares)

    def holiday_on(self, day):
        """The kind of holiday of a day: closed, open, long_all, long_half, or None."""
        for holiday in self.holidays:
            if holiday.covers(day):
                kind = holiday.get("kind")
                return f"long_{holiday.get('forgive')}" if kind == "long" else kind
        return None

    def corrections_on(self, day):
        """The corrections of a day."""
        return [one for one in self.corrections if day_of(one["date"]) == day]

    def attendances_on(self, day):
        """The attendances of a day, in the order of their hour."""
        todays = [event for event in self.attendances if day_of(event["date"]) == day]
        return sorted(todays, key=minute_of)


def number(value):
    """A number of the facts, exactly."""
    return Fraction(str(value))
