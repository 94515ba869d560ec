"""Nothing lies in the tree that was meant for a desk: notes, drafts, what a merge left."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STRAY = re.compile(r"(^note[_-]|^todo|^scratch|\.(txt|orig|rej|bak|log|swp)$|~$)", re.I)
KEPT = {"requirements.txt", "requirements-mutants.txt", "selection.txt"}
SKIPPED = {".git", ".coop", "node_modules", "__pycache__", ".ruff_cache", ".pytest_cache"}


def stray(name):
    """Say whether a file of that name was left behind.

    >>> [name for name in ("NOTE_FROM_X.txt", "a.py.orig", "README.md", "todo.md") if stray(name)]
    ['NOTE_FROM_X.txt', 'a.py.orig', 'todo.md']
    """
    return name not in KEPT and bool(STRAY.search(name))


def test_nothing_was_left_behind():
    paths = (path for path in PROJECT.rglob("*") if not SKIPPED & set(path.parts))
    assert [str(path) for path in paths if path.is_file() and stray(path.name)] == []
