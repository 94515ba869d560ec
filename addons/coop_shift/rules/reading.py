"""Reading JSON that people wrote: values that know where they are, and say what was expected."""

from datetime import date, datetime

MISSING = object()


class Reader:
    """A value inside a JSON document, with its path.

    >>> Reader({"cycle": {"weeks": "four"}}).field("cycle").field("weeks").integer(1)
    Traceback (most recent call last):
    ...
    ValueError: cycle.weeks: expected a whole number, at least 1, found "four"
    """

    def __init__(self, value, path="", error=None):
        self.value = value
        self.path = path
        self.error = error or _plain_error

    def fail(self, expected):
        raise self.error(self.path, f"expected {expected}, found {_shown(self.value)}")

    def field(self, name, default=MISSING):
        """The value of a key; a missing or null one gives ``default``, and is an error without
        it."""
        value = self.mapping().get(name)
        if value is None:
            if default is MISSING:
                raise self.error(self._below(name), "is missing")
            value = default
        return Reader(value, self._below(name), self.error)

    def has(self, name):
        return self.mapping().get(name) is not None

    def _below(self, name):
        return f"{self.path}.{name}" if self.path else str(name)

    def mapping(self):
        if not isinstance(self.value, dict):
            self.fail("an object")
        return self.value

    def only(self, *names):
        """Refuse keys that nobody reads: a mistyped rule must not be silently ignored."""
        for key in self.mapping():
            if key not in names and not key.startswith("_"):
                raise self.error(self._below(key), f"is unknown; known here: {', '.join(names)}")
        return self

    def pairs(self):
        """``(key, Reader)`` of an object; keys that begin with ``_`` are comments."""
        return [
            (key, Reader(value, self._below(key), self.error))
            for key, value in self.mapping().items()
            if not key.startswith("_")
        ]

    def items(self):
        if not isinstance(self.value, (list, tuple)):
            self.fail("a list")
        return [
            Reader(value, f"{self.path}[{place}]", self.error)
            for place, value in enumerate(self.value)
        ]

    def text(self):
        if not isinstance(self.value, str) or not self.value:
            self.fail("a text")
        return self.value

    def label(self):
        """A name or number that identifies something, as a text."""
        if isinstance(self.value, bool) or not isinstance(self.value, (str, int)):
            self.fail("a name or a number")
        return str(self.value)

    def choice(self, *allowed):
        if self.value not in allowed:
            self.fail(f"one of {', '.join(str(value) for value in allowed)}")
        return self.value

    def number(self, at_least=None):
        """A number, kept to hundredths: what counters can hold."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
            self.fail("a number")
        if at_least is not None and value < at_least:
            self.fail(f"a number, at least {at_least}")
        return round(value, 2)

    def integer(self, at_least=None):
        value = self.value
        fits = isinstance(value, int) and not isinstance(value, bool)
        if not fits or (at_least is not None and value < at_least):
            self.fail("a whole number" + (f", at least {at_least}" if at_least is not None else ""))
        return value

    def flag(self):
        if not isinstance(self.value, bool):
            self.fail("true or false")
        return self.value

    def day(self):
        """A date; of a moment, its day as written."""
        value = self.value
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value.strip()[:10])
        except (ValueError, AttributeError, TypeError):
            self.fail("a date like 2026-11-23")

    def maybe(self, read, *args):
        """``read`` unless the value is null."""
        return None if self.value is None else read(self, *args)


def _shown(value):
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain_error(path, problem):
    return ValueError(f"{path}: {problem}" if path else problem)
