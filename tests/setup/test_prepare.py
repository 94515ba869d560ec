"""What is asked before anything long begins: the port, the server, the browser, Python's parts."""

import socket
import subprocess
import sys

import pytest
from coop_setup import chromium, logins, node, prepare, run_command, server, venv
from coop_setup import options as command_line
from coop_setup.errors import SetupError
from coop_setup.layout import Stamps
from coop_setup.options import run_options


def test_a_port_that_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupError, match=rf"Port {port} .*--port {port + 1}"):
            prepare.check_port("127.0.0.1", port)


def test_a_port_that_is_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    prepare.check_port("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, 70000])
def test_a_port_that_is_none(port):
    with pytest.raises(SetupError, match="is no port"):
        prepare.check_port("127.0.0.1", port)


def test_a_server_that_is_not_there():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        options = run_options(["--db-host", "127.0.0.1", "--db-port", str(port)])
        with pytest.raises(SetupError, match=r"does not answer.*--db-host"):
            prepare.check_answers(options)


def test_the_usual_variables_name_a_server_too():
    environ = {"PGHOST": "127.0.0.1", "PGPORT": "1"}
    with pytest.raises(SetupError, match=r"127\.0\.0\.1:1 does not answer"):
        prepare.check_answers(run_options([]), environ)


def test_without_a_given_server_there_is_nothing_to_ask():
    prepare.check_answers(run_options([]), {})
    assert server.given(run_options([]), None, None, {}) is None


class TestGivenServer:
    """A real server that was given instead of the embedded one."""

    @pytest.fixture
    def reached(self, cluster, console):
        cluster.start()
        return server.embedded(cluster, console)

    def given(self, reached, *words):
        options = run_options(["--db-host", reached.host, *words])
        return server.given(options, reached.programs, reached.console, {})

    def test_it_is_used(self, reached):
        found = self.given(reached)
        assert (found.user, found.embedded) == ("odoo", False)
        assert found.sql("SELECT 1") == [["1"]]

    def test_an_unknown_role(self, reached):
        with pytest.raises(SetupError, match=r'as nobody \(.*role "nobody" does not exist\)'):
            self.given(reached, "--db-user", "nobody")

    def test_a_role_that_may_not_make_databases(self, reached):
        admin = server.Server(
            reached.host, "5432", "postgres", "", reached.programs, reached.console
        )
        admin.sql("CREATE ROLE reader LOGIN")
        with pytest.raises(SetupError, match="ALTER ROLE reader CREATEDB"):
            self.given(reached, "--db-user", "reader")

    def test_odoo_refuses_the_role_postgres(self, reached):
        with pytest.raises(SetupError, match="refuses to connect as the role postgres"):
            self.given(reached, "--db-user", "postgres")

    def test_names_and_texts_are_never_sql(self, reached):
        name = 'l\'été "2026"'
        reached.create(name)
        assert reached.exists(name)
        reached.copy(name, "copy")
        reached.rename("copy", name + "2")
        reached.drop(name)
        assert not reached.exists(name)
        assert reached.exists(name + "2")


class TestChromium:
    """The browser: there, installed, or asked for in a sentence."""

    def test_nothing_is_done_when_it_is_there(self, console, programs):
        programs("chromium", "exit 1")
        chromium.ensure(console)

    def test_nobody_may_install_it(self, console, tmp_path):
        with pytest.raises(SetupError, match=r"may not install it.*apt-get install chromium"):
            chromium.ensure(console, environ={"PATH": str(tmp_path)}, euid=1000)

    def test_root_installs_it(self, console, programs, tmp_path):
        make = f'echo "#!/bin/sh" > {tmp_path}/bin/chromium; chmod +x {tmp_path}/bin/chromium'
        programs("apt-get", f'case "$*" in *install*) {make} ;; esac')
        only_these = {"PATH": str(tmp_path / "bin")}
        chromium.ensure(console, environ=only_these, euid=0)
        assert "Installing Chromium: done" in console.stream.getvalue()

    def test_an_installation_that_fails(self, console, programs, tmp_path):
        programs("apt-get", "echo 'E: Unable to locate package chromium'; exit 100")
        with pytest.raises(SetupError, match=r"could not be installed.*setup\.log"):
            chromium.ensure(console, environ={"PATH": str(tmp_path / "bin")}, euid=0)

    def test_a_package_without_a_program(self, console, programs, tmp_path):
        programs("apt-get", "exit 0")
        with pytest.raises(SetupError, match="no snap"):
            chromium.ensure(console, environ={"PATH": str(tmp_path / "bin")}, euid=0)


class TestVenv:
    """The virtual environment, without its libraries: they are fetched in the real run."""

    @pytest.fixture
    def project(self, layout):
        (layout.project / "requirements.txt").write_text("# nothing\n")
        return layout

    def test_it_is_made_once_and_again_when_the_requirements_change(self, project, console):
        stamps = Stamps(project.data / "stamps")
        venv.ensure(project, stamps, console, {})
        assert venv.starts(project.python)
        console.stream.truncate(0)
        venv.ensure(project, stamps, console, {})
        assert console.stream.getvalue() == ""
        (project.project / "requirements.txt").write_text("# something\n")
        venv.ensure(project, stamps, console, {})
        assert "Installing the Python libraries" in console.stream.getvalue()

    def test_a_broken_one_is_made_anew(self, project, console):
        stamps = Stamps(project.data / "stamps")
        (project.venv / "bin").mkdir(parents=True)
        project.python.symlink_to("/nowhere/python")
        venv.ensure(project, stamps, console, {})
        assert venv.starts(project.python)

    def test_odoo_is_on_its_path(self, project, console, tmp_path):
        venv.ensure(project, Stamps(project.data / "stamps"), console, {})
        (tmp_path / "somewhere" / "odoo").mkdir(parents=True)
        (tmp_path / "somewhere/odoo/__init__.py").write_text("WHO = 'odoo'")
        venv.link(project, type("Home", (), {"python_path": tmp_path / "somewhere"})())
        argv = [project.python, "-c", "import odoo; print(odoo.WHO)"]
        assert subprocess.check_output(argv, text=True) == "odoo\n"

    def test_a_library_that_cannot_be_had(self, project, console):
        (project.project / "requirements.txt").write_text("no such thing!==\n")
        with pytest.raises(SetupError, match="installation of the Python libraries"):
            venv.ensure(project, Stamps(project.data / "stamps"), console, {})
        assert Stamps(project.data / "stamps").read(project.venv.name) is None

    def test_pip_s_words_become_progress(self):
        shown = []
        step = type("Step", (), {"progress": lambda self, text: shown.append(text)})()
        progress = venv.PipProgress(step, 2)
        progress("Collecting lxml==6.0 (from -r requirements.txt (line 1))")
        progress("  Downloading lxml-6.0.whl.metadata (4 kB)")
        progress("Requirement already satisfied: pytz in x")
        assert shown == ["1 of 2, lxml", "1 of 2, lxml-6.0.whl.metadata (4 kB)", "2 of 2, pytz"]


def test_the_linters_are_installed_only_for_the_tests(layout, console, monkeypatch):
    for name in node.FILES:
        (layout.project / name).write_text("{}")
    asked = []
    monkeypatch.setattr(node, "_install", lambda layout, console, linters: asked.append(linters))
    stamps = Stamps(layout.data / "stamps")
    for linters in (False, False, True, False):
        node.ensure(layout, stamps, console, linters)
    assert asked == [False, True]


def test_the_words_of_welcome_tell_every_login():
    text = run_command.welcome("http://localhost:8069", has_demo=True)
    assert "http://localhost:8069" in text
    for role, login in logins.LOGINS.items():
        assert role in text
        assert login in text
    assert "admin" in run_command.welcome("http://localhost:8069", has_demo=False)


def test_pytest_gets_what_is_not_ours():
    options, rest = command_line.test_options(["--lint", "tests/setup", "-x", "-k", "port"])
    assert options.lint
    assert rest == ["tests/setup", "-x", "-k", "port"]


def test_this_environment_is_one_that_the_setup_supports():
    assert (3, 10) <= sys.version_info[:2] <= (3, 13)
