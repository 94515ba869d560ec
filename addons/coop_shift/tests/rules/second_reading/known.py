"""Lives on which the program differs from RULES.md, or once did, each with the sentence.

Where the program differs on purpose, a switch in the second reading reads as it does, so that the
random lives find faults.
"""

SHARES = [{"from": "2026-01-01"}]
ABCD = [{"regime": "abcd", "from": "2026-01-01"}]
FLYING = [{"regime": "flying", "from": "2026-01-01"}]
LATE_TOGETHER = "A counter that reaches 0 at any hour ends its alert; a fall later begins anew."
AT_THAT_MOMENT = "Not up to date before it: the counter that judged was below 0 at that moment."
BY_ITS_REGIME = "Flying counter for flying members, else the ABCD counter."
TO_COME = "Only a seat to come: judged by that seat's regime from the day it was decided."
IN_THAT_EVENING = "What waits for the next count is added in that evening, also after a change."
BEGAN_ABOVE = "BEES' 'once' is free again after a cycle that began above 0."
LOOK_LAST = "A look at a freeze comes last in the day, also on the day of a debit."
CANCELLED = "Otherwise frozen: future shifts cancelled."
NO_CYCLE_ANEW = "Buying more shares starts no cycle anew."
LAST_STATE = "An attendance that is corrected leaves exactly what the last state says."
WORKED_ONE = "Flying members: worked +1; only make-ups of some templates count 0.5, 1.5 or 2."
UP_TO_THE_DAY = "WHATIF.md: the ledger, and the debits of cycles, go up to --to."


def shift(number, kind, day, time="10:45", **more):
    """An attendance."""
    return {"id": number, "kind": kind, "date": day, "time": time, **more}


def by_hand(day, counter, amount):
    """A correction."""
    return {"id": f"by hand {day}", "date": day, "counter": counter, "amount": amount}


def booked(number, day, booked_on, **more):
    """A registration."""
    return {"id": number, "date": day, "booked": booked_on, **more}


def member(enrollments=(), **facts):
    """The facts of a member with shares."""
    return {"shares": SHARES, "enrollments": list(enrollments), **facts}


# Where it once did: (preset, facts, last day, sentence)
SETTLED = [
    (
        "la_louve",
        member(
            ABCD,
            attendances=[
                shift(1, "absent", "2026-01-05"),
                shift(2, "make_up", "2026-03-05", "08:00", factor=2),
                shift(3, "excused", "2026-03-05", "13:00"),
            ],
        ),
        "2026-03-10",
        LATE_TOGETHER,
    ),
    (
        "la_louve",
        member(
            ABCD,
            attendances=[
                shift(1, "absent", "2026-01-05", "08:00"),
                shift(2, "absent", "2026-01-05", "18:00"),
            ],
        ),
        "2026-01-10",
        AT_THAT_MOMENT,
    ),
    (
        "la_louve",
        member(
            ABCD,
            attendances=[shift(1, "absent", "2026-01-05"), shift(2, "absent", "2026-02-02")],
            corrections=[by_hand("2026-02-02", "abcd", 2)],
        ),
        "2026-02-10",
        AT_THAT_MOMENT,
    ),
    (
        "supercoop_berlin",
        member(registrations=[booked(1, "2026-07-20", "2026-07-13")]),
        "2026-08-20",
        LOOK_LAST,
    ),
    (
        "supercoop_berlin",
        member(
            attendances=[shift(1, "make_up", "2026-07-13")],
            registrations=[booked(1, "2026-07-13", "2026-06-20")],
        ),
        "2026-08-20",
        LOOK_LAST,
    ),
    (
        "supercoop_berlin",
        member(
            registrations=[
                booked(1, "2026-06-25", "2026-06-10"),
                booked(2, "2026-07-30", "2026-06-22"),
                booked(3, "2026-07-30", "2026-06-22"),
            ],
        ),
        "2026-08-20",
        CANCELLED,
    ),
    (
        "la_louve",
        member(
            FLYING,
            leaves=[{"type": "anticipated", "from": "2026-06-01", "to": "2026-09-01", "missed": 9}],
        ),
        "2026-01-20",
        UP_TO_THE_DAY,
    ),
    (
        "la_louve",
        member(
            [
                {"regime": "abcd", "from": "2026-01-01", "to": "2026-03-01"},
                {"regime": "flying", "from": "2026-03-20", "decided": "2026-03-10"},
            ],
            corrections=[by_hand("2026-01-05", "flying", -2)],
        ),
        "2026-03-25",
        TO_COME,
    ),
    (
        "la_louve",
        member(
            [
                {"regime": "flying", "from": "2026-01-13", "to": "2026-01-25"},
                {"regime": "abcd", "from": "2026-01-26", "to": "2026-03-20"},
                {"regime": "flying", "from": "2026-03-21"},
            ],
            attendances=[shift(1, "absent", "2026-01-20")],
        ),
        "2026-04-20",
        IN_THAT_EVENING,
    ),
    (
        "bees",
        member(
            [{"regime": "irregular", "from": "2026-01-01"}],
            corrections=[by_hand("2026-02-01", "regular", 2.5)],
        ),
        "2026-04-01",
        BEGAN_ABOVE,
    ),
    (
        "supercoop_berlin",
        member(
            registrations=[
                booked(1, "2026-06-10", "2026-05-05"),
                booked(2, "2026-06-15", "2026-05-06"),
                booked(3, "2026-07-01", "2026-06-16"),
            ],
        ),
        "2026-06-20",
        CANCELLED,
    ),
    (
        "supercoop_berlin",
        member(
            attendances=[
                shift(1, "present", "2026-06-01", "08:00"),
                shift(2, "absent", "2026-06-01", "18:00"),
            ],
        ),
        "2026-06-05",
        LOOK_LAST,
    ),
    (
        "elefan",
        {"shares": [{"from": "2026-10-19"}, {"from": "2027-01-24"}]},
        "2027-04-01",
        NO_CYCLE_ANEW,
    ),
    (
        "la_louve",
        member(
            ABCD,
            attendances=[
                shift(1, "make_up", "2026-02-05", factor=2),
                {"id": 1, "kind": "make_up", "factor": 1},
            ],
        ),
        "2026-03-01",
        LAST_STATE,
    ),
]

# Where it does on purpose: (switch, preset, facts, last day, sentence). A debt goes along with who
# changes from one way of owing work to another: none is washed away by it.
DIFFER = [
    (
        "former_debts",
        "la_louve",
        member(
            [
                {"regime": "flying", "from": "2026-01-01", "to": "2026-02-28"},
                {"regime": "abcd", "from": "2026-03-01"},
            ]
        ),
        "2026-03-10",
        BY_ITS_REGIME,
    ),
    (
        "",
        "la_louve",
        member(FLYING, attendances=[shift(1, "present", "2026-01-05", factor=2)]),
        "2026-01-10",
        WORKED_ONE,
    ),
]
