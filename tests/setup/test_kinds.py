"""What the tests' plugin of pytest does before the first test."""

from types import SimpleNamespace

import pytest
from coop_setup import pytest_kinds
from coop_setup.pytest_kinds import MANY_PAGES

from odoo.tests.common import HttpCase, TransactionCase


@pytest.mark.parametrize(
    "pages, others, made", [(MANY_PAGES, 0, 1), (MANY_PAGES - 1, MANY_PAGES, 0), (0, 0, 0)]
)
def test_bundles_are_made_once_where_many_pages_will_be_opened(monkeypatch, pages, others, made):
    made_so_far = []
    monkeypatch.setattr(pytest_kinds, "_make_bundles", lambda: made_so_far.append(1))
    tests = [HttpCase] * pages + [TransactionCase] * others
    pytest_kinds.pytest_collection_finish(a_session(tests))
    assert len(made_so_far) == made


def test_bundles_are_not_made_for_a_list_of_the_tests(monkeypatch):
    monkeypatch.setattr(pytest_kinds, "_make_bundles", lambda: pytest.fail("made"))
    pytest_kinds.pytest_collection_finish(a_session([HttpCase] * MANY_PAGES, collectonly=True))


def test_the_whole_suite_has_its_bundles_from_its_template(monkeypatch):
    monkeypatch.setattr(pytest_kinds, "_make_bundles", lambda: pytest.fail("made"))
    session = a_session([HttpCase] * MANY_PAGES)
    session.config.workerinput = {}
    pytest_kinds.pytest_collection_finish(session)


def a_session(classes, collectonly=False):
    """Pytest's session with a test of each class, and one function that has none."""
    items = [SimpleNamespace(cls=one) for one in classes] + [SimpleNamespace()]
    config = SimpleNamespace(
        getoption=lambda name, default=None: "odoo.conf",
        option=SimpleNamespace(collectonly=collectonly),
    )
    return SimpleNamespace(items=items, config=config)
