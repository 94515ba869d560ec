"""What may be a key in an address or in a cookie: everything else is refused before it is used."""

#: No key of the suite is longer.
LONGEST = 200


def is_token(text, length=None):
    """Whether a text may be compared with a key, or looked for in the database.

    Keys are printable ASCII: comparing in constant time refuses other texts, and the database
    knows no NUL.

    :param length: how long the key must be; any length up to ``LONGEST`` by default

    >>> is_token("dGhlIGtleQ"), is_token("dGhl", 4), is_token("dGhl", 5)
    (True, True, False)
    >>> [is_token(text) for text in ("caf\\u00e9", "a\\x00b", "", None, "x" * 201)]
    [False, False, False, False, False]
    """
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        return False
    return text.isascii() and text.isprintable() and length in (None, len(text))
