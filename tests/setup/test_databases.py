"""Databases in stages: what is built again after an interruption, and what is not."""

import pytest
from coop_setup import databases, run_command, suite_database
from coop_setup.databases import Builder, Recipe, explain_odoo
from coop_setup.errors import SetupError
from coop_setup.odoo_home import OdooHome
from coop_setup.options import run_options

RECIPE = Recipe("odoo 1", ("mail",), {"coop_a": "1"})


class FakeServer:
    """A server whose databases are a dictionary {name: state}."""

    host, port, user, password, embedded = "/sockets", "5432", "odoo", "", True

    def __init__(self):
        self.found = {}

    def exists(self, name):
        return name in self.found

    def create(self, name):
        self.found[name] = None

    def drop(self, name):
        self.found.pop(name, None)

    def copy(self, source, target):
        self.found[target] = self.found[source]

    def rename(self, name, target):
        self.found[target] = self.found.pop(name)

    def read_state(self, name):
        return self.found.get(name)

    def write_state(self, name, state):
        self.found[name] = state

    def sql(self, statement, database=None):
        return [["mail"], ["coop_a"], ["coop_b"], ["coop_demo"]]

    def set_parameter(self, *_):
        pass


@pytest.fixture
def builder(layout, console, tmp_path, monkeypatch):
    """A builder whose Odoo only notes what it was asked, and may be interrupted."""
    home = OdooHome(tmp_path / "odoo", (tmp_path / "odoo/addons",), fetched=False)
    found = Builder(layout, home, FakeServer(), console, layout.files("run"))
    found.asked = []
    monkeypatch.setattr(found, "odoo", lambda name, words, step: found.asked.append((name, words)))
    return found


def test_a_database_has_its_name_only_when_it_is_complete(builder):
    builder.build("coop", RECIPE)
    assert builder.server.found == {"coop_base": RECIPE.base_state(), "coop": RECIPE.state()}
    assert [name for name, words in builder.asked] == ["coop_new", "coop_new"]


def test_an_interruption_costs_one_stage(builder, monkeypatch):
    def interrupt(name, words, step):
        builder.asked.append((name, words))
        if "coop_a" in words:
            raise KeyboardInterrupt

    with monkeypatch.context() as during, pytest.raises(KeyboardInterrupt):
        during.setattr(builder, "odoo", interrupt)
        builder.build("coop", RECIPE)
    assert "coop" not in builder.server.found
    builder.asked.clear()
    builder.build("coop", RECIPE)
    assert [words[1] for name, words in builder.asked] == ["coop_a"]


def test_a_half_made_first_stage_is_begun_again(builder):
    builder.server.found = {"coop_base": None, "coop_new": None}
    builder.build("coop", RECIPE)
    assert [words[1] for name, words in builder.asked] == ["mail", "coop_a"]


def test_nothing_is_done_when_nothing_changed(builder):
    builder.build("coop", RECIPE)
    builder.asked.clear()
    builder.bring_up_to_date("coop", RECIPE)
    assert builder.asked == []


def test_only_what_changed_is_updated(builder):
    builder.build("coop", RECIPE)
    builder.asked.clear()
    newer = Recipe("odoo 1", ("mail",), {"coop_a": "2", "coop_b": "1"})
    builder.bring_up_to_date("coop", newer)
    assert builder.asked == [("coop", ["-i", "coop_b", "-u", "coop_a"])]
    assert builder.server.read_state("coop") == newer.state()


def test_an_update_that_fails_is_tried_again(builder, monkeypatch):
    builder.build("coop", RECIPE)
    newer = Recipe("odoo 1", ("mail",), {"coop_a": "2"})

    def fail(*_):
        raise SetupError("no")

    with monkeypatch.context() as during, pytest.raises(SetupError):
        during.setattr(builder, "odoo", fail)
        builder.bring_up_to_date("coop", newer)
    assert builder.server.read_state("coop") == RECIPE.state()


def test_an_addon_that_was_not_installed_is_told(builder):
    with pytest.raises(SetupError, match="did not install coop_missing"):
        builder.build("coop", Recipe("odoo 1", ("mail",), {"coop_missing": "1"}))


