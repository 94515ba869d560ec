"""setup/mutants: changes the code one place at a time, and says which changes no test notices.

The mutants are cosmic-ray's, with all of its operators; where a file has more than are tried, a
seed chooses. The tests of rules are the doctests of the file and of those that import it, and the
tests that name one of them and need no database; for models see mutants_models.
"""

from pathlib import Path

from . import mutants_floor, mutants_models, mutants_rules, mutants_scripts, prepare
from .errors import CommandFailed, SetupError, explain
from .layout import Stamps
from .process import clean_environment, run

REQUIREMENTS = Path("setup/requirements-mutants.txt")


def mutants(options, layout, console):
    """Try the mutants of the files, print what survived, and return 1 when a score is too low."""
    files = [found for path in options.paths for found in _files(layout.project, Path(path))]
    if not files:
        raise SetupError(
            "No file of rules, models, security or scripts was given.",
            "Give files or folders: addons/x/rules, addons/x/models/y.py.",
        )
    home = prepare.everything(layout, console, linters=False)
    python = _environment(layout, console)
    scores = {}
    for path in filter(mutants_rules.is_of_rules, files):
        scores[path] = mutants_rules.score(options, layout, home, console, python, path)
    if models := [path for path in files if mutants_models.is_of_models(path)]:
        scores |= mutants_models.scores(options, layout, home, console, python, models)
    if scripts := [path for path in files if mutants_scripts.is_script(path)]:
        scores |= mutants_scripts.scores(options, layout, home, console, scripts)
    tried, killed = (sum(column) for column in zip(*scores.values(), strict=True))
    console.say(f"All: {killed} of {tried} killed ({_percent(killed, tried)})")
    return mutants_floor.judge(options, layout.project, console, scores)


def _files(project, path):
    """Return the files at a path of which mutants are made, relative to the project."""
    place = (project / path).resolve()
    found = sorted(place.rglob("*")) if place.is_dir() else [place]
    relative = [file.relative_to(project) for file in found if file.is_file()]
    kinds = (mutants_rules.is_of_rules, mutants_models.is_of_models, mutants_scripts.is_script)
    return [file for file in relative if any(is_of_kind(file) for is_of_kind in kinds)]


def _percent(part, whole):
    """
    >>> _percent(19, 20), _percent(0, 0)
    ('95.0 %', 'none')
    """
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _environment(layout, console):
    """Make the mutants' own environment, when it is missing or older; return its Python."""
    place = layout.venv.with_name(layout.venv.name.replace("venv-", "venv-mutants-"))
    python, stamps = place / "bin" / "python", Stamps(layout.data / "stamps")
    wanted = (layout.project / REQUIREMENTS).read_text(encoding="utf-8")
    if python.exists() and stamps.is_done(place.name, wanted):
        return python
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement"]
    with console.step("Installing what makes mutants"):
        try:
            run([layout.python, "-m", "venv", "--clear", place], console, env=clean_environment())
            argv = [python, *install, layout.project / REQUIREMENTS]
            run(argv, console, env=clean_environment())
        except CommandFailed as failure:
            raise explain("the installation of cosmic-ray", failure.output, layout.log) from failure
    stamps.set(place.name, wanted)
    return python
