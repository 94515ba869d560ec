"""What is asked of every address and of every method: each check returns what it found.

The findings are sentences; none means that nothing was found. The same checks run over the
addresses of the suite, which give none, and over those planted in ``controllers/planted.py``, of
which each is found.
"""

import io
import re
import zipfile
from contextlib import contextmanager

from pypdf import PdfReader

from odoo.http import Request
from odoo.tools import SQL, mute_logger

from .forged import SCRIPT
from .seed import MARKS

#: Tables of Odoo's that hold what the co-op knows of people.
PEOPLE = (
    "res_partner",
    "res_users",
    "account_move",
    "account_payment",
    "mail_mail",
    "mail_message",
)
#: Counts of visitors, which name nobody and which every visit changes.
COUNTS = ("coop_join_hit",)
LOUD = ("odoo.http", "odoo.sql_db", "odoo.addons.base.models.ir_qweb")
LOUD += ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


# ---------------------------------------------------------------------- what changed


class Rows:
    """The rows of the suite and of people, as they were; which tables differ from that now."""

    def __init__(self, env):
        self.env = env
        self.tables = tables_of(env)
        env.flush_all()
        self.before = {table: self.digest(table) for table in self.tables}
        self.seen = self.touched()

    def digest(self, table):
        """A number for all rows of a table, whatever their order."""
        query = SQL(
            "SELECT count(*), sum(hashtextextended(t::text, 0)) FROM %s t", SQL.identifier(table)
        )
        return tuple(self.env.execute_query(query)[0])

    def touched(self):
        """``{table: rows written in this transaction so far}``, also those taken back since."""
        query = SQL(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(self.env.execute_query(query))

    def changed(self):
        """The tables that are not as they were; only those touched since the last look are read."""
        before, self.seen = self.seen, self.touched()
        touched = [name for name, count in self.seen.items() if count != before.get(name)]
        return sorted(
            name
            for name in touched
            if name in self.before and self.digest(name) != self.before[name]
        )


def tables_of(env):
    """The tables of the suite's models, those between two models, and those of people."""
    found = env.execute_query(
        SQL("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    )
    ours = {name for (name,) in found if name.startswith(("coop_", "planted_"))}
    dialogues = {model._table for model in env.registry.values() if model._transient}
    return sorted((ours | set(PEOPLE)) - set(COUNTS) - dialogues)


@contextmanager
def taken_back(env):
    """Whatever is written within is written no more afterwards."""
    env.flush_all()
    env.cr.execute("SAVEPOINT coop_try")
    try:
        yield
    finally:
        env.invalidate_all(flush=False)
        env.cr.execute("ROLLBACK TO SAVEPOINT coop_try")
        env.cr.execute("RELEASE SAVEPOINT coop_try")


# ---------------------------------------------------------------------- what came back


class Answer:
    """What an address answered, and the tables that it changed."""

    def __init__(self, answer, changed):
        self.status = answer.status_code
        self.changed = changed
        self.kind = answer.headers.get("Content-Type", "").partition(";")[0]
        self.body = body_of(answer)
        self.result = result_of(answer)
        self.error = self.result.get("error")
        self.words = f"{dict(answer.headers)} {self.body}"

    @property
    def shown(self):
        """The marks of the other member that it holds."""
        return sorted(set(MARKS.findall(self.words)))

    @property
    def refused(self):
        """Whether it lets nobody in: not found, forbidden, elsewhere, an error, or nothing."""
        nothing = self.result in ({"shut": True}, {"other_user": True})
        return self.status != 200 or bool(self.error) or nothing


def body_of(answer):
    """The words of a page, of a PDF or of a spreadsheet."""
    if answer.content[:4] == b"%PDF":
        return "\n".join(
            page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages
        )
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as sheets:
            return "\n".join(
                sheets.read(name).decode("utf-8", "replace") for name in sheets.namelist()
            )
    if answer.headers.get("Content-Type", "").startswith("image/"):
        return ""
    return answer.text


def result_of(answer):
    """What a call answered, its error included; of any other answer, nothing."""
    if "json" not in answer.headers.get("Content-Type", ""):
        return {}
    said = answer.json()
    if isinstance(said, dict) and not said.get("error"):
        said = said.get("result", said)
    return said if isinstance(said, dict) else {}


def ask(case, address, form=None, call=None, rows=None):
    """Open an address, send it a form or call it, and take back what it wrote.

    :param address: with its query as a dictionary beside it, if there is any
    :param rows: tells what was changed
    """
    address, query = address if isinstance(address, tuple) else (address, None)
    with taken_back(case.env), mute_logger(*LOUD):
        if call is not None:
            answer = case.url_open(address, json={"jsonrpc": "2.0", "params": call})
        elif form is not None:
            form = {"csrf_token": Request.csrf_token(case), **form}
            answer = case.url_open(address, data=form, allow_redirects=False)
        else:
            answer = case.url_open(address, params=query, allow_redirects=False)
        return Answer(answer, rows.changed() if rows else ())


# ---------------------------------------------------------------------- the checks


def foreign(answer, where, right=None, sent=()):
    """Somebody else's row was asked for: what was shown or changed of it.

    :param right: what is shown and changed by right
    :param sent: words that the asker sent, and may get back
    """
    may_see = {*sent, *(right.sees if right else ())}
    found = [f"{where} shows {word}" for word in answer.shown if word not in may_see]
    changed = [name for name in answer.changed if not right or name not in right.changes]
    if changed:
        found.append(f"{where} changes {', '.join(changed)}")
    if not (answer.refused or right):
        found.append(f"{where} lets in: {answer.status} {answer.kind}")
    return found + broken(answer, where)


def writes(answer, where):
    """An address that is read-only for the database wrote all the same, at the second try."""
    return (
        [f"{where} is read-only and changes {', '.join(answer.changed)}"] if answer.changed else []
    )


def broken(answer, where):
    """An error of the server, an error of the database in words, or a script sent back."""
    found = [f"{where} breaks: {answer.status}"] if answer.status >= 500 else []
    if isinstance(answer.error, dict):
        name = answer.error.get("data", {}).get("name", "")
        if not REFUSALS.search(name):
            found.append(f"{where} breaks: {name}")
    if SCRIPT in answer.words:
        found.append(f"{where} sends the script back")
    return found


#: Exceptions with which a call is refused properly.
REFUSALS = re.compile(
    r"^odoo\.exceptions\.|NotFound|Forbidden|BadRequest|TooManyRequests|SessionExpired"
)


def unguarded(routing):
    """What the declaration of an address leaves open."""
    return ["takes forms of other sites (csrf=False)"] if routing.get("csrf") is False else []
