"""The embedded PostgreSQL, for real: it starts, stops, and gets over a violent end."""

import os
import signal
import stat

import pytest
from coop_setup import postgres, postgres_place, server
from coop_setup.errors import SetupError
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
