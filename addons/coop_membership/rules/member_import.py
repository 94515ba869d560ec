r"""Reading a table of members: what is wrong, line by line, before anything is written.

The table is a list of rows of text, as a CSV file or a spreadsheet gives them. The first row names
the columns. :func:`read` returns records and faults; a table with a fault is not imported.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .card_code import normalise
from .table import MOST_COLUMNS, Fault, cell_fault

COLUMNS = (
    "number",
    "name",
    "email",
    "phone",
    "street",
    "zip",
    "city",
    "joined_on",
    "left_on",
    "share_type",
    "shares",
    "card",
)
#: What French spreadsheets call the columns.
ALIASES = {
    "numéro": "number",
    "numero": "number",
    "nom": "name",
    "courriel": "email",
    "téléphone": "phone",
    "telephone": "phone",
    "rue": "street",
    "adresse": "street",
    "code_postal": "zip",
    "ville": "city",
    "entrée": "joined_on",
    "sortie": "left_on",
    "catégorie": "share_type",
    "parts": "shares",
    "carte": "card",
}
REQUIRED = ("number", "name")
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
#: What a spreadsheet makes of a long number: its last figures are lost.
SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE][+-]\d+")
#: Columns of figures.
FIGURES = ("number", "phone", "zip", "shares", "card")
#: Member numbers are 32-bit integers in the database.
MOST = 2**31 - 1


@dataclass(frozen=True)
class Known:
    """What the co-op has already: numbers, card codes, and share types with their minimum."""

    numbers: frozenset[int] = frozenset()
    cards: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


def read(
    rows: Sequence[Sequence[str]], known: Known, today: date
) -> tuple[list[dict], list[Fault]]:
    """Records and faults of a table.

    >>> known = Known(types=frozenset({"A"}))
    >>> day = date(2026, 11, 23)
    >>> table = [["Number", "Name", "Joined on", "Share type", "Shares"],
    ...          ["1", "Anna", "10/01/2020", "A", "10"]]
    >>> records, faults = read(table, known, day)
    >>> records[0]["number"], records[0]["joined_on"], records[0]["shares"], faults
    (1, datetime.date(2020, 1, 10), 10, [])
    >>> table = [["number", "name"], ["one", ""], ["2", "Bob"], ["2", "Bob again"]]
    >>> for fault in read(table, known, day)[1]: print(fault.line, fault.column, fault.code)
    2 number not_a_number
    2 name missing
    4 number twice_in_file
    >>> read([], known, day)[1][0].code
    'empty_file'
    """
    rows = [[(cell or "").strip() for cell in row] for row in rows]
    if not any(any(row) for row in rows):
        return [], [Fault(1, "", "empty_file")]
    header = [column_name(cell) for cell in rows[0]]
    faults = header_faults(header, rows[0])
    if faults:
        return [], faults
    records = []
    for line, row in enumerate(rows[1:], start=2):
        if any(row):
            record, wrong = read_row(line, header, row, known, today)
            records.append(record)
            faults += wrong
    if not records:
        return [], [Fault(2, "", "no_members")]
    return records, sorted(faults + twice(records), key=lambda f: (f.line, position(f.column)))


def column_name(cell: str) -> str:
    r"""The name of a column, however it is capitalised.

    >>> column_name(" Joined On"), column_name("E-mail"), column_name("\ufeffNuméro")
    ('joined_on', 'email', 'number')
    """
    name = cell.strip("\ufeff \t").lower().replace("-", "").replace(" ", "_")
    return ALIASES.get(name, name)


def position(column: str) -> int:
    return COLUMNS.index(column) if column in COLUMNS else -1


def header_faults(header: Sequence[str], found: Sequence[str]) -> list[Fault]:
    """Columns that are unknown, missing or there twice.

    >>> columns = ["number", "name", "x", "name"]
    >>> [fault.code for fault in header_faults(columns, columns)]
    ['unknown_column', 'column_twice']
    >>> [fault.code for fault in header_faults(["name"] * 60, ["name"] * 60)]
    ['too_many_columns']
    >>> header_faults(["name"], ["name"])
    [Fault(line=1, column='number', code='missing_column', value='')]
    """
    faults = []
    if len(header) > MOST_COLUMNS:
        return [Fault(1, "", "too_many_columns", str(len(header)))]
    for index, name in enumerate(header):
        if name and name not in COLUMNS:
            faults.append(Fault(1, name, "unknown_column", found[index]))
        elif name and name in header[:index]:
            faults.append(Fault(1, name, "column_twice", found[index]))
    return faults + [Fault(1, name, "missing_column") for name in REQUIRED if name not in header]


def read_row(line, header, row, known, today) -> tuple[dict, list[Fault]]:
    """One member, and what is wrong with the line."""
    faults = shape_faults(line, header, row)
    cells = dict(zip(header, row, strict=False))
    record = {"line": line}
    for column in COLUMNS:
        text = cells.get(column, "")
        value, code = read_cell(column, text, known)
        record[column] = value
        if code:
            faults.append(Fault(line, column, code, text))
    between = row_faults(line, record, today)
    if any(fault.column == "shares" for fault in faults):
        between = [fault for fault in between if fault.column != "shares"]
    return record, faults + between


def shape_faults(line: int, header: Sequence[str], row: Sequence[str]) -> list[Fault]:
    """A line with more or fewer cells than columns, or a cell below a column without a name.

    >>> columns = ["number", "name", ""]
    >>> rows = (["1"], ["1", "Anna", "", "x"], ["1", "Anna", "x"], ["1", "Anna", ""])
    >>> [[fault.code for fault in shape_faults(2, columns, row)] for row in rows]
    [['too_few_cells'], ['too_many_cells'], ['no_column'], []]
    """
    if len(row) < len(header):
        return [Fault(line, "", "too_few_cells", "")]
    if extra := next((cell for cell in row[len(header) :] if cell), ""):
        return [Fault(line, "", "too_many_cells", extra)]
    cells = zip(header, row, strict=False)
    return [Fault(line, "", "no_column", cell) for name, cell in cells if cell and not name]


def read_cell(column: str, text: str, known: Known) -> tuple[object, str]:
    """The value of a cell and a fault's code, "" when nothing is wrong.

    >>> read_cell("shares", "10", Known()), read_cell("shares", "-1", Known())
    ((10, ''), (None, 'not_a_number'))
    >>> read_cell("card", "420000000013", Known())
    ('0420000000013', '')
    >>> read_cell("card", "4,2E+11", Known()), read_cell("card", "42E11", Known())
    ((None, 'scientific'), ('42E11', ''))
    """
    if not text:
        return None, "missing" if column in REQUIRED else ""
    if code := cell_fault(text):
        return None, code
    if column in FIGURES and SCIENTIFIC.fullmatch(text):
        return None, "scientific"
    value, code = READERS.get(column, lambda text: (text, ""))(text)
    if not code and column == "number" and value in known.numbers:
        code = "number_taken"
    if not code and column == "card" and value in known.cards:
        code = "card_taken"
    if not code and column == "share_type" and value not in known.types:
        code = "unknown_type"
    return value, code


def read_number(text: str) -> tuple[int | None, str]:
    """A whole number above zero, spaces between thousands and a spreadsheet's ".0" aside.

    >>> read_number("1 042"), read_number("7.0"), read_number("0"), read_number("99999999999")
    ((1042, ''), (7, ''), (None, 'not_a_number'), (None, 'too_large'))
    """
    digits = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or int(digits) == 0:
        return None, "not_a_number"
    return (int(digits), "") if int(digits) <= MOST else (None, "too_large")


def read_day(text: str) -> tuple[date | None, str]:
    """A day, written as ISO or as the French do.

    >>> read_day("2020-01-31"), read_day("31/01/2020")
    ((datetime.date(2020, 1, 31), ''), (datetime.date(2020, 1, 31), ''))
    >>> read_day("01/31/2020"), read_day("31/01/20")
    ((None, 'not_a_date'), (None, 'not_a_date'))
    """
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            day = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        return (day, "") if day.year >= 1900 else (None, "not_a_date")
    return None, "not_a_date"


def read_email(text: str) -> tuple[str, str]:
    """
    >>> read_email("Anna@Coop.example"), read_email("anna@coop")[1], read_email("a@b.c, d@e.f")[1]
    (('anna@coop.example', ''), 'not_an_email', 'not_an_email')
    """
    return text.lower(), "" if EMAIL.fullmatch(text) else "not_an_email"


def read_card(text: str) -> tuple[str, str]:
    """
    >>> read_card("LOUVE-1"), read_card("carte-é")[1]
    (('LOUVE-1', ''), 'not_a_barcode')
    """
    code = normalise(text)
    printable = code.isascii() and code.isprintable() and code
    return code, "" if printable else "not_a_barcode"


READERS: dict[str, Callable] = {
    "number": read_number,
    "shares": read_number,
    "joined_on": read_day,
    "left_on": read_day,
    "email": read_email,
    "card": read_card,
}


def row_faults(line: int, record: dict, today: date) -> list[Fault]:
    """Faults between the cells of a line.

    >>> bad = dict.fromkeys(COLUMNS) | {"left_on": date(2026, 1, 1)}
    >>> [(f.column, f.code) for f in row_faults(2, bad, date(2026, 11, 23))]
    [('joined_on', 'left_without_joining')]

    Nobody is a member without shares; of whoever has left, none need be known.

    >>> member = dict.fromkeys(COLUMNS) | {"joined_on": date(2020, 1, 1)}
    >>> gone = member | {"left_on": date(2026, 1, 1)}
    >>> [[f.code for f in row_faults(2, row, date(2026, 11, 23))] for row in (member, gone)]
    [['joined_without_shares'], []]
    """
    faults = []
    joined, left = record["joined_on"], record["left_on"]
    if left and not joined:
        faults.append(Fault(line, "joined_on", "left_without_joining"))
    if left and joined and left < joined:
        faults.append(Fault(line, "left_on", "left_before_joining", str(left)))
    if joined and joined > today:
        faults.append(Fault(line, "joined_on", "in_the_future", str(joined)))
    if joined and not (faults or record["shares"] or (left and left <= today)):
        faults.append(Fault(line, "shares", "joined_without_shares"))
    if record["shares"] and not record["share_type"]:
        faults.append(Fault(line, "share_type", "shares_without_type"))
    if record["shares"] and not joined:
        faults.append(Fault(line, "joined_on", "shares_without_date"))
    return faults


def twice(records: Sequence[dict]) -> list[Fault]:
    """Numbers and cards that are in the table more than once.

    >>> rows = [{"line": 2, "number": 1, "card": "X"}, {"line": 3, "number": 2, "card": "X"}]
    >>> twice(rows)
    [Fault(line=3, column='card', code='twice_in_file', value='X')]
    """
    faults = []
    for column in ("number", "card"):
        seen = set()
        for record in records:
            value = record[column]
            if value is not None and value in seen:
                faults.append(Fault(record["line"], column, "twice_in_file", str(value)))
            seen.add(value)
    return faults
