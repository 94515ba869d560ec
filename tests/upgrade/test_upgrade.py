"""A co-op that runs a former version gets the present one, and no member notices a loss."""

import json
import os
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from coop_setup import addons, kept, suite
from coop_setup.console import Console
from coop_setup.databases import Builder, Recipe
from coop_setup.layout import Layout
from coop_setup.process import clean_environment
from coop_setup.suite_command import resume
from coop_setup.suite_database import TEMPLATE, recipe

HERE = Path(__file__).parent
# Of the older ones a result is kept: see kept.
VERSIONS = kept.former_versions(HERE.parents[1])[-1 if suite.NEWEST in os.environ else 0 :]
NAME = "coop_test_upgrade"
# What is under way on the day of the update, and not in the demo co-op: a proxy that holds, and a
# vote that is closed and not counted.
UNDER_WAY = (
    """INSERT INTO coop_proxy (assembly_id, giver_id, holder_id, state, origin,
                               create_date, write_date)
       SELECT (SELECT min(id) FROM coop_assembly), min(id), max(id), 'accepted', 'paper',
              '2026-01-02 03:04:05', '2026-01-06 07:08:09'
         FROM coop_member HAVING EXISTS (SELECT FROM coop_assembly)""",
    """UPDATE coop_vote SET state = 'closed', write_date = '2026-01-06 07:08:09'
        WHERE id = (SELECT min(id) FROM coop_vote WHERE state = 'open')""",
)


class Upgrade:
    """A database of a former version with its demo co-op, before and after the update."""

    def __init__(self, present, former):
        self.present = present
        self.former = former
        self.before = self.after = None

    def run(self):
        """Make the database with the former code, update it with the present one."""
        old = self._install_former()
        for statement in UNDER_WAY:
            self.former.server.sql(statement, NAME)
        self.before = self.facts(self.former)
        wanted = recipe(self.present.layout, self.present.home, demo=True)
        wanted = replace(wanted, addons=self._not_of_the_tests(wanted.addons))
        with self.present.console.step("Updating a former database") as step:
            self.present.odoo(NAME, Builder.changes(old.state(), wanted), step)
        self.after = self.facts(self.present)

    def _install_former(self):
        wanted = recipe(self.former.layout, self.former.home, demo=True)
        base = f"{TEMPLATE}_base"
        if not self.former.server.exists(base):
            self.former.build(NAME, Recipe(wanted.odoo, wanted.base))
        else:
            self.former.clone(base, NAME)
            self._forget_present_addons()
        with self.former.console.step("Installing a former version") as step:
            self.former.odoo(NAME, ["-i", ",".join(wanted.addons)], step)
        return wanted

    def _forget_present_addons(self):
        """The base was made beside the present addons; those that install themselves came later."""
        for table, name in (("ir_model_data", "module_coop"), ("ir_module_module", "coop")):
            self.former.server.sql(f"DELETE FROM {table} WHERE name LIKE '{name}\\_%'", NAME)

    def _not_of_the_tests(self, found):
        ours = addons.read(self.present.layout.addons)
        return {name: print_ for name, print_ in found.items() if name in ours}

    def facts(self, builder):
        """Read what members would notice, with that version's code."""
        config = builder.write_configuration("upgrade-facts", NAME)
        python = builder.layout.python
        argv = [str(python), str(HERE / "facts.py"), str(config), NAME]
        said = subprocess.run(
            argv, env=clean_environment(), capture_output=True, text=True, check=False
        )
        assert said.returncode == 0, said.stderr[-5000:]
        return json.loads(said.stdout.splitlines()[-1])


@pytest.fixture(scope="module", params=VERSIONS)
def upgrade(request, tmp_path_factory):
    """The upgrade from each version that is kept, done once for this file."""
    folder = tmp_path_factory.mktemp("former")
    with tarfile.open(HERE / "former" / f"{request.param}.tar.xz") as archive:
        # The filter came with a late bug-fix release; the archive is the project's own.
        archive.extractall(
            folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {})
        )
    log = folder / "setup.log"
    with open(log.with_name("shown"), "w", encoding="utf-8") as shown:
        console = Console(shown)
        console.open_log(log)
        present = resume(console)
        layout = Layout(folder, present.layout.data)
        former = Builder(layout, present.home, present.server, console, present.files)
        done = Upgrade(present, former)
        done.run()
        yield done
        present.drop(NAME)


