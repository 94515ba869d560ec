"""Mutants of the models: makes them, and has them tried in Odoo, on a database of their own."""

import contextlib
import hashlib
import json
import random
import tempfile
from pathlib import Path

from . import mutants_rules, mutants_special, prepare, suite_database
from .errors import SetupError
from .process import clean_environment, run, start, stop

COPY = "coop_mutants"
FOLDERS = {"models", "wizards", "controllers", "report", "security"}
#: The worker ended because a test that commits may have left something in the database.
DIRTY = 3


def is_of_models(path):
    """Say whether a file, relative to the project, is one of these.

    >>> [is_of_models(Path("addons/coop_vote") / name) for name in
    ...  ("models/coop_vote.py", "security/rules.xml", "models/__init__.py", "rules/quorum.py")]
    [True, True, False, False]
    """
    if path.parts[0] != "addons" or path.parts[2] not in FOLDERS or path.name == "__init__.py":
        return False
    return path.suffix == (".xml" if path.parts[2] == "security" else ".py")


def scores(options, layout, home, console, python, files):
    """Try the mutants of files; return {file: (tried, killed)}."""
    found = {}
    with builder_for(options, layout, home, console) as builder:
        for addon in sorted({path.parts[1] for path in files}):
            own = [path for path in files if path.parts[1] == addon]
            found |= _of_addon(options, builder, python, addon, own)
    return found


@contextlib.contextmanager
def builder_for(options, layout, home, console):
    """Yield a builder with the tests' template, and take away what mutants were tried in."""
    with prepare.only_one(layout, "test"):
        with prepare.database_server(layout, options, "test", console, fast=True) as server:
            builder = suite_database.builder(layout, home, server, console)
            suite_database.ensure_template(builder)
            try:
                yield builder
            finally:
                if server.exists(COPY):
                    builder.drop(COPY)


def _of_addon(options, builder, python, addon, files):
    """Try the mutants of files of one addon; return {file: (tried, killed)}."""
    made = {path: _made(options, builder, python, path) for path in files}
    mutants = [
        {**one, "number": number, "path": str(path), "original": _read(builder, path)}
        for number, (path, one) in enumerate((p, one) for p, some in made.items() for one in some)
    ]
    done = _tried(builder, addon, mutants) if mutants else {}
    found = {}
    for path in files:
        own = [(one, done[str(one["number"])]) for one in mutants if one["path"] == str(path)]
        fit = [(one, outcome) for one, outcome in own if outcome["outcome"] != "unfit"]
        alive = [(one, outcome) for one, outcome in fit if outcome["outcome"] == "survived"]
        for one, outcome in alive:
            builder.console.say(_told(one, outcome))
        found[path] = len(fit), len(fit) - len(alive)
        builder.console.say(f"{path}: {found[path][1]} of {found[path][0]} killed")
    return found


def _read(builder, path):
    return (builder.layout.project / path).read_text(encoding="utf-8")


def _made(options, builder, python, path):
    """Return the mutants of a file that are to be tried, those of its guards first."""
    source, chance = _read(builder, path), random.Random(options.seed)
    guards = mutants_special.of_database(source, path)
    if path.suffix == ".xml":
        return chance.sample(guards, min(options.most, len(guards)))
    guards += mutants_special.of_python(source)
    guards = chance.sample(guards, min(-(-options.most // 2), len(guards)))
    argv = [python, builder.layout.project / "setup/coop_setup/mutants_maker.py", path]
    argv += [options.most - len(guards), options.seed]
    environment = clean_environment()
    said = run(argv, builder.console, env=environment, cwd=builder.layout.project)
    return [*guards, *json.loads(said.strip().splitlines()[-1])["mutants"]]


def _told(mutant, outcome):
    """Return what a mutant that survived is, in words."""
    tests = f"  survived {outcome['tests']} tests"
    if mutant.get("kind"):
        words = f"{mutant['path']}:{mutant['line']}: {mutant['what']}"
        return f"{words} ({mutant['names'][0]})\n{tests}"
    return f"{mutants_rules.told(mutant['path'], mutant['original'], mutant)}\n{tests}"


def _tried(builder, addon, mutants):
    """Have mutants tried; return {number: outcome}.

    Which test calls what is found out once, for as long as the addon stays as it is.
    """
    root = builder.layout.project
    files = sorted((root / "addons" / addon).rglob("*.py"))
    paths = [path.relative_to(root) for path in files]
    calls = builder.layout.data / "mutants" / f"{addon}.json"
    calls.parent.mkdir(exist_ok=True)
    plan = {
        "addon": addon,
        "mutants": mutants,
        "done": {},
        "calls": str(calls),
        "code": hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest(),
        "watch": [str(path) for path in paths if is_of_models(path) and path.suffix == ".py"],
    }
    return _worked(builder, plan)["done"]


def _worked(builder, plan):
    """Let the worker do a plan to its end, on as many databases as it needs; return the plan."""
    with tempfile.TemporaryDirectory(prefix="coop-mutants-") as folder:
        path = Path(folder) / "plan.json"
        code = DIRTY
        while code == DIRTY:
            suite_database.make_copy(builder, COPY)
            path.write_text(json.dumps(plan), encoding="utf-8")
            code = _work(builder, path, plan)
        if code:
            raise SetupError("The mutants could not be tried.", "What went wrong is told above.")
    return plan


def _work(builder, path, plan):
    """Run the worker once; note what it says, and return its exit code."""
    config = builder.write_configuration("mutants", COPY, log_level="critical")
    argv = [builder.layout.python, "-m", "coop_setup.mutants_models_worker"]
    argv += ["--config", config, "--plan", path]
    environment = builder.server.environment() | {
        "PYTHONPATH": str(builder.layout.project / "setup"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    process = start(argv, env=environment, cwd=builder.layout.project, stdout=-1, text=True)
    try:
        for line in process.stdout:
            outcome = json.loads(line)
            plan["done"][str(outcome.pop("number"))] = outcome
            builder.console.log(line.rstrip())
        return process.wait()
    finally:
        stop(process)
