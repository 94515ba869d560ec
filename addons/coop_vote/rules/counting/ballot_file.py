"""The ballot file: read and written, one line for each kind of ballot.

UTF-8 text. A line is a number of ballots, a tab, and what they say::

    # candidates: Ada, Blaise, Chloé
    12<TAB>Ada > Blaise = Chloé

* plurality, runoff, schulze, stv: a ranking, best first; ``=`` between equals, who share the ballot
  in equal parts where it counts for one (all but schulze). Candidates left out stand below the rest
  (schulze) or get nothing from the ballot (the others).
* approval: the approved names, ``Ada, Blaise``.
* majority_judgment: ``Ada: good, Blaise: 2``. Numbers are grades as they are, the higher the
  better. Words need a line ``# grades: excellent, good, fair, poor``, best first, unless they are
  those of a usual scale in English, French, German, Spanish or Italian (`grades.SCALES`). A
  candidate left out has the worst grade: the last one of that line or scale, else the lowest number
  in the file.
* Nothing after the tab is a blank ballot.

``# candidates:`` names all candidates, also those whom nobody chose; then a ballot may name no
other. The first such line counts, wherever it stands, as does the first ``# grades:``. Other lines
that begin with ``#`` and empty lines are ignored. Names are compared after Unicode normalisation
(NFC) and with runs of spaces made one; they hold no ``>`` or ``=``.

A name in a ranking may hold a comma, ``Kiss, Bob > Montroll, Andy``, where it cannot be taken for a
separator: the file also has ``>`` or ``=`` (or the method is plurality), and no part of the name
stands elsewhere as a name or at another place of one. ``# candidates:`` may then use semicolons.
Anything else is an error with its line number.
"""

import re
import unicodedata
from functools import lru_cache

from .grades import matcher, scale_of
from .profile import CountError, Profile

RANKED = ("plurality", "runoff", "schulze", "stv")
HEADER = re.compile(r"#\s*(candidates|grades)\s*:(.*)", re.IGNORECASE)
#: More digits than any count of ballots has.
LONGEST_COUNT = 30


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


@lru_cache(maxsize=100_000)
def _equals(text):
    """``B = C`` as names."""
    return tuple(re.sub(r" ?, ?", ", ", clean(part)) for part in text.split("="))


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
    headers: dict[str, tuple[int, str]] = {}
    ballots, known = [], {}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        said = line.strip()
        if said.startswith("#"):
            _read_header(number, said, headers)
        elif said:
            count, ballot = _read_line(number, line, method)
            for name in _names(number, ballot, method):
                known.setdefault(name, number)
            ballots.append((number, count, ballot))
    if method in RANKED:
        _check_commas(known, method, ballots)
    candidates = _candidates(known, headers.get("candidates"))
    if method == "majority_judgment":
        return _graded(candidates, ballots, headers.get("grades"))
    return Profile(candidates, tuple((count, ballot) for _line, count, ballot in ballots))


def _read_header(number, line, headers):
    """Keep the first list of candidates and of grades."""
    match = HEADER.fullmatch(line)
    if match and match[2].strip():
        headers.setdefault(match[1].lower(), (number, match[2]))


def _candidates(known, header):
    """All candidates; raises when a ballot names another than those of the list."""
    if not header:
        return tuple(known)
    number, text = header
    names = _listed(number, text, "candidates", known)
    for name in names:
        if re.search(r"[>=]", name):
            raise BallotFileError(number, f"«{name}»: separate the candidates with commas.")
    strangers = known.keys() - set(names)
    if strangers:
        name = min(strangers, key=known.__getitem__)
        problem = f"«{name}» is not among the candidates of the line «# candidates:»."
        raise BallotFileError(known[name], problem)
    return names


def _listed(number, text, what, known=()):
    """The names of a list, each once; commas separate, unless a known name holds them."""
    mark = ";" if ";" in text and not any(";" in name for name in known) else ","
    names = [clean(name) for name in text.split(mark)]
    names = _joined(names, {name for name in known if "," in name})
    if "" in names:
        raise BallotFileError(number, f"the list of {what} has an empty place between two commas.")
    for name in names:
        if names.count(name) > 1:
            raise BallotFileError(number, f"the list of {what} names «{name}» twice.")
    return tuple(names)


