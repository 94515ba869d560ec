"""Who of many gets which of few seats: plain values in, plain values out."""


def free_numbers(seats, held):
    """The numbers of the free seats of a role, lowest first.

    :param seats: how many seats the role has; they are numbered from 1
    :param held: the numbers that somebody holds

    >>> free_numbers(4, {2, 3})
    [1, 4]
    """
    return [number for number in range(1, seats + 1) if number not in held]


def allot(asking, free):
    """Give free seats to those who ask, in their order: ``{who: seat}``; who gets none is left out.

    Nobody gets two seats by asking twice, and no seat is given twice.

    >>> allot(["Ana", "Ben", "Ana", "Cléo"], [2, 5])
    {'Ana': 2, 'Ben': 5}
    """
    return dict(zip(dict.fromkeys(asking), free, strict=False))
