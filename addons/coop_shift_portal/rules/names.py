"""What is shown of a name to those who work together."""


def first_name(name):
    """The first name, as people write it: after the comma, or what is not in capitals.

    >>> first_name("Ana Lima"), first_name("LIMA Ana"), first_name("Lima, Ana Maria")
    ('Ana', 'Ana', 'Ana Maria')
    >>> first_name("Jean-Marc DE LA TOUR"), first_name("ANA"), first_name("")
    ('Jean-Marc', 'ANA', '')
    """
    name = " ".join((name or "").split())
    if "," in name:
        return name.split(",", 1)[1].strip() or name.split(",", 1)[0].strip()
    words = name.split(" ")
    small = [word for word in words if not (word.isupper() and len(word) > 1)]
    return (small or words)[0]