def test_files_follow_their_database(builder):
    builder.build("coop", RECIPE)
    store = builder.layout.files("run") / "filestore"
    (store / "coop/ab").mkdir(parents=True)
    (store / "coop/ab/abc").write_text("a charter")
    builder.clone("coop", "copy")
    assert (store / "copy/ab/abc").read_text() == "a charter"
    builder.drop("coop")
    assert not (store / "coop").exists()
    assert (store / "copy/ab/abc").read_text() == "a charter"
    builder.rename("copy", "final")
    assert (store / "final/ab/abc").exists()


def test_the_configuration_is_for_this_user_s_eyes(builder):
    path = builder.write_configuration("run", "coop", http_port=8069)
    text = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "list_db = False" in text
    assert "dbfilter = ^coop$" in text
    assert "http_interface = 127.0.0.1" in text


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("2026 ERROR coop odoo.x: boom\nValueError: no such field", "ValueError: no such field"),
        ("psycopg2.errors.DiskFull: No space left on device", "The disk is full"),
    ],
)
def test_odoo_s_words_become_a_sentence(output, words):
    assert words in str(explain_odoo(output, "the.log"))


def test_loading_shows_where_odoo_is():
    shown = []
    step = type("Step", (), {"progress": lambda self, text: shown.append(text)})()
    databases.Loading(step)("INFO coop odoo.modules.loading: Loading module mail (7/58)")
    assert shown == ["7 of 58, mail"]


class TestRun:
    """setup/run and the database that is there, or is not."""

    @pytest.fixture
    def ensure(self, builder, monkeypatch):
        def recipe(layout, home, demo):
            return Recipe(
                "odoo 1", ("mail",), {"coop_a": "1", **({"coop_demo": "1"} if demo else {})}
            )

        monkeypatch.setattr(run_command, "make_recipe", recipe)

        def ensure(*words):
            return run_command.ensure_database(run_options(list(words)), builder.layout, builder)

        return ensure

    def test_a_first_start_makes_the_demo_co_op(self, ensure, builder):
        assert ensure() is True
        assert "coop_demo" in builder.server.read_state("coop")["addons"]

    def test_a_co_op_without_demo_never_gets_it_later(self, ensure, builder):
        assert ensure("--no-demo") is False
        assert ensure() is False
        assert "coop_demo" not in builder.server.read_state("coop")["addons"]

    def test_no_demo_does_not_mean_to_lose_the_demo_co_op(self, ensure):
        ensure()
        with pytest.raises(SetupError, match=r"holds the demo co-op.*--reset"):
            ensure("--no-demo")

    def test_a_reset_makes_it_anew_from_the_first_stage(self, ensure, builder):
        ensure()
        builder.asked.clear()
        ensure("--reset")
        assert [words[1] for name, words in builder.asked] == ["coop_a,coop_demo"]

    @pytest.mark.parametrize("words", [[], ["--reset"]])
    def test_somebody_else_s_database_is_never_touched(self, ensure, builder, words):
        builder.server.found["coop"] = None
        with pytest.raises(SetupError, match=r"setup/run did not make it.*--database"):
            ensure(*words)
        assert "coop" in builder.server.found


class TestTemplate:
    """The tests' template, which is kept."""

    @pytest.fixture
    def ensure(self, builder, monkeypatch):
        wanted = {"recipe": RECIPE}
        monkeypatch.setattr(suite_database, "recipe", lambda layout, home: wanted["recipe"])
        monkeypatch.setattr(suite_database, "_refresh_bundles", lambda builder: None)

        def ensure(recipe=RECIPE):
            wanted["recipe"] = recipe
            builder.asked.clear()
            suite_database.ensure_template(builder)
            return [words for name, words in builder.asked]

        ensure()
        return ensure

    def test_it_is_made_once(self, ensure):
        assert ensure() == []

    def test_a_changed_addon_is_updated(self, ensure):
        assert ensure(Recipe("odoo 1", ("mail",), {"coop_a": "2"})) == [["-u", "coop_a"]]

    def test_another_odoo_means_another_template(self, ensure):
        assert ensure(Recipe("odoo 2", ("mail",), {"coop_a": "1"}))[0][:2] == ["-i", "mail"]

    def test_an_addon_that_went_away_means_another_template(self, ensure):
        assert ensure(Recipe("odoo 1", ("mail",), {"coop_b": "1"})) == [["-i", "coop_b"]]
