"""The scores that were kept: no file falls below its own."""

import datetime
import json
from pathlib import Path

from .layout import write_atomically

KEPT = Path("tests/mutants.json")


def judge(options, project, console, scores):
    """Say how each file did against its floor; return 1 when one is too low.

    :param scores: {file: (tried, killed)}
    """
    kept = read(project)
    low = [
        f"{path}: {100 * killed / tried:.1f} %, and {floor:.1f} % are wanted"
        for path, (tried, killed) in scores.items()
        if tried and 100 * killed / tried < (floor := floor_of(kept, path, options.least))
    ]
    for line in low:
        console.say(line)
    if options.keep:
        keep(project, scores, options.seed)
    return 1 if low else 0


def read(project):
    """Return the scores that were kept: {file: {score, tried, date, seed}}."""
    path = project / KEPT
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def floor_of(kept, path, least):
    """Return the lowest score, in percent, that is no failure for a file.

    >>> floor_of({"a.py": {"score": 90.0}}, "a.py", 0), floor_of({}, "a.py", 50)
    (90.0, 50)
    """
    return max(least, kept.get(str(path), {}).get("score", 0))


def keep(project, scores, seed):
    """Write down today's scores beside those of other files."""
    today = datetime.date.today().isoformat()
    rows = read(project) | {
        # Rounded down: the floor is what was reached, not a little more.
        str(path): {
            "score": int(1000 * killed / tried) / 10,
            "tried": tried,
            "date": today,
            "seed": seed,
        }
        for path, (tried, killed) in scores.items()
        if tried
    }
    lines = [f"{json.dumps(path)}: {json.dumps(row)}" for path, row in sorted(rows.items())]
    write_atomically(project / KEPT, "{\n" + ",\n".join(lines) + "\n}\n", mode=0o644)
