"""Grades of majority judgment in a ballot file: numbers, words of a list or of a usual scale."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction

NUMBER = re.compile(r"[+-]?[0-9]+([.][0-9]+)?")
#: Usual scales, best first, for files that do not say; what stands between bars is the same grade.
SCALES = tuple(
    tuple(tuple(grade.split("|")) for grade in scale.split(", "))
    for scale in (
        "Excellent|Outstanding, Very good, Good, Fairly good|Quite good,"
        " Fair|Acceptable|Passable|Satisfactory|Average|Sufficient,"
        " Poor|Inadequate|Insufficient|Mediocre|Bad, Reject|To reject|Rejected|Terrible|Very poor",
        "Excellent, Very good, Good, Fair|Acceptable, Passable|Mediocre,"
        " Poor|Inadequate|Insufficient|Bad, Reject|To reject|Rejected|Terrible|Very poor",
        "Excellent|Excellente, Très bien|Très bon|Très bonne, Bien|Bon|Bonne,"
        " Assez bien|Assez bon|Assez bonne, Passable|Moyen|Acceptable|Suffisant,"
        " Insuffisant|Insuffisante|Médiocre|Mauvais,"
        " À rejeter|Rejeter|Rejeté|Très insuffisant|Très mauvais",
        "Hervorragend|Ausgezeichnet|Exzellent, Sehr gut, Gut, Befriedigend|Recht gut,"
        " Ausreichend|Akzeptabel|Genügend, Mangelhaft|Unzureichend|Schlecht,"
        " Ungenügend|Ablehnen|Abzulehnen|Sehr schlecht",
        "Excelente, Muy bueno|Muy bien|Muy buena, Bueno|Bien|Buena, Bastante bueno|Bastante bien,"
        " Aceptable|Regular|Suficiente|Pasable, Insuficiente|Malo|Mediocre|Mala,"
        " Rechazar|A rechazar|Rechazado|Muy malo",
        "Eccellente|Ottimo, Molto buono, Buono, Discreto|Abbastanza buono,"
        " Sufficiente|Accettabile|Passabile, Insufficiente|Scarso|Mediocre,"
        " Da respingere|Da rifiutare|Respinto",
        "A, B, C, D, E, F",
    )
)


def same(grade: str) -> Hashable:
    """What two ways to write one grade have in common: numbers go by value, words without capitals
    and accents.

    >>> same("9.50") == same("9.5"), same("À rejeter") == same("a Rejeter"), same("1") == same("A")
    (True, True, False)
    """
    if NUMBER.fullmatch(grade):
        return Fraction(grade)
    letters = unicodedata.normalize("NFKD", grade.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def matcher(scale: Iterable[str]) -> Callable[[str], str]:
    """Find a grade of the scale whatever its capitals, or however its number is written.

    >>> find = matcher(("Good", "2"))
    >>> find("good"), find("2.0"), find("bad")
    ('Good', '2', 'bad')
    """
    known = {same(grade): grade for grade in reversed(tuple(scale))}
    return lambda grade: known.get(same(grade), grade)


def scale_of(used: Iterable[str]) -> tuple[str, ...]:
    """The grades of a file that has no list of them, best first; none when nobody can tell.

    >>> scale_of(["2", "10", "2.0"]), scale_of(["so-so", "splendid"])
    (('10', '2'), ())
    >>> scale_of(["tres bien", "Passable"])
    ('Excellent', 'tres bien', 'Bien', 'Assez bien', 'Passable', 'Insuffisant', 'À rejeter')
    """
    written = {same(grade): grade for grade in reversed(list(used))}
    if all(isinstance(key, Fraction) for key in written):
        return tuple(written[key] for key in sorted(written, reverse=True))
    for scale in SCALES:
        found = [[written[same(g)] for g in grade if same(g) in written] for grade in scale]
        if sum(map(len, found)) == len(written) and all(len(words) <= 1 for words in found):
            return tuple(
                words[0] if words else grade[0] for words, grade in zip(found, scale, strict=True)
            )
    return ()
