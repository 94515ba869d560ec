"""The code on a printed sheet: the number of the shift and a check digit (Luhn, ISO/IEC 7812-1)."""

from stdnum import luhn


def code(shift_id: int) -> str:
    """What is printed on the sheet of a shift.

    >>> code(123)
    'S123-0'
    """
    return f"S{shift_id}-{luhn.calc_check_digit(str(shift_id))}"


def shift_id(typed: str) -> int | None:
    """The shift of a code that was typed or scanned, ``None`` when it is mistyped.

    >>> shift_id(" s123-0 "), shift_id("1230"), shift_id("S132-0"), shift_id("hello")
    (123, 123, None, None)
    """
    digits = typed.strip().upper().removeprefix("S").replace("-", "")
    fits = digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 11
    return int(digits[:-1]) if fits and luhn.is_valid(digits) else None
