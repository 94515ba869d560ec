"""The harness of the benchmarks."""

import json
import threading

import pytest
from coop_setup import bench_worker
from coop_setup.bench_worker import Context, Row, counting


class FakeEnv:
    """An environment that counts as Odoo's cursor does, without Odoo."""

    def __init__(self):
        self.forgotten = 0
        self.cr = self

    def flush_all(self):
        pass

    def invalidate_all(self):
        self.forgotten += 1

    def rollback(self):
        pass

    def execute(self, _statement):
        threading.current_thread().query_count += 1

    def fetchone(self):
        return ("18.1", "off")


@pytest.fixture
def env():
    with counting():
        yield FakeEnv()


def test_statements_are_those_of_one_repetition(env):
    row = Context(env, 10).measure("two", lambda: [env.execute(""), env.execute("")], repeat=5)
    assert (row.work, row.statements) == ("two", 2)
    assert env.forgotten == 5


def test_processor_time_is_told_beside_the_clock(env):
    row = Context(env, 10).measure("busy", lambda: sum(range(200_000)))
    assert row.cpu > 0
    assert row.server_cpu is None  # no PostgreSQL here


def test_preparation_is_not_measured(env):
    context = Context(env, 10)
    row = context.measure("nothing", lambda: None, prepare=lambda: env.execute(""))
    assert row.statements == 0


@pytest.fixture
def folder(tmp_path):
    """Two benchmarks, of which one fails."""
    (tmp_path / "bench_good.py").write_text(
        '"""Good work."""\n\ndef run(ctx):\n    yield ("work", 0.5, 3, ctx.members)\n'
    )
    (tmp_path / "bench_bad.py").write_text('"""Bad work."""\n\ndef run(ctx):\n    1 / 0\n')
    (tmp_path / "population.py").write_text("")
    return tmp_path


def test_benchmarks_are_found_by_their_file(folder):
    assert list(bench_worker.load(folder, [])) == ["bad", "good"]
    assert list(bench_worker.load(folder, ["good"])) == ["good"]


def test_a_name_that_no_benchmark_has(folder):
    with pytest.raises(SystemExit, match="No benchmark is called ugly"):
        bench_worker.load(folder, ["ugly"])


def test_one_that_fails_does_not_keep_the_others_from_running(folder, env, capsys):
    found = bench_worker.run_all(env, bench_worker.load(folder, []), 7)
    assert [result["rows"] is None for result in found] == [True, False]
    (row,) = found[1]["rows"]
    assert (row["work"], row["seconds"], row["statements"], row["count"]) == ("work", 0.5, 3, 7)
    printed = capsys.readouterr().out
    assert "bad: Bad work.\nfailed" in printed
    assert "PostgreSQL 18.1 (fsync off)" in printed
    json.dumps(found)


def test_a_benchmark_may_give_bare_values():
    assert bench_worker.as_row(("work", 1.0, 2)) == Row("work", 1.0, 2)
