"""The proof as a spreadsheet. Text is written as text: a name that begins with "=" is a name."""

import io
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

#: What a sheet holds, its head aside.
MOST_ROWS = 1_000_000
WIDTHS = (17, 16, 16, 28, 10, 24, 18, 20, 24, 28, 14)


def write_book(totals, *lists):
    """Return the bytes of a book of one sheet of totals and some long lists.

    :param totals: ``(name, lines about the book, [(heads, rows), …])``
    :param lists: ``(name, heads, rows)``; rows may be a generator
    """
    file = io.BytesIO()
    # A row is on the disk as soon as it is written: a big period needs no big memory.
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheets = Sheets(book)
        sheets.add_totals(*totals)
        for one in lists:
            sheets.add_list(*one)
    return file.getvalue()


class Sheets:
    """Writes cells by the type of their value."""

    def __init__(self, book):
        self.book = book
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        self.money = book.add_format({"num_format": "#,##0.00"})

    def add_totals(self, name, about, tables):
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 3, 18)
        line = 0
        for values in about:
            self._write(sheet, line, values, self.bold)
            line += 1
        for heads, rows in tables:
            line += 1
            self._write(sheet, line, heads, self.head)
            for line, row in enumerate(rows, line + 1):  # noqa: B020 (goes on from the head)
                self._write(sheet, line, row)
            line += 1

    def add_list(self, name, heads, rows):
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        self._write(sheet, 0, heads, self.head)
        last = 0
        for last, row in enumerate(rows, 1):
            self._write(sheet, last, row)
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)

    def _write(self, sheet, line, values, style=None):
        for column, value in enumerate(values):
            if isinstance(value, datetime):
                sheet.write_datetime(line, column, value, self.moment)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, self.day)
            elif isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(line, column, value)
            elif isinstance(value, float | Decimal):
                sheet.write_number(line, column, value, self.money)
            elif value:
                sheet.write_string(line, column, str(value), style)
