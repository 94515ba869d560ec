"""The ballot file: read and written, one line for each kind of ballot.

UTF-8 text. A line is a number of ballots, a tab, and what they say::

    # candidates: Ada, Blaise, Chloé
    12<TAB>Ada > Blaise = Chloé

* plurality, runoff, schulze, stv: a ranking, best first; ``=`` between equals. Candidates left out
  stand below the rest (schulze) or get nothing from the ballot (the others).
* approval: the approved names, ``Ada, Blaise``.
* majority_judgment: ``Ada: good, Blaise: 2``. Numbers are grades as they are, the higher the
  better. Words need a line ``# grades: excellent, good, fair, poor``, best first, unless they are
  those of a usual scale (`SCALES`). A candidate left out has the worst grade: the last one of that
  line or scale, else the lowest number in the file.
* Nothing after the tab is a blank ballot.

``# candidates:`` names all candidates, also those whom nobody chose; then a ballot may name no
other. The first such line counts, as does the first ``# grades:``. Other lines that begin with
``#`` and empty lines are ignored. Names are compared after Unicode normalisation (NFC) and with
runs of spaces made one; they hold no comma, ``>`` or ``=``. Anything else is an error with its
line number.
"""

import re
import unicodedata
from fractions import Fraction

from .profile import CountError, Profile