def test_every_addon_is_there_in_its_present_version(upgrade):
    found = addons.read(upgrade.present.layout.addons)
    rows = upgrade.present.server.sql(
        "SELECT name, latest_version FROM ir_module_module WHERE state = 'installed'", NAME
    )
    versions = dict(rows)
    wanted = {name: addon.manifest["version"] for name, addon in found.items()}
    assert {name: versions.get(name) for name in wanted} == wanted


def test_a_changed_schema_has_a_new_version(upgrade):
    """The manifest's version is what makes Odoo run the migrations."""
    former = addons.read(upgrade.former.layout.addons)
    present = addons.read(upgrade.present.layout.addons)
    same = [
        name
        for name, addon in former.items()
        if name in present
        and addon.manifest["version"] == present[name].manifest["version"]
        and kept.deciding_lines(addon.path) != kept.deciding_lines(present[name].path)
    ]
    assert not same, f"Fields or constraints changed without a new version: {same}"


def test_no_row_is_lost(upgrade):
    lost = {
        table: (count, upgrade.after["rows"].get(table))
        for table, count in upgrade.before["rows"].items()
        if upgrade.after["rows"].get(table) != count
    }
    assert not lost
    assert upgrade.before["rows"]["coop_member"] > 50


@pytest.mark.parametrize("ledger", ["shares", "balances", "accounts"])
def test_every_ledger_says_the_same(upgrade, ledger):
    assert upgrade.before[ledger]
    assert upgrade.after[ledger] == upgrade.before[ledger]


def test_nobody_s_right_to_shop_changes(upgrade):
    before, after = upgrade.before["verdicts"], upgrade.after["verdicts"]
    assert len({code for timeline in before.values() for _, code in timeline}) > 5
    changed = {who for who in before if after.get(who) != before[who]}
    # A leave whose certificate has not come ends by the rules, on a day to come: RULES.md 3.
    lapsing = changed & {*upgrade.before["unproven"]}
    assert {who: (before[who], after.get(who)) for who in changed - lapsing} == {}
    for who in lapsing:
        assert after[who][0] == before[who][0]
        assert after[who][1][0] < before[who][1][0]


def test_what_is_under_way_knows_since_when(upgrade):
    """A proxy since its row was written, a vote since its last change: the best that is known."""
    sql = upgrade.present.server.sql
    proxies = sql("SELECT accepted_at, ended_at IS NULL FROM coop_proxy", NAME)
    assert proxies == [["2026-01-02 03:04:05", "t"]] * upgrade.before["rows"]["coop_proxy"]
    closed = sql("SELECT closed_at FROM coop_vote WHERE state = 'closed'", NAME)
    assert closed == [["2026-01-06 07:08:09"]]


def test_a_flag_has_no_translation_of_its_former_label(upgrade):
    rows = upgrade.present.server.sql(
        """SELECT s.name ->> 'en_US', s.name ->> 'fr_FR'
             FROM ir_model_fields_selection s JOIN ir_model_fields f ON f.id = s.field_id
            WHERE f.model = 'coop.order.flag' AND f.name = 'kind' AND s.value = 'bad_override'""",
        NAME,
    )
    [[english, french]] = rows
    assert english != "Lifted by somebody without the right"
    assert not french or "droit" not in french


def test_an_assembly_to_come_knows_whom_it_convened(upgrade):
    """And writes no letter a second time."""
    rows = upgrade.present.server.sql(
        """SELECT assembly.id, count(line.id),
                  count(*) FILTER (WHERE line.way = 'mail' AND line.queued_at IS NULL)
             FROM coop_assembly assembly
        LEFT JOIN coop_assembly_convocation line ON line.assembly_id = assembly.id
            WHERE assembly.state = 'convened' GROUP BY assembly.id""",
        NAME,
    )
    assert all(int(convened) > 50 and waiting == "0" for _id, convened, waiting in rows)
    assert bool(rows) is (upgrade.before["rows"].get("coop_assembly", 0) > 0)
