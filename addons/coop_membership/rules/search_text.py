"""What people type to find somebody, and the text in which it is looked for.

Nobody types accents on a busy morning, names come in any order, and a phone number is written in as
many ways as there are people.
"""

import re
import unicodedata

#: Nothing but digits and what stands between those of a phone number.
NUMERIC = re.compile(r"[\d\s.+()/-]*")
#: Fewer digits are found in too many phone numbers and cards.
FEWEST_DIGITS = 4
#: The end of a phone number, which is the same with and without the code of the country.
PHONE_END = 9


def words(text: str) -> list[str]:
    """The words of a text without accents, capitals and punctuation.

    >>> words("Éléonore d’ARCY"), words("Perrot-Duval  œuf"), words(" % _ ")
    (['eleonore', 'd', 'arcy'], ['perrot', 'duval', 'œuf'], [])
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain)


def digits(text: str) -> str:
    """The digits of a phone number or card, when a text is nothing else; else nothing.

    >>> digits("06 12 34 56 78"), digits("+33 (0)6.12.34.56.78"), digits("12 rue des Lilas")
    ('612345678', '612345678', '')
    >>> digits("345678"), digits("123"), digits("0420000000778")
    ('345678', '', '420000000778')
    """
    if not NUMERIC.fullmatch(text):
        return ""
    found = re.sub(r"\D", "", text)
    if text.strip().startswith("+"):
        found = found[-PHONE_END:]
    found = found.lstrip("0")
    return found if len(found) >= FEWEST_DIGITS else ""


def searched(texts, numbers) -> str:
    """The text in which a person is looked for.

    :param texts: names and addresses
    :param numbers: phone numbers and cards

    >>> searched(["Awa Diallo", "awa@coop.example"], ["+33 6 01 02 03 04", False])
    'awa diallo awa coop example 33601020304'
    """
    found = [word for text in texts if text for word in words(text)]
    found += [joined for number in numbers if number and (joined := "".join(words(number)))]
    return " ".join(found)
