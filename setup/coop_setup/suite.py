"""What setup/test runs: the project's tests, and a selection of Odoo's own."""

from pathlib import Path

from . import addons

SELECTION = Path("tests/odoo_own/selection.txt")
# How long each class of tests took in the run that was kept, in seconds.
TIMES = Path("tests/times.json")
# Addons of Odoo that no addon of the project needs, but the tests and a co-op in France do.
ALSO_INSTALLED = ("l10n_fr_account", "payment_demo", "pos_hr")
# How pytest shares the tests between its workers: see pytest_workers.
SHARED = ("--dist", "loadscope", "--max-worker-restart", "0")
# The variable that names Odoo's configuration files, one for each worker.
CONFIGURATIONS = "COOP_TEST_CONFIGURATIONS"
# The variable that names the folder where a run writes how long each class took, and the outcome of
# each test.
LOGS = "COOP_TEST_LOGS"
TIMES_LOG = "times.json"
OUTCOMES_LOG = "outcomes.txt"
# The variables that say that long tests run, and that only the newest former version is upgraded.
LONG = "COOP_TEST_LONG"
NEWEST = "COOP_TEST_NEWEST_VERSION"


def workers(processors):
    """Return how many share the whole suite: one a processor, an even number, four at most.

    >>> [workers(processors) for processors in (None, 1, 2, 3, 4, 64)]
    [1, 1, 2, 2, 4, 4]
    """
    return max(1, min(4, (processors or 1) // 2 * 2))


def own_targets(project):
    """Return the project's test folders and rules, as paths relative to it."""
    found = []
    for name, addon in addons.read(project / "addons").items():
        folders = [addon.path / "rules"] + ([addon.path / "tests"] if name != addons.DEMO else [])
        found += [str(folder.relative_to(project)) for folder in folders if folder.is_dir()]
    return [*found, "setup/coop_setup", "tests"]


def without_pages(project):
    """Return pytest's options that leave out each addon's page of hoot: one page has all of them.

    >>> without_pages(Path("/project"))
    ['--ignore-glob=/project/addons/*/tests/test_hoot.py']
    """
    return [f"--ignore-glob={project}/addons/*/tests/test_hoot.py"]


def odoo_targets(project, home):
    """Return the node ids of the tests of Odoo that the selection names.

    A line is a file, a class or a test: point_of_sale/tests/test_x.py::TestUi::test_y.
    """
    lines = (project / SELECTION).read_text().splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    root = home.addons_paths
    return [str(_in(root, line)) for line in wanted]


def _in(roots, line):
    """Return that file in the first addons folder that has it."""
    for root in roots:
        if (root / line.split("::")[0]).exists():
            return root / line
    return roots[0] / line


def has_paths(arguments, project):
    """Say whether some of pytest's arguments name what to run."""
    return any(
        (project / word.split("::")[0]).exists() for word in arguments if not word.startswith("-")
    )


def names_demo(arguments):
    """Say whether the tests asked for are the demo co-op's, which need it installed."""
    return any(word.startswith(f"addons/{addons.DEMO}") for word in arguments)
