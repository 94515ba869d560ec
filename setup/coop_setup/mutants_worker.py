"""Makes mutants of one file and runs a command on each; a program of the mutants' environment.

python mutants_worker.py FILE MOST SEED TIMEOUT COMMAND, in a folder that may be changed.
The last line that it prints is JSON: how many were tried and killed, and what survived.
"""

import json
import random
import sys
from pathlib import Path


def main(path, most, seed, timeout, command):
    """Try as many mutants of a file, chosen by a seed, and print what became of them."""
    from cosmic_ray.commands import execute, init
    from cosmic_ray.config import ConfigDict
    from cosmic_ray.work_db import WorkDB
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

    config = ConfigDict(
        {
            "module-path": path,
            "timeout": float(timeout),
            "test-command": command,
            "distributor": {"name": "local"},
        }
    )
    database = WorkDB("mutants.sqlite", WorkDB.Mode.create)
    init([Path(path)], database, {})
    made = sorted(database.work_items, key=lambda item: str(item.mutations))
    chosen = random.Random(int(seed)).sample(made, min(int(most), len(made)))
    kept = {item.job_id for item in chosen}
    others = [item.job_id for item in made if item.job_id not in kept]
    database.set_multiple_results(others, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    execute(database, config)
    results = [result for job, result in database.results if job in kept]
    alive = [one.diff for one in results if one.test_outcome is TestOutcome.SURVIVED]
    print(json.dumps({"made": len(made), "tried": len(results), "survived": alive}))


if __name__ == "__main__":
    main(*sys.argv[1:])
