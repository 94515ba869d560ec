"""Folders, stamps and locks."""

import multiprocessing
import os

import pytest
from coop_setup import layout as layouts
from coop_setup import prepare
from coop_setup.errors import SetupError
from coop_setup.layout import Stamps, locked, write_atomically


def test_a_stamp_is_about_what_it_was_made_from(tmp_path):
    stamps = Stamps(tmp_path)
    assert not stamps.is_done("venv", "1")
    stamps.set("venv", "1")
    assert Stamps(tmp_path).is_done("venv", "1")
    assert not stamps.is_done("venv", "2")
    stamps.clear("venv")
    assert not stamps.is_done("venv", "1")


def test_a_torn_stamp_is_no_stamp(tmp_path):
    (tmp_path / "venv.json").write_text('{"half')
    assert Stamps(tmp_path).read("venv") is None


def test_a_secret_file_is_secret_from_its_first_byte(tmp_path):
    write_atomically(tmp_path / "conf", "password", mode=0o600)
    assert (tmp_path / "conf").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["conf"]


def test_a_full_disk_is_told_before_anything_begins(layout, monkeypatch):
    usage = os.statvfs_result((4096, 4096, 100, 1, 1, 1, 1, 1, 0, 255))
    monkeypatch.setattr(
        layouts.shutil, "disk_usage", lambda path: type("U", (), {"free": usage[3]})
    )
    with pytest.raises(SetupError, match=r"0\.0 GB left and needs about 3 GB.*--data-dir"):
        layout.check_space()


def test_a_second_command_in_the_same_folder_is_refused(layout):
    with hold(layout.data / "locks" / "run") as pid, pytest.raises(SetupError) as refused:
        with prepare.only_one(layout, "run"):
            pass
    assert f"setup/run is running in {layout.data} already (process {pid})" in str(refused.value)


def test_a_lock_ends_with_its_holder(layout):
    with hold(layout.data / "locks" / "run"):
        pass
    with prepare.only_one(layout, "run"):
        pass


class hold:
    """Another process that holds a lock, killed without warning at the end."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        ready = multiprocessing.Event()
        self.process = multiprocessing.Process(target=self._hold, args=(self.path, ready))
        self.process.start()
        ready.wait(10)
        return self.process.pid

    def __exit__(self, *_):
        self.process.kill()
        self.process.join()

    @staticmethod
    def _hold(path, ready):
        with locked(path, None):
            ready.set()
            multiprocessing.Event().wait()
