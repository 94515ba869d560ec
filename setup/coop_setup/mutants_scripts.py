"""Mutants of the scripts of pages: Stryker puts all of them into one file, and a page runs one.

The hoot tests that import the file run once for each mutant, in a copy of the addons; where none
does, those of its addon.
"""

import json
import random
import re
import shutil
import tempfile
from pathlib import Path

from . import chromium, mutants_models, suite_database
from .errors import CommandFailed, SetupError, explain
from .layout import Stamps
from .process import clean_environment, run, start, stop

PACKAGE = Path("setup/mutants-js")
FILES = ("package.json", "package-lock.json", "instrument.mjs")
COPY = mutants_models.COPY


def is_script(path):
    """Say whether a file, relative to the project, is a script of a page.

    >>> is_script(Path("addons/x/static/src/a.js")), is_script(Path("addons/x/static/tests/a.js"))
    (True, False)
    """
    return path.parts[2:4] == ("static", "src") and path.suffix == ".js"


def scores(options, layout, home, console, files):
    """Try the mutants of files; return {file: (tried, killed)}."""
    node = _environment(layout, console)
    chromium.ensure(console)
    found = {}
    with mutants_models.builder_for(options, layout, home, console) as builder:
        for path in files:
            with tempfile.TemporaryDirectory(prefix="coop-mutants-") as folder:
                found[path] = _of_file(options, builder, node, path, Path(folder))
    return found


def _of_file(options, builder, node, path, folder):
    """Try the mutants of one file; return how many were tried and how many were killed."""
    layout, console = builder.layout, builder.console
    shutil.copytree(layout.addons, folder / "addons")
    argv = [layout.python.parent / "node", "instrument.mjs", layout.project / path]
    said = run(argv, console, env=clean_environment(), cwd=node)
    made = json.loads(said.strip().splitlines()[-1])
    (folder / path).write_text(made["content"], encoding="utf-8")
    chosen = random.Random(options.seed).sample(
        made["mutants"], min(options.most, len(made["mutants"]))
    )
    suite_database.make_copy(builder, COPY)
    builder.forget_bundles(COPY)
    outcomes = _work(builder, path, folder, [one["id"] for one in chosen])
    alive = [one for one in chosen if outcomes[one["id"]] != "killed"]
    for one in sorted(alive, key=lambda one: one["line"]):
        text = " ".join(one["text"].split())
        console.say(f"{path}:{one['line']}: {one['what']}: {outcomes[one['id']]}\n+ {text}")
    killed = len(chosen) - len(alive)
    console.say(f"{path}: {killed} of {len(chosen)} killed, of {len(made['mutants'])} possible")
    return len(chosen), killed


def suites_of(root, path):
    """Return the names of the suites of hoot that import a script.

    :param root: the folder that has the addons' folder
    """
    addon, inside = path.parts[1], "/".join(path.with_suffix("").parts[4:])
    imported = re.compile(rf"""from ["']@{addon}/{inside}["']""")
    tests = root / "addons" / addon / "static" / "tests"
    found = [
        f"@{addon}/{test.relative_to(tests).as_posix().removesuffix('.test.js')}"
        for test in sorted(tests.rglob("*.test.js"))
        if imported.search(test.read_text(encoding="utf-8"))
    ]
    return found or [f"@{addon}"]


def _work(builder, path, folder, ids):
    """Have the page run with each mutant; return {id: what became of it}."""
    paths = [*builder.home.addons_paths, folder / "addons", *builder.more_addons]
    config = builder.write_configuration(
        "mutants", COPY, log_level="critical", addons_path=",".join(map(str, paths))
    )
    argv = [builder.layout.python, "-m", "coop_setup.mutants_scripts_worker"]
    argv += ["--config", config]
    argv += [f"--suite={suite}" for suite in suites_of(folder, path)]
    argv += [f"--mutant={number}" for number in ids]
    environment = builder.server.environment() | {
        "PYTHONPATH": str(builder.layout.project / "setup"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    outcomes = {}
    process = start(argv, env=environment, cwd=folder, stdout=-1, text=True)
    try:
        for line in process.stdout:
            builder.console.log(line.rstrip())
            outcomes |= json.loads(line)
        if process.wait():
            raise SetupError("The mutants could not be tried.", "What went wrong is told above.")
    finally:
        stop(process)
    return outcomes


def _environment(layout, console):
    """Install what changes scripts, when it is missing or older; return its folder."""
    place, stamps = layout.data / "node-mutants", Stamps(layout.data / "stamps")
    source = layout.project / PACKAGE
    wanted = "".join((source / name).read_text(encoding="utf-8") for name in FILES)
    if place.exists() and stamps.is_done(place.name, wanted):
        return place
    place.mkdir(exist_ok=True)
    for name in FILES:
        shutil.copyfile(source / name, place / name)
    shutil.copyfile(layout.project / ".npmrc", place / ".npmrc")
    path = f"{layout.python.parent}:{clean_environment().get('PATH', '')}"
    environment = clean_environment({"NODE_USE_SYSTEM_CA": "1", "PATH": path, "CI": "true"})
    with console.step("Installing what makes mutants of scripts"):
        try:
            argv = [layout.python.parent / "npm", "ci", "--ignore-scripts"]
            run(argv, console, env=environment, cwd=place)
        except CommandFailed as failure:
            raise explain("the installation of Stryker", failure.output, layout.log) from failure
    stamps.set(place.name, wanted)
    return place
