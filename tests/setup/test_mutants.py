"""Which files are made mutants of, and which tests are to notice."""

from pathlib import Path

import pytest
from coop_setup import mutants_command
from coop_setup.layout import PROJECT


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("addons/coop_pos_check/rules/sale.py", ["addons/coop_pos_check/rules/sale.py"]),
        ("addons/coop_pos_check/models", []),
        ("setup/coop_setup", []),
    ],
)
def test_only_rules(path, found):
    assert [str(one) for one in mutants_command._files(PROJECT, Path(path))] == found


def test_a_folder_of_rules():
    found = mutants_command._files(PROJECT, Path("addons/coop_vote/rules"))
    assert Path("addons/coop_vote/rules/outcome.py") in found
    assert not [one for one in found if one.name == "__init__.py"]


def test_the_tests_that_need_no_database(tmp_path):
    texts = {
        "coop_a/tests/test_plain.py": "from ..rules import price",
        "coop_a/tests/test_other.py": "from ..rules import prices",
        "coop_a/tests/test_stored.py": "# price\nclass TestIt(TransactionCase): pass",
        "coop_a/tests/rules/test_deep.py": "# price, without a TransactionCase",
        "coop_b/tests/test_plain.py": "price",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = mutants_command.tests_of(tmp_path, Path("coop_a/rules/price.py"))
    assert [str(one) for one in found] == [
        "coop_a/tests/rules/test_deep.py",
        "coop_a/tests/test_plain.py",
    ]