RANKED = ("plurality", "runoff", "schulze", "stv")
HEADER = re.compile(r"#\s*(candidates|grades)\s*:(.*)", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?[0-9]+([.][0-9]+)?")
#: Usual scales of words, best first, for files that do not say.
SCALES = (
    ("Excellent", "Very good", "Good", "Fair", "Poor", "Reject"),
    ("Excellent", "Very good", "Good", "Acceptable", "Poor", "Reject"),
    ("Excellent", "Very good", "Good", "Acceptable", "Poor", "To reject"),
    ("Excellent", "Very good", "Good", "Fair", "Passable", "Poor", "To reject"),
    ("Excellent", "Very good", "Good", "Fair", "Passable", "Inadequate", "To reject"),
    ("Excellent", "Très bien", "Bien", "Assez bien", "Passable", "Insuffisant", "À rejeter"),
)


class BallotFileError(CountError):
    """A line that cannot be read; the message gives its number and what to do."""

    def __init__(self, line: int, problem: str):
        super().__init__(f"line {line}: {problem}" if line else problem)
        self.line = line


def decode(data: bytes) -> str:
    """The text of a file, with or without a byte order mark.

    >>> decode(b"\\xef\\xbb\\xbf1\\tA")
    '1\\tA'
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = "this is not UTF-8 text. Save the file again with the encoding UTF-8."
        raise BallotFileError(line, problem) from error


def clean(name: str) -> str:
    """A name as it is compared.

    >>> clean("  Zoe\\u0308   Du\\u00a0Pont ")
    'Zoë Du Pont'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def parse(text: str, method: str) -> Profile:
    """Read a ballot file for a method; raises BallotFileError.

    >>> parse("2\\tB > A = C\\n1\\t\\n", "schulze")
    Profile(candidates=('B', 'A', 'C'), ballots=((2, (('B',), ('A', 'C'))), (1, ())), grades=())
    >>> try:
    ...     parse("# candidates: A, B\\n2\\tC", "approval")
    ... except BallotFileError as error:
    ...     print(error)
    line 2: «C» is not among the candidates of the line «# candidates:».
    """
    headers: dict[str, list[str]] = {}
    ballots, known = [], {}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#"):
            _read_header(number, line.strip(), headers)
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            count, ballot = _read_line(number, line, method)
            _check_names(number, ballot, method, headers.get("candidates"))
            known.update(dict.fromkeys(_names(ballot, method)))
            ballots.append((number, count, ballot))
    candidates = tuple(headers.get("candidates") or known)
    if method == "majority_judgment":
        return _graded(candidates, ballots, headers.get("grades"))
    return Profile(candidates, tuple((count, ballot) for _line, count, ballot in ballots))


def _read_header(number, line, headers):
    """Keep the first list of candidates and of grades."""
    match = HEADER.fullmatch(line)
    key = match and match[1].lower()
    if not match or key in headers or not match[2].strip():
        return
    names = [clean(name) for name in match[2].split(",")]
    if "" in names:
        raise BallotFileError(number, f"the list of {key} has an empty place between two commas.")
    for name in names:
        if names.count(name) > 1:
            raise BallotFileError(number, f"the list of {key} names «{name}» twice.")
        if key == "candidates" and re.search(r"[>=]", name):
            raise BallotFileError(number, f"«{name}»: separate the candidates with commas.")
    headers[key] = names


def _read_line(number, line, method):
    """How many ballots, and what they say."""
    head, tab, tail = line.partition("\t")
    if not tab:
        problem = "there is no tab. Write the number of ballots, a tab, and what they say."
        raise BallotFileError(number, problem)
    if not re.fullmatch(r"[0-9]+", head.strip()):
        problem = f"«{head.strip()}» is not a number of ballots. Write a whole number, like 12."
        raise BallotFileError(number, problem)
    tail = tail.strip()
    if "\t" in tail:
        raise BallotFileError(number, "there is more than one tab. Only the first separates.")
    reader = {"approval": _approvals, "majority_judgment": _grades}.get(method, _ranking)
    return int(head), reader(number, tail)


def _split(number, text, mark):
    """The parts between separators; none may be empty."""
    parts = [clean(part) for part in text.split(mark)] if text else []
    if "" in parts:
        raise BallotFileError(number, f"a name is missing before or after «{mark}».")
    return parts


def _ranking(number, text):
    """``A > B = C`` as groups of equals."""
    if "," in text:
        problem = "a ranking has no comma. Separate the names with > (or = between equals)."
        raise BallotFileError(number, problem)
    return tuple(tuple(_split(number, group, "=")) for group in _split(number, text, ">"))


def _approvals(number, text):
    """``A, B`` as names."""
    if re.search(r"[>=]", text):
        problem = "an approval ballot is no ranking. Separate the approved names with commas."
        raise BallotFileError(number, problem)
    return tuple(_split(number, text, ","))


def _grades(number, text):
    """``A: grade, B: grade`` as pairs."""
    pairs = []
    for part in _split(number, text, ","):
        name, colon, grade = (clean(piece) for piece in part.rpartition(":"))
        if not (colon and name and grade):
            problem = f"«{part}» has no grade. Write the name, a colon and the grade."
            raise BallotFileError(number, problem)
        pairs.append((name, grade))
    return tuple(pairs)


def _names(ballot, method):
    """All names of a ballot, in the order written."""
    if method == "majority_judgment":
        return [name for name, _grade in ballot]
    return list(ballot) if method == "approval" else [name for group in ballot for name in group]


def _check_names(number, ballot, method, candidates):
    """Each name once, and only names of candidates."""
    names = _names(ballot, method)
    for name in names:
        if names.count(name) > 1:
            problem = f"«{name}» stands twice on one ballot. Correct the line or leave it out."
            raise BallotFileError(number, problem)
        if candidates and name not in candidates:
            problem = f"«{name}» is not among the candidates of the line «# candidates:»."
            raise BallotFileError(number, problem)


def _graded(candidates, ballots, header):
    """The profile of majority judgment, its grades best first."""
    used = {}
    for line, _count, ballot in ballots:
        used.update({grade: line for _name, grade in ballot if grade not in used})
    scale = tuple(header) if header else _scale(used)
    same = _matcher(scale)
    for grade, line in used.items():
        if same(grade) not in scale:
            problem = f"«{grade}» is not among the grades of the line «# grades:»."
            raise BallotFileError(line, problem)
    lines = (
        (count, {name: same(grade) for name, grade in ballot}) for _line, count, ballot in ballots
    )
    return Profile(candidates, tuple(lines), scale)


def _matcher(scale):
    """Find a grade of the scale whatever its capitals, or however its number is written."""
    known = {_same(grade): grade for grade in reversed(scale)}
    return lambda grade: known.get(_same(grade), grade)


def _same(grade):
    """Numbers by value, words without capitals."""
    return Fraction(grade) if NUMBER.fullmatch(grade) else grade.casefold()


def _scale(used):
    """The grades of a file without a line of grades, best first."""
    if all(NUMBER.fullmatch(grade) for grade in used):
        values = {Fraction(grade): grade for grade in reversed(used)}
        return tuple(values[value] for value in sorted(values, reverse=True))
    words = {grade.casefold() for grade in used}
    for scale in SCALES:
        if words <= {grade.casefold() for grade in scale}:
            return scale
    listed = ", ".join(used)
    problem = f"which grades are better? Add a line «# grades: …», best first, with: {listed}."
    raise BallotFileError(min(used.values()), problem)


def write(profile: Profile, method: str) -> str:
    """A profile as a ballot file, which `parse` reads back.

    >>> write(Profile(("A", "B"), ((2, ("A", "B")), (1, ()))), "approval")
    '# candidates: A, B\\n2\\tA, B\\n1\\t\\n'
    """
    lines = [f"# candidates: {', '.join(profile.candidates)}"] if profile.candidates else []
    if profile.grades:
        lines.append(f"# grades: {', '.join(profile.grades)}")
    lines += [f"{count}\t{_written(ballot, method)}" for count, ballot in profile.ballots]
    return "\n".join(lines) + "\n"


def _written(ballot, method):
    """What a ballot says, as in the file."""
    if method == "approval":
        return ", ".join(ballot)
    if method == "majority_judgment":
        return ", ".join(f"{name}: {grade}" for name, grade in ballot.items())
    return " > ".join(" = ".join(group) for group in ballot)
