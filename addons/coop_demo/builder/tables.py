"""The demo's tables, one CSV file each."""

import csv

from odoo.tools import file_open


def rows(name):
    """The rows of ``data/<name>.csv`` as dictionaries of strings."""
    with file_open(f"coop_demo/data/{name}.csv", "r") as table:
        return list(csv.DictReader(table, delimiter=";"))
