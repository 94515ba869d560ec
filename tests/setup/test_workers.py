"""How the whole suite is shared between two workers."""

import os
from types import SimpleNamespace

import pytest
from coop_setup import pytest_workers, suite
from coop_setup.pytest_workers import opens_pages

from odoo.tests.common import HttpCase, TransactionCase


class Reads(HttpCase):
    """Asks the server, without a browser."""

    def look(self):
        self.url_open("/")


class Tours(HttpCase):
    """Opens a browser."""

    def look(self):
        self.start_tour("/", "a_tour")


class Till(HttpCase):
    """A base as Odoo's own: the tour is started by a method of it."""

    def start_tour(self, *args, **kwargs):
        super().start_tour(*args, **kwargs)

    def start_till(self):
        self.start_tour("/pos/ui", "a_tour")


class Sells(Till):
    """Its own methods name no tour."""

    def look(self):
        self.start_till()


@pytest.mark.parametrize(
    "case, expected", [(Reads, False), (Tours, True), (Sells, True), (TransactionCase, False)]
)
def test_what_opens_pages(case, expected):
    assert opens_pages(case) is expected


def test_pages_come_first_and_together_and_the_rest_keeps_its_order():
    items = [an_item(case) for case in (Reads, Tours, TransactionCase, Sells)]
    reads, tours, transaction, sells = items
    pytest_workers.pytest_collection_modifyitems(SimpleNamespace(workerinput={}), items)
    assert items == [tours, sells, reads, transaction]
    assert [item.marks for item in items] == [["browser"], ["browser"], [], []]


def test_without_workers_nothing_is_moved():
    items = [an_item(case) for case in (Reads, Tours)]
    kept = list(items)
    pytest_workers.pytest_collection_modifyitems(SimpleNamespace(), items)
    assert items == kept
    assert not any(item.marks for item in items)


def test_each_worker_has_a_configuration_of_its_own(monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    monkeypatch.setenv(suite.CONFIGURATIONS, os.pathsep.join(["first.conf", "second.conf"]))
    config = SimpleNamespace(workerinput={"workerid": "gw1"}, option=SimpleNamespace())
    next(pytest_workers.pytest_cmdline_main(config))
    assert config.option.odoo_config == "second.conf"
    # Or else pytest-odoo would copy the database once more.
    assert "PYTEST_XDIST_WORKER" not in os.environ


def an_item(case):
    """One test of pytest that notes the groups it is put into."""
    marks = []
    return SimpleNamespace(
        cls=case, marks=marks, add_marker=lambda mark: marks.append(*mark.mark.args)
    )
