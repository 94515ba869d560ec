"""One long life, folded from birth, without a database."""

from datetime import date, timedelta

BEGIN = date(1996, 1, 1)
YEARS = 30
ROWS = 5000


def measured(ctx):
    """Rows of the benchmark: a life of thirty years, and one of ten thousand rows."""
    # Odoo's addons can be imported once it runs.
    from odoo.addons.coop_shift.rules import facts
    from odoo.addons.coop_shift.rules.fold import Fold
    from odoo.addons.coop_shift.rules.policy import preset

    until = BEGIN + timedelta(days=365 * YEARS)
    for regime in ("abcd", "flying"):
        life, louve = _thirty_years(facts, regime), preset("la_louve")
        yield ctx.measure(
            f"la_louve: one life of {YEARS} years, {regime}",
            lambda life=life, louve=louve: Fold(life, louve, until).run(),
            repeat=5,
        )
    life, berlin = _many_rows(facts), preset("supercoop_berlin")
    yield ctx.measure(
        f"supercoop_berlin: {ROWS} attendances and {ROWS} registrations",
        lambda: Fold(life, berlin, until).run(),
        repeat=5,
    )


def _thirty_years(facts, regime):
    """A shift every four weeks; one in nine is missed, and made up twice."""
    rows = []
    for number in range(YEARS * 13):
        day = BEGIN + timedelta(days=28 * number + 5)
        kind = "present" if number % 9 else "absent"
        rows.append(facts.Attendance(str(number), day, kind, time=600))
        if number % 9 == 1:
            rows += [
                facts.Attendance(f"{number} {again}", day + timedelta(days=again), "make_up")
                for again in (2, 3)
            ]
    advance = facts.Correction("advance", BEGIN, "flying", 60)
    return facts.Facts(
        shares=(facts.Share(BEGIN),),
        enrollments=(facts.Enrollment(regime, BEGIN),),
        attendances=tuple(rows),
        corrections=(advance,),
    )


def _many_rows(facts):
    days = [BEGIN + timedelta(days=2 * number) for number in range(ROWS)]
    return facts.Facts(
        shares=(facts.Share(BEGIN),),
        enrollments=(facts.Enrollment("flying", BEGIN),),
        attendances=tuple(
            facts.Attendance(str(number), day, "present" if number % 3 else "absent", time=600)
            for number, day in enumerate(days)
        ),
        registrations=tuple(
            facts.Registration(str(number), day, day - timedelta(days=20))
            for number, day in enumerate(days)
        ),
    )
