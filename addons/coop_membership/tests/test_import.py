import base64
import io
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CoopCase

HEAD = "number;name;email;joined_on;left_on;share_type;shares;card"
FAULTS = [
    # line after the header, column and message expected
    (";Anna;;;;;;", "number", "must not be empty"),
    ("one;Anna;;;;;;", "number", "whole number"),
    ("-3;Anna;;;;;;", "number", "whole number"),
    ("1,5;Anna;;;;;;", "number", "whole number"),
    ("99999999999;Anna;;;;;;", "number", "too large"),
    ("900001;Anna;;;;;;", "number", "is taken"),
    ("7;;;;;;;", "name", "must not be empty"),
    ("7;Anna;anna;;;;;", "email", "one e-mail"),
    ("7;Anna;a@b.org b@c.org;;;;;", "email", "one e-mail"),
    ("7;Anna;;31/02/2020;;;;", "joined_on", "Write a date"),
    ("7;Anna;;12/31/2020;;;;", "joined_on", "Write a date"),
    ("7;Anna;;2999-01-01;;;;", "joined_on", "still to come"),
    ("7;Anna;;;2020-01-01;;;", "joined_on", "has joined"),
    ("7;Anna;;2020-01-02;2020-01-01;;;", "left_on", "before joining"),
    ("7;Anna;;2020-01-01;;Z;10;", "share_type", "no share type"),
    ("7;Anna;;2020-01-01;;;10;", "share_type", "code of the share type"),
    ("7;Anna;;;;A;10;", "joined_on", "shares were paid"),
    ("7;Anna;;2020-01-01;;A;ten;", "shares", "whole number"),
    ("7;Anna;;;;;;carte-é", "card", "unaccented"),
    ("7;Anna;;;;;;4,2E+11", "card", "column as text"),
    ("7;Anna;;;;;;4.20000000013e+11", "card", "column as text"),
    ("4,2E+4;Anna;;;;;;", "number", "column as text"),
    ("7;Anna;;;;;;TAKEN", "card", "a card already"),
    ("7;Anna;;;;;;;too;many", "", "more cells"),
    ("7;Anna", "", "fewer cells"),
    ('7;"Anna;;;;;;\n8;Bob;;;;;;\n9;Carl";;;;;;', "", "quotation mark"),
    ('7;An"na;;;;;;', "", "quotation mark"),
    ('7;"Anna"x;;;;;;', "", "quotation mark"),
    ('7;"An\nna";;;;;;', "", "quotation mark"),
    ("7;An\x00na;;;;;;", "", "cannot be read"),
    ("7;An\x1bna;;;;;;", "", "cannot be read"),
    (f"7;{'x' * 501};;;;;;", "name", "longer than 500"),
    (f"7;{'x' * 200_000};;;;;;", "", "longer than"),
    (f"{'9' * 5000};Anna;;;;;;", "number", "longer than 500"),
    ("7;Anna;;;;;;X\n7;Bob;;;;;;", "number", "twice"),
    ("7;Anna;;;;;;X\n8;Bob;;;;;;X", "card", "twice"),
]


