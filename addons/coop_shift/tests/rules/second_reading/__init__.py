"""A second reading of the work rules, written from RULES.md alone, to compare the program with.

It is slow on purpose: it goes through a life day by day, and asks nothing of the suite.
"""

from .la_louve import LaLouve, WeeklyThreeHours

PRESETS = {
    "la_louve": LaLouve,
    "weekly_three_hours": WeeklyThreeHours,
}
