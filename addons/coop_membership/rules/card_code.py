"""What a scanner sends is not always what is printed on the card.

One function, :func:`normalise`, gives the form under which a code is stored and looked up, so that
a card is found again whatever the scanner does to it. The JavaScript mirror is
``static/src/card_code.js``; both are tested against ``static/tests/card_code_cases.js``.

EAN-13, UPC-A and their check digit: GS1 General Specifications, section 7.9.
"""

#: The characters of the digit keys of a French keyboard, for scanners that type in US layout.
AZERTY = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))


def normalise(scanned: str) -> str:
    """The form under which a card code is stored and looked up.

    The Enter and the spaces that a scanner appends are dropped:

    >>> normalise(" 0420000000013\\r\\n")
    '0420000000013'

    An EAN-13 that begins with 0 may be read as UPC-A, or lose its zeros in a spreadsheet; the
    check digit tells that it is the same code:

    >>> normalise("420000000013")
    '0420000000013'
    >>> normalise("420000000014")
    '420000000014'

    A scanner set to a US keyboard types this on a French one:

    >>> normalise("àéàààààààààà'")
    '0200000000004'

    Any other barcode stays as it is:

    >>> normalise("LOUVE-0042"), normalise("")
    ('LOUVE-0042', '')
    """
    code = "".join(char for char in scanned if char.isprintable() and not char.isspace())
    if len(code) >= 8 and all(char in AZERTY for char in code):
        code = "".join(AZERTY[char] for char in code)
    if is_digits(code) and 9 <= len(code) <= 12 and has_check_digit(code):
        return code.zfill(13)
    return code


def is_digits(code: str) -> bool:
    """Whether a code is made of the digits 0 to 9 only.

    >>> is_digits("042"), is_digits("٤٢"), is_digits("")
    (True, False, False)
    """
    return code.isascii() and code.isdigit()


def check_digit(body: str) -> int:
    """The GS1 check digit of the digits before it: weights 3, 1, 3… from the right.

    >>> check_digit("042000000001")
    3
    """
    weighted = (int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body)))
    return -sum(weighted) % 10


def has_check_digit(code: str) -> bool:
    """Whether the last digit is the check digit of the others.

    >>> has_check_digit("4006381333931"), has_check_digit("4006381333932")
    (True, False)
    """
    return int(code[-1]) == check_digit(code[:-1])


def ean13(prefix: str, number: int) -> str:
    """The EAN-13 of a running number after a prefix.

    :raise ValueError: when the number does not fit

    >>> ean13("042", 1)
    '0420000000013'
    >>> ean13("042", 10**9)
    Traceback (most recent call last):
    ValueError: 1000000000 does not fit after 042
    """
    width = 12 - len(prefix)
    if len(str(number)) > width:
        raise ValueError(f"{number} does not fit after {prefix}")
    body = f"{prefix}{number:0{width}d}"
    return f"{body}{check_digit(body)}"
