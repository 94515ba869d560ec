"""The program that prints PDF files: used where it is, else fetched, never a reason to stop."""

import subprocess

import pytest
from coop_setup import pdf
from coop_setup.databases import Builder
from coop_setup.errors import SetupError
from coop_setup.odoo_home import OdooHome
from coop_setup.server import Server


@pytest.fixture
def home(tmp_path):
    return OdooHome(tmp_path, (tmp_path,), fetched=True)


@pytest.fixture
def tree(monkeypatch):
    """Packages that hold a loader which says with what it was started."""

    def unpack(self, files, target, step):
        for folder in ("lib/x-linux-gnu", "usr/lib/x-linux-gnu/qt5/plugins", "usr/bin"):
            (target / folder).mkdir(parents=True)
        loader = target / "lib/x-linux-gnu/ld-linux-x.so.2"
        loader.write_text('#!/bin/sh\necho "$QT_QPA_PLATFORM" "$@"\n')
        loader.chmod(0o755)

    def fetch(self, package, suite, without, step):
        folder = self.folder / f"deb-{package}"
        folder.mkdir(parents=True)
        return [folder / f"{package}_{suite}.deb"]

    monkeypatch.setattr(pdf.Apt, "unpack", unpack)
    monkeypatch.setattr(pdf.Apt, "fetch_with_needs", fetch)


def refuse(*args):
    raise SetupError("No mirror of Debian answers.", "Check the network.")


def test_the_system_s_own_program_is_used(layout, home, console, programs, monkeypatch):
    programs("wkhtmltopdf", "exit 0")
    monkeypatch.setattr(pdf, "_fetch", refuse)
    pdf.ensure(layout, home, console)
    assert pdf.bin_path(layout) is None
    assert not console.stream.getvalue()


def test_what_was_fetched_starts_with_its_own_libraries(layout, home, console, tree):
    pdf.ensure(layout, home, console, environ={"PATH": ""})
    program = pdf.bin_path(layout) / "wkhtmltopdf"
    said = subprocess.run([program, "a.html", "b.pdf"], capture_output=True, text=True, check=True)
    words = said.stdout.split()
    assert words[:2] == ["offscreen", "--library-path"]
    assert words[-3:] == [str(layout.pdf / "usr/bin/wkhtmltopdf"), "a.html", "b.pdf"]


def test_it_is_fetched_once(layout, home, console, tree, monkeypatch):
    pdf.ensure(layout, home, console, environ={"PATH": ""})
    monkeypatch.setattr(pdf, "_fetch", refuse)
    pdf.ensure(layout, home, console, environ={"PATH": ""})
    assert "Reports will be pages" not in console.stream.getvalue()


def test_without_it_the_co_op_opens_all_the_same(layout, home, console, monkeypatch):
    monkeypatch.setattr(pdf, "_fetch", refuse)
    pdf.ensure(layout, home, console, environ={"PATH": ""})
    assert "Reports will be pages, not PDF files: No mirror" in console.stream.getvalue()
    assert pdf.bin_path(layout) is None


def test_odoo_is_told_where_it_is(layout, home, console, tree):
    server = Server("localhost", 5432, "odoo", "", layout.data, console, embedded=True)
    builder = Builder(layout, home, server, console, layout.files("run"))
    assert "bin_path" not in builder.write_configuration("before", "db").read_text()
    pdf.ensure(layout, home, console, environ={"PATH": ""})
    told = builder.write_configuration("after", "db").read_text()
    assert f"bin_path = {layout.pdf / 'bin'}" in told
