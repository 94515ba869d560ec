import base64
import io
import zlib
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from odoo import fields, models
from odoo.exceptions import UserError

from ..rules import member_import as rules
from ..rules import table

#: What reading a broken spreadsheet raises; SyntaxError is broken XML.
NOT_READABLE = (
    BadZipFile, KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError, zlib.error,
)  # fmt: skip
#: So many faults are shown at once; the next check shows those that are left.
MOST_FAULTS = 200


class CoopMemberImport(models.TransientModel):
    """Members from a CSV file or a spreadsheet: first what is wrong, then all or nothing."""

    _name = "coop.member.import"
    _description = "Import members"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    state = fields.Selection(
        [("new", "New"), ("faults", "To be corrected"), ("ready", "Ready")],
        default="new",
        readonly=True,
    )
    fault_ids = fields.One2many("coop.member.import.fault", "import_id", readonly=True)
    member_count = fields.Integer("Number of members", readonly=True)
    share_count = fields.Integer("Number of shares", readonly=True)

    def action_check(self):
        """Read the file and say line by line what is wrong. Nothing is written."""
        self.ensure_one()
        records, faults = self._read()
        self.fault_ids = [(5,)] + [
            (0, 0, self._prepare_fault(fault)) for fault in faults[:MOST_FAULTS]
        ]
        self.member_count = len(records)
        self.share_count = sum(record["shares"] or 0 for record in records)
        self.state = "faults" if faults else "ready"
        return self._reopen()

    def action_import(self):
        """Import everybody, or nobody.

        :raise UserError: when the file has faults; nothing is written then
        """
        self.ensure_one()
        records, faults = self._read()
        if faults:
            raise UserError(self.env._("Correct the file first: nothing was imported."))
        # sudo: lends the manager who imports a checked file the dates and numbers that it gives.
        made = self.env["coop.member"].sudo().create([self._prepare_member(r) for r in records])
        members = made.with_env(self.env)
        self._import_shares(records, members)
        self._import_cards(records, members)
        self.company_id._coop_skip_numbers()
        return {
            "type": "ir.actions.act_window",
            "res_model": "coop.member",
            "view_mode": "list,form",
            "domain": [("id", "in", members.ids)],
            "name": self.env._("Imported members"),
        }

    # ------------------------------------------------------------------ reading

    def _read(self):
        content = base64.b64decode(self.file or b"")
        if len(content) > table.MOST_BYTES:
            raise UserError(self.env._("This file is too large. Import it in several parts."))
        rows, faults = self._rows(content)
        if faults:
            return [], faults
        return rules.read(rows, self._known(), self.company_id._coop_today())

    def _rows(self, content):
        """Rows of text and faults, from a spreadsheet (xlsx) or a CSV in any usual dialect."""
        if content.startswith(b"PK"):
            return self._spreadsheet_rows(content)
        return table.cut(table.decode(content))

    def _spreadsheet_rows(self, content):
        try:
            found = self._sheet_rows(content)
        except NOT_READABLE as error:
            raise UserError(
                self.env._("This file is no spreadsheet that can be read. Save it as CSV or xlsx.")
            ) from error
        if not found:
            return [], [table.Fault(1, "", "empty_file")]
        if len(found) > table.MOST_ROWS + 1:
            return [], [table.Fault(table.MOST_ROWS + 2, "", "too_many_rows")]
        width = max((index for index, cell in enumerate(found[0], start=1) if cell), default=0)
        return [row[:width] + [cell for cell in row[width:] if cell] for row in found], []

    def _sheet_rows(self, content):
        """The first rows of the open sheet, one more than is allowed at most.

        :raise UserError: when the file, once unpacked, is larger than anybody's members
        """
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > table.MOST_UNPACKED:
            raise UserError(self.env._("This file is too large. Import it in several parts."))
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
        bounds = {"max_row": table.MOST_ROWS + 2, "max_col": table.MOST_COLUMNS + 1}
        return [
            [self._cell_text(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True, **bounds)
        ]

    @staticmethod
    def _cell_text(cell):
        """A cell as it reads; a whole number that the file holds as 4.2E11 is written out."""
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return "" if cell is None else str(cell)

    def _known(self):
        domain = [("company_id", "=", self.company_id.id)]
        members = self.env["coop.member"].search_fetch(domain, ["number"])
        cards = self.env["coop.card"].search_fetch(domain, ["code"])
        return rules.Known(
            numbers=frozenset(members.mapped("number")),
            cards=frozenset(cards.mapped("code")),
            types=frozenset(self._types()),
        )

    def _types(self):
        types = self.env["coop.share.type"].search([("company_id", "=", self.company_id.id)])
        return {share_type.code: share_type for share_type in types}

    # ------------------------------------------------------------------ writing

    def _prepare_member(self, record):
        person = ("name", "email", "phone", "street", "zip", "city")
        return {
            **{key: record[key] or False for key in person},
            "number": record["number"],
            "joined_on": record["joined_on"],
            "left_on": record["left_on"],
            "company_id": self.company_id.id,
        }

    def _import_shares(self, records, members):
        types = self._types()
        # sudo: lends the manager who imports a checked file the entries of its shares.
        self.env["coop.share.entry"].sudo().create(
            [
                {
                    "member_id": member.id,
                    "type_id": types[record["share_type"]].id,
                    "date": record["joined_on"],
                    "quantity": record["shares"],
                    "amount": record["shares"] * types[record["share_type"]].value,
                    "kind": "subscription",
                    "key": f"import:{record['number']}",
                    "reason": self.env._("Import"),
                }
                for record, member in zip(records, members, strict=True)
                if record["shares"]
            ]
        )

    def _import_cards(self, records, members):
        self.env["coop.card"].create(
            [
                {
                    "partner_id": member.partner_id.id,
                    "company_id": self.company_id.id,
                    "code": record["card"],
                }
                for record, member in zip(records, members, strict=True)
                if record["card"]
            ]
        )

    # ------------------------------------------------------------------ what is wrong, in words

    def _prepare_fault(self, fault):
        return {
            "line": fault.line,
            "column": fault.column,
            "value": table.UNREADABLE.sub("\ufffd", fault.value[:100]),
            "message": self._messages()[fault.code],
        }

    def _messages(self):
        _ = self.env._
        return {
            "empty_file": _("The file is empty."),
            "no_members": _("There is no member below the names of the columns."),
            "unknown_column": _(
                "This column is unknown. Columns are: %s.", ", ".join(rules.COLUMNS)
            ),
            "column_twice": _("This column is there twice."),
            "missing_column": _("This column is missing."),
            "too_many_cells": _("The line has more cells than there are columns."),
            "too_many_columns": _("The file has more than %s columns.", table.MOST_COLUMNS),
            "too_many_rows": _(
                "The file has more than %s lines. Import it in several parts.", table.MOST_ROWS
            ),
            "too_few_cells": _("The line has fewer cells than there are columns."),
            "no_column": _("This cell stands below no column's name."),
            "stray_quote": _(
                "A quotation mark is missing or too many here, or a cell holds a line break."
            ),
            "unreadable": _("There is a line break or a character that cannot be read."),
            "too_long": _("This is longer than %s characters.", table.LONGEST_CELL),
            "missing": _("This cell must not be empty."),
            "not_a_number": _("Write a whole number above zero."),
            "scientific": _(
                "A spreadsheet has cut this number short. Format the column as text, write the "
                "number in full, and save again."
            ),
            "too_large": _("This number is too large."),
            "not_a_date": _("Write a date like 2020-01-31 or 31/01/2020."),
            "not_an_email": _("Write one e-mail address."),
            "not_a_barcode": _("A barcode is made of unaccented letters, figures and signs."),
            "number_taken": _("This member number is taken; numbers are never reused."),
            "card_taken": _("This barcode belongs to a card already."),
            "unknown_type": _("There is no share type with this code."),
            "twice_in_file": _("This is in the file twice."),
            **self._messages_between_cells(),
        }

    def _messages_between_cells(self):
        _ = self.env._
        return {
            "left_without_joining": _("Somebody who left has joined: write when."),
            "left_before_joining": _("Nobody leaves before joining."),
            "in_the_future": _("This day is still to come."),
            "joined_without_shares": _(
                "A member owns shares: write how many, or leave the day out."
            ),
            "shares_without_type": _("Write the code of the share type."),
            "shares_without_date": _("Write the day on which the shares were paid."),
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Import members"),
        }
