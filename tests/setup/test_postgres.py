"""The embedded PostgreSQL, for real: it starts, stops, and gets over a violent end."""

import os
import signal
import stat
import subprocess
import time

import pytest
from coop_setup import postgres, postgres_place, server
from coop_setup.errors import CommandFailed, SetupError
from coop_setup.layout import Layout
from test_process import is_alive, wait_gone

IS_ROOT = os.geteuid() == 0


def test_starts_serves_and_leaves_nothing(cluster, console):
    cluster.start()
    socket_folder, pid = cluster.socket_folder, cluster.process.pid
    reached = server.embedded(cluster, console)
    assert reached.sql("SELECT current_user") == [["odoo"]]
    assert reached.sql("SELECT rolcreatedb, rolsuper FROM pg_roles WHERE rolname = 'odoo'") == [
        ["t", "f"]
    ]
    cluster.stop()
    assert not socket_folder.exists()
    assert wait_gone(pid)
    assert not (cluster.data / "postmaster.pid").exists()


def test_only_its_owner_reaches_the_socket(cluster):
    cluster.start()
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_the_data_outlive_a_kill(cluster, folder, pg_programs, user, console):
    cluster.start()
    reached = server.embedded(cluster, console)
    reached.create("kept")
    old_sockets = cluster.socket_folder
    os.killpg(cluster.process.pid, signal.SIGKILL)
    cluster.process.wait()
    again = postgres.Cluster(folder, pg_programs, console, user, postgres.FAST)
    again.start()
    try:
        assert server.embedded(again, console).exists("kept")
        assert not old_sockets.exists()
    finally:
        again.stop()


def test_a_mark_with_somebody_else_s_process_id_is_no_hindrance(cluster):
    """After a power cut the id may be anybody's; here it is this test's own."""
    cluster.start()
    cluster.stop()
    mark = cluster.data / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{cluster.data}\n1\n5432\n/tmp\n\n1 1\nready\n")
    cluster.start()
    assert is_alive(os.getpid())


def test_a_server_left_behind_is_ended_first(cluster, folder, pg_programs, user, console):
    cluster.start()
    left = cluster.process
    again = postgres.Cluster(folder, pg_programs, console, user, postgres.FAST)
    again.start()
    try:
        assert left.wait(20) == 0
    finally:
        again.stop()


def test_a_long_path_is_no_hindrance(folder, pg_programs, user, console):
    cluster = postgres.Cluster(
        folder / ("a" * 60) / ("b" * 60), pg_programs, console, user, postgres.FAST
    )
    cluster.folder.mkdir(parents=True)
    try:
        cluster.start()
        assert server.embedded(cluster, console).sql("SELECT 1") == [["1"]]
    finally:
        cluster.stop()


def test_data_of_another_version_are_refused(cluster):
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(SetupError, match=r"made by PostgreSQL 17.*Delete that folder"):
        cluster.start()


def test_a_start_that_fails_says_why(cluster):
    cluster.start()
    cluster.stop()
    cluster.settings = ("max_connections=nonsense",)
    with pytest.raises(SetupError, match=r"start of PostgreSQL failed.*server\.log"):
        cluster.start()


@pytest.mark.skipif(not IS_ROOT, reason="only root has to become somebody else")
def test_a_folder_out_of_reach_is_kept_elsewhere_and_its_mode_is_left_alone(tmp_path, user):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    layout = Layout(closed, closed / "data")
    layout.data.mkdir()
    elsewhere = tmp_path / "elsewhere"
    found = postgres_place.folder(layout, user, "run", elsewhere)
    assert elsewhere in found.parents
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert postgres_place.folder(layout, None, "run", elsewhere) == layout.data / "postgres-run"


def test_the_data_of_a_project_that_is_gone_are_deleted(tmp_path):
    for name, home in (("here", tmp_path), ("gone", tmp_path / "nowhere")):
        (tmp_path / "var" / name).mkdir(parents=True)
        (tmp_path / "var" / name / "BELONGS_TO").write_text(f"{home}\n")
    postgres_place.forget_vanished(tmp_path / "var")
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["here"]


@pytest.mark.skipif(not IS_ROOT, reason="only root needs another user")
def test_no_user_can_be_made(console, monkeypatch):
    monkeypatch.setattr(postgres, "SYSTEM_USER", "no such user")
    with pytest.raises(SetupError, match=r"refuses to run as root.*--db-host"):
        postgres.server_user(console)


@pytest.fixture
def vacuumed(cluster, console):
    """A database on which PostgreSQL's own cleaning is at work, slowly and for long."""
    cluster.settings = (*postgres.FAST, "autovacuum_naptime=1", "autovacuum_vacuum_cost_delay=100")
    cluster.start()
    found = server.embedded(cluster, console)
    found.create("busy")
    found.sql(
        "CREATE TABLE much (word text) WITH (autovacuum_vacuum_cost_limit = 1, "
        "autovacuum_vacuum_threshold = 1); "
        "INSERT INTO much SELECT repeat('x', 500) FROM generate_series(1, 20000); "
        "DELETE FROM much WHERE ctid::text LIKE '%1)'",
        "busy",
    )
    for _ in range(600):
        if found.sql("SELECT 1 FROM pg_stat_progress_vacuum"):
            break
        time.sleep(0.1)
    yield found
    cluster.stop()


@pytest.mark.parametrize("act", ["copy", "rename"])
def test_a_database_that_is_being_vacuumed_is_no_hindrance(vacuumed, act):
    assert vacuumed.sql("SELECT 1 FROM pg_stat_progress_vacuum")
    getattr(vacuumed, act)("busy", "other")
    assert vacuumed.sql("SELECT count(*) > 0 FROM much", "other") == [["t"]]


def test_a_database_that_is_being_vacuumed_can_be_dropped(vacuumed):
    assert vacuumed.sql("SELECT 1 FROM pg_stat_progress_vacuum")
    vacuumed.drop("busy")
    assert not vacuumed.exists("busy")


def test_a_session_left_open_is_ended_first(cluster, console):
    cluster.start()
    reached = server.embedded(cluster, console)
    reached.create("open")
    session = subprocess.Popen(
        [reached.programs / "psql", "-X", "-d", "open", "-c", "SELECT pg_sleep(60)"],
        env=reached.environment(),
        stderr=subprocess.DEVNULL,
    )
    sleeping = "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'"
    deadline = time.monotonic() + 30
    while not reached.sql(sleeping):
        assert time.monotonic() < deadline, "the session never came"
        time.sleep(0.05)
    reached.rename("open", "closed")
    assert session.wait(10)
    assert reached.exists("closed")


def test_a_statement_that_fails_is_told_with_its_reason(cluster, console):
    cluster.start()
    reached = server.embedded(cluster, console)
    with pytest.raises(CommandFailed, match="no_such_table"):
        reached.sql("SELECT * FROM no_such_table")
