r"""Cutting a text file of a table into rows, and bounds on what a table from outside may be.

A cell holds no line break, so each line stands for itself: a quotation mark that is missing is a
fault of its line and never swallows the lines below it.
"""

import codecs
import csv
import re
from dataclasses import dataclass

#: Bounds of a table, in bytes, bytes once unpacked, rows, columns and characters.
MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 50
LONGEST_CELL = 500
LINE_END = re.compile(r"\r\n|\r|\n")
#: How a text file says in its first bytes how it is written. UTF-32's begin as UTF-16's do.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: Control characters, line breaks among them, and what could not be decoded.
UNREADABLE = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufffd]")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a table.

    :param line: the line as a spreadsheet numbers it, the columns' names being line 1
    :param column: name of the column, or "" for the whole line
    :param code: what is wrong, translated by the screens
    :param value: the text found
    """

    line: int
    column: str
    code: str
    value: str = ""


def decode(content: bytes) -> str:
    r"""The text of a file: as its first bytes say, or UTF-8, or else what Windows writes.

    >>> decode("é".encode("utf-16")), decode("é".encode()), decode("é".encode("cp1252"))
    ('é', 'é', 'é')
    >>> decode(b"\xff\xfe\xe9\x00;")
    'é\ufffd'
    """
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def cut(text: str) -> tuple[list[list[str]], list[Fault]]:
    r"""Rows of a text with ``;``, ``,`` or tab between its cells, and the lines that are none.

    >>> cut('a;b\r\n"1;x";"say ""no"" x"\n\n2;y')
    ([['a', 'b'], ['1;x', 'say "no" x'], [], ['2', 'y']], [])
    >>> cut("a,b\r1,x\r2,y")[0]
    [['a', 'b'], ['1', 'x'], ['2', 'y']]
    >>> [(fault.line, fault.code) for fault in cut('a;b\n1;"x\n2;y\n3;z"\n4;"u"v')[1]]
    [(2, 'stray_quote'), (4, 'stray_quote'), (5, 'stray_quote')]
    >>> cut("a\n" * (MOST_ROWS + 2))[1][0].code
    'too_many_rows'
    """
    lines = LINE_END.split(text.removeprefix("\ufeff"), maxsplit=MOST_ROWS + 1)
    if len(lines) > MOST_ROWS + 1 and lines[-1].strip():
        return [], [Fault(MOST_ROWS + 2, "", "too_many_rows", "")]
    delimiter = max(";,\t", key=lines[0].count)
    rows, faults = [], []
    for number, line in enumerate(lines[: MOST_ROWS + 1], start=1):
        row, code = cut_line(line, delimiter)
        rows.append(row)
        if code:
            faults.append(Fault(number, "", code, line[:LONGEST_CELL]))
    return rows, faults


def cut_line(line: str, delimiter: str) -> tuple[list[str], str]:
    r"""The cells of one line and a fault's code, "" when nothing is wrong.

    >>> cut_line('1;"Anna;anna@coop.example', ";"), cut_line("1;An\x00na", ";")
    (([], 'stray_quote'), ([], 'unreadable'))
    >>> cut_line("x" * 30_000, ";")
    ([], 'too_long')
    """
    if len(line) > MOST_COLUMNS * LONGEST_CELL:
        return [], "too_long"
    if UNREADABLE.search(line.replace("\t", " ")):
        return [], "unreadable"
    if line.count('"') % 2:
        return [], "stray_quote"
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), []), ""
    except csv.Error:
        return [], "stray_quote"


def cell_fault(text: str) -> str:
    r"""What makes a cell unusable whatever its column, "" when nothing does.

    >>> cell_fault("Anna"), cell_fault("12 rue X\nParis"), cell_fault("x" * 501)
    ('', 'unreadable', 'too_long')
    """
    if len(text) > LONGEST_CELL:
        return "too_long"
    return "unreadable" if UNREADABLE.search(text) else ""
