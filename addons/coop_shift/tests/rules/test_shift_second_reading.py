"""The program and a second reading of the rules say the same of random lives.

The second reading is written from RULES.md alone, day by day. ``COOP_LIVES`` is the number of
lives of each preset, ``COOP_LIVES_SEED`` the first one.
"""

import json
import os

import pytest
from coop_shift_rules import policy, whatif
from second_reading import PRESETS
from second_reading.compare import differences, said_by_program, said_by_reading, shrunk
from second_reading.lives import life

LIVES = int(os.environ.get("COOP_LIVES", "20"))
SEED = int(os.environ.get("COOP_LIVES_SEED", "1"))

KNOWN = {
    "alert_by_evenings": True,
    "before_the_day": True,
    "former_debts": True,
    "gap_by_last_seat": True,
    "half_frees_nothing": True,
    "look_before_debit": True,
    "back_after_thaw": True,
}


def compared(preset, data, last):
    """The lines in which the program and the second reading differ."""
    walk = PRESETS[preset](data, last, **KNOWN).go()
    first = walk.facts.first_day()
    answer = whatif.answer(policy.preset(preset), data, first, last)
    return differences(said_by_reading(walk), said_by_program(answer))


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_the_program_and_the_second_reading_agree(preset):
    for seed in range(SEED, SEED + LIVES):
        data, last = life(preset, seed)
        if compared(preset, data, last):
            pytest.fail(f"{preset}, seed {seed}, {smallest(preset, data, last)}", pytrace=False)


def smallest(preset, data, last):
    """The smallest life on which the two still differ, and the first lines of how."""
    small = shrunk(data, lambda less: compared(preset, less, last))
    lines = "\n".join(compared(preset, small, last)[:12])
    return f"to {last}\n{json.dumps(small, indent=1)}\n{lines}"
