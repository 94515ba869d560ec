"""The program and a second reading of the rules say the same of random lives.

The second reading is written from RULES.md alone, day by day. ``COOP_LIVES`` is the number of
lives of each preset, ``COOP_LIVES_SEED`` the seed of the first.
"""

import functools
import json
import os
from datetime import date

import pytest
from coop_shift_rules import policy, whatif
from second_reading import PRESETS
from second_reading.compare import differences, said_by_program, said_by_reading, shrunk
from second_reading.known import DIFFER, SETTLED
from second_reading.lives import life

LIVES = int(os.environ.get("COOP_LIVES", "40"))
SEED = int(os.environ.get("COOP_LIVES_SEED", "1"))


def compared(preset, data, last, **switches):
    """The lines in which the program and the second reading differ."""
    walk = PRESETS[preset](data, last, **switches).go()
    answer = whatif.answer(policy.preset(preset), data, walk.facts.first_day(), last)
    return differences(said_by_reading(walk), said_by_program(answer))


@functools.cache
def switches():
    """Of the known faults, those that the program still has."""
    return {
        switch: True
        for switch, preset, data, last, _sentence in DIFFER
        if switch and compared(preset, data, date.fromisoformat(last))
    }


def report(preset, data, last, **switches):
    """The smallest life on which the two still differ, and the first lines of how."""
    small = shrunk(data, lambda less: compared(preset, less, last, **switches))
    lines = "\n".join(compared(preset, small, last, **switches)[:12])
    return f"to {last}\n{json.dumps(small, indent=1)}\n{lines}"


@pytest.mark.parametrize("preset", PRESETS)
def test_the_program_and_the_second_reading_agree(preset):
    for seed in range(SEED, SEED + LIVES):
        data, last = life(preset, seed)
        if compared(preset, data, last, **switches()):
            found = report(preset, data, last, **switches())
            pytest.fail(f"{preset}, seed {seed}, {found}", pytrace=False)


@pytest.mark.parametrize("settled", SETTLED, ids=lambda settled: settled[0])
def test_settled_differences(settled):
    preset, data, last, sentence = settled
    found = compared(preset, data, date.fromisoformat(last), **switches())
    assert not found, "\n".join([sentence, *found[:5]])


@pytest.mark.xfail(reason="the program differs from RULES.md", strict=False)
@pytest.mark.parametrize("known", DIFFER, ids=lambda known: known[0] or known[1])
def test_known_differences(known):
    _switch, preset, data, last, sentence = known
    found = compared(preset, data, date.fromisoformat(last))
    assert not found, "\n".join([sentence, *found[:5]])