def _joined(parts, whole):
    """The parts of a list, those that make up a whole name together joined again.

    >>> _joined(["Kiss", "Bob", "Ada"], {"Kiss, Bob"})
    ['Kiss, Bob', 'Ada']
    """
    names, longest = [], max((name.count(",") + 1 for name in whole), default=1)
    parts = [re.sub(r" ?, ?", ", ", part) for part in parts]
    while parts:
        sizes = range(min(longest, len(parts)), 1, -1)
        size = next((size for size in sizes if ", ".join(parts[:size]) in whole), 1)
        names.append(", ".join(parts[:size]))
        parts = parts[size:]
    return names


def _check_commas(known, method, ballots):
    """Raise where a comma in a ranking may have been meant as a separator."""
    whole = [name for name in known if "," in name]
    if not whole:
        return
    marked = any(len(ballot) > 1 or len(group) > 1 for *_, ballot in ballots for group in ballot)
    places = {}
    for name in whole:
        for place, part in enumerate(name.split(", ")):
            places.setdefault(part, set()).add(place)
    for name in whole:
        parts = name.split(", ")
        doubtful = any(not part or part in known or len(places[part]) > 1 for part in parts)
        if doubtful or not (marked or method == "plurality"):
            problem = "a ranking has no comma. Separate the names with > (or = between equals)."
            raise BallotFileError(known[name], problem)


def _read_line(number, line, method):
    """How many ballots, and what they say."""
    head, tab, tail = line.partition("\t")
    if not tab:
        problem = "there is no tab. Write the number of ballots, a tab, and what they say."
        raise BallotFileError(number, problem)
    head = head.strip()
    if not (head.isascii() and head.isdigit() and len(head) <= LONGEST_COUNT):
        problem = f"«{head[:40]}» is not a number of ballots. Write a whole number, like 12."
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
    groups = tuple(map(_equals, text.split(">"))) if text else ()
    if any("" in group for group in groups):
        mark = ">" if ("",) in groups else "="
        raise BallotFileError(number, f"a name is missing before or after «{mark}».")
    return groups


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


def _names(number, ballot, method):
    """All names of a ballot, in the order written; raises when one stands there twice."""
    if method == "majority_judgment":
        names = [name for name, _grade in ballot]
    else:
        names = ballot if method == "approval" else [name for group in ballot for name in group]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        problem = f"«{twice}» stands twice on one ballot. Correct the line or leave it out."
        raise BallotFileError(number, problem)
    return names


def _graded(candidates, ballots, header):
    """The profile of majority judgment, its grades best first."""
    used = {}
    for line, _count, ballot in ballots:
        for _name, grade in ballot:
            used.setdefault(grade, line)
    scale = _listed(*header, "grades") if header else scale_of(used)
    if used and not scale:
        listed = ", ".join(used)
        problem = f"which grades are better? Add a line «# grades: …», best first, with: {listed}."
        raise BallotFileError(min(used.values()), problem)
    find = matcher(scale)
    for grade, line in used.items():
        if find(grade) not in scale:
            problem = f"«{grade}» is not among the grades of the line «# grades:»."
            raise BallotFileError(line, problem)
    lines = (
        (count, {name: find(grade) for name, grade in ballot}) for _line, count, ballot in ballots
    )
    return Profile(candidates, tuple(lines), scale)


def write(profile: Profile, method: str) -> str:
    """A profile as a ballot file, which `parse` reads back.

    >>> write(Profile(("A", "B"), ((2, ("A", "B")), (1, ()))), "approval")
    '# candidates: A, B\\n2\\tA, B\\n1\\t\\n'
    """
    mark = "; " if any("," in name for name in profile.candidates) else ", "
    lines = [f"# candidates: {mark.join(profile.candidates)}"] if profile.candidates else []
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