@tagged("post_install", "-at_install")
class TestImport(CoopCase):
    """Members from a file: what is wrong is said line by line; all or nothing."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.make_card(self.member.partner_id, "TAKEN")
        self.member.number = 900001

    def wizard(self, content, **vals):
        content = content if isinstance(content, bytes) else content.encode()
        return (
            self.env["coop.member.import"]
            .with_user(self.manager)
            .create({"file": base64.b64encode(content), "company_id": self.company.id, **vals})
        )

    def counts(self):
        return [
            self.env[model].search_count([])
            for model in ("coop.member", "res.partner", "coop.share.entry", "coop.card")
        ]

    def test_each_fault_is_reported_by_line_and_column_and_nothing_is_written(self):
        before = self.counts()
        for lines, column, message in FAULTS:
            with self.subTest(lines):
                wizard = self.wizard(f"{HEAD}\n1;Fine;;;;;;\n{lines}\n")
                wizard.action_check()
                self.assertEqual(wizard.state, "faults")
                fault = wizard.fault_ids[-1:]
                if message != "quotation mark":
                    self.assertEqual(len(wizard.fault_ids), 1, wizard.fault_ids.mapped("message"))
                self.assertEqual((fault.line, fault.column), (3 + lines.count("\n"), column))
                self.assertIn(message, fault.message)
                with self.assertRaisesRegex(UserError, "nothing was imported"):
                    wizard.action_import()
        self.assertEqual(self.counts(), before)

    def test_a_stray_quotation_mark_swallows_nobody(self):
        wizard = self.wizard(f'{HEAD}\n1;Ada;;;;;;\n2;"Bob;;;;;;\n3;Cleo;;;;;;\n4;Dan";;;;;;\n')
        wizard.action_check()
        self.assertEqual((wizard.state, wizard.member_count), ("faults", 0))
        self.assertEqual(wizard.fault_ids.mapped("line"), [3, 5])

    def test_empty_lines_and_any_line_ends(self):
        for end in ("\n", "\r\n", "\r"):
            with self.subTest(repr(end)):
                wizard = self.wizard(end.join((HEAD, "", "1;Ada;;;;;;", ";;;;;;;", "2;;;;;;;")))
                wizard.action_check()
                self.assertEqual(wizard.fault_ids.mapped("line"), [5])
                self.assertEqual(wizard.member_count, 2)

    def test_too_many_lines_columns_and_faults(self):
        many = self.wizard("number;name\n" + "1;x\n" * 20_001)
        many.action_check()
        self.assertIn("20000 lines", many.fault_ids.message)
        wide = self.wizard(";".join(["name"] * 5000))
        wide.action_check()
        self.assertIn("50 columns", wide.fault_ids.message)
        wrong = self.wizard("number;name\n" + "x;\n" * 20_000)
        started = perf_counter()
        wrong.action_check()
        self.assertEqual(len(wrong.fault_ids), 200)
        self.assertLess(perf_counter() - started, 10)
        with self.assertRaisesRegex(UserError, "several parts"):
            self.wizard(b"x" * 5_000_001).action_check()

    def test_a_spreadsheet_that_unpacks_to_too_much(self):
        content = io.BytesIO()
        with ZipFile(content, "w", ZIP_DEFLATED) as packed:
            packed.writestr("xl/sharedStrings.xml", b"x" * 100_000_001)
        with self.assertRaisesRegex(UserError, "several parts"):
            self.wizard(content.getvalue()).action_check()

    def test_a_spreadsheet_says_where_a_cell_holds_a_line_break(self):
        wizard = self.wizard(self.spreadsheet([["number", "name"], [1, "Ada"], [2, "B\nob"]]))
        wizard.action_check()
        self.assertEqual((wizard.fault_ids.line, wizard.fault_ids.column), (3, "name"))

    def test_faults_of_the_columns(self):
        for content, message in (
            ("", "empty"),
            (HEAD, "no member"),
            ("name;email\nAnna;", "missing"),
            ("number;name;hobby\n1;Anna;chess", "unknown"),
            ("number;name;name\n1;Anna;Anna", "twice"),
        ):
            with self.subTest(content):
                wizard = self.wizard(content or " ")
                wizard.action_check()
                self.assertIn(message, wizard.fault_ids[:1].message)
                self.assertEqual(wizard.fault_ids[:1].line, 2 if content == HEAD else 1)

    def test_everything_arrives(self):
        rows = f"{HEAD}\n7;Anna Ä;anna@coop.example;31/01/2020;;A;12;420000000013\n8;Bob;;;;;;\n"
        wizard = self.wizard(rows)
        wizard.action_check()
        self.assertEqual((wizard.state, wizard.member_count, wizard.share_count), ("ready", 2, 12))
        wizard.action_import()
        anna = self.env["coop.member"].search([("number", "=", 7)])
        self.assertEqual(
            (anna.name, anna.email, anna.share_count), ("Anna Ä", "anna@coop.example", 12)
        )
        self.assertEqual(self.card_of("0420000000013").partner_id, anna.partner_id)

    def test_twice_the_same_file_imports_once(self):
        rows = f"{HEAD}\n7;Anna;;;;;;\n"
        self.wizard(rows).action_import()
        with self.assertRaises(UserError):
            self.wizard(rows).action_import()

    def test_dialects_and_spreadsheets(self):
        table = [
            ["Numéro", "Nom", "Entrée", "Catégorie", "Parts"],
            [11, "Élodie", "2020-01-31", "A", 10],
        ]
        for content in (
            "\n".join(";".join(map(str, row)) for row in table).encode("cp1252"),
            "\ufeff" + "\r\n".join(",".join(map(str, row)) for row in table),
            "\n".join("\t".join(f'"{cell}"' for cell in row) for row in table),
            self.spreadsheet(table),
        ):
            with self.subTest(content[:20]):
                wizard = self.wizard(content)
                wizard.action_check()
                self.assertEqual(wizard.fault_ids.mapped("message"), [])
                self.assertEqual(wizard.share_count, 10)
                with self.cr.savepoint() as savepoint:
                    wizard.action_import()
                    member = self.env["coop.member"].search([("number", "=", 11)])
                    self.assertEqual(member.name, "Élodie")
                    savepoint.rollback()
                self.env.invalidate_all()

    def test_a_phone_cut_short_by_a_spreadsheet(self):
        for phone in ("3,36E+10", "3.36123E+10"):
            wizard = self.wizard(f"number;name;phone\n1;Ada;{phone}\n")
            wizard.action_check()
            self.assertEqual((wizard.fault_ids.line, wizard.fault_ids.column), (2, "phone"))
            self.assertIn("column as text", wizard.fault_ids.message)

    def test_a_file_says_by_its_first_bytes_how_it_is_written(self):
        text = "\ufeffnuméro\tnom\n1\tÉlodie\n"
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            with self.subTest(encoding):
                wizard = self.wizard(text.encode(encoding))
                wizard.action_check()
                self.assertEqual(wizard.fault_ids.mapped("message"), [])
                self.assertEqual(wizard.member_count, 1)

    def test_a_card_that_a_spreadsheet_holds_as_a_fraction(self):
        table = [["number", "name", "card"], [1, "Ada", 420000000013.0]]
        wizard = self.wizard(self.spreadsheet(table))
        rows, _faults = wizard._rows(base64.b64decode(wizard.file))
        self.assertEqual(rows[1], ["1", "Ada", "420000000013"])

    def spreadsheet(self, table):
        book, content = Workbook(), io.BytesIO()
        for row in table:
            book.active.append(row)
        book.save(content)
        return content.getvalue()

    def test_what_is_no_table_is_said_kindly(self):
        with self.assertRaisesRegex(UserError, "no spreadsheet"):
            self.wizard(b"PK\x03\x04 broken").action_check()

    def test_new_numbers_follow_the_imported_ones(self):
        first = self.company._coop_take_number()
        self.wizard(f"{HEAD}\n{first + 50};Anna;;;;;;\n").action_import()
        self.assertEqual(self.company._coop_take_number(), first + 51)

    def test_managers_only(self):
        with self.assertRaises(AccessError):
            self.env["coop.member.import"].with_user(self.office).create({"file": b"eA=="})

    def test_hundreds_cost_few_queries(self):
        rows = "\n".join(f"{n};P{n};;2020-01-01;;A;10;CARD{n}" for n in range(1, 301))
        wizard = self.wizard(f"{HEAD}\n{rows}\n")
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        wizard.action_import()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 300)


@tagged("post_install", "-at_install")
class TestDashboard(CoopCase):
    def test_arrivals_and_departures_add_up_to_the_members(self):
        self.make_member("Gone", joined="2020-01-01", left_on="2021-01-01")
        back = self.make_member("Back", joined="2020-02-01", left_on="2021-02-01")
        back._coop_join(self.days(-10))
        self.env.flush_all()
        events = self.env["coop.membership.event"].search([("company_id", "=", self.company.id)])
        members = self.env["coop.member"].search_count([("is_member", "=", True)])
        self.assertEqual(sum(events.mapped("count")), members)
        theirs = events.filtered(lambda e: e.member_id == back).sorted("date")
        self.assertEqual(theirs.mapped("kind"), ["arrival", "departure", "arrival"])
