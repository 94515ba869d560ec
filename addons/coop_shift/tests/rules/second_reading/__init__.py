"""A second reading of the work rules, written from RULES.md alone, to compare the program with.

It is slow on purpose: it goes through a life day by day, and asks nothing of the suite.
"""

from .bees import Bees
from .elefan import Elefan
from .la_louve import LaLouve, WeeklyThreeHours
from .park_slope import ParkSlope
from .supercoop_berlin import SuperCoop

PRESETS = {
    "la_louve": LaLouve,
    "weekly_three_hours": WeeklyThreeHours,
    "bees": Bees,
    "supercoop_berlin": SuperCoop,
    "elefan": Elefan,
    "park_slope": ParkSlope,
}
