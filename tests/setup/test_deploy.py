"""The files of deploy/: their syntax, and for the backup and the restore their work.

test_deploy_runs.py starts Odoo with them.
"""

import configparser
import os
import re
import shutil
import subprocess

import pytest
import yaml
from conftest import PROJECT
from coop_setup import server

DEPLOY = PROJECT / "deploy"
SERVICE_KEYS = {"image", "restart", "environment", "volumes", "healthcheck", "depends_on"}
SERVICE_KEYS |= {"command", "ports"}


def test_compose_has_the_shape_that_compose_reads():
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert set(found) == {"services", "volumes"}
    for name, service in found["services"].items():
        assert set(service) <= SERVICE_KEYS, name
        assert service["image"].count(":") == 1, "an image without a version"
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in found["volumes"] or (DEPLOY / source).is_dir(), volume
        assert set(service.get("depends_on", {})) <= set(found["services"])


@pytest.mark.skipif(
    not shutil.which("docker"), reason="docker is not installed: only the shape is checked"
)
def test_compose_accepts_it():
    argv = ["docker", "compose", "-f", DEPLOY / "compose.yaml", "config", "--quiet"]
    env = {**os.environ, "COOP_DB_PASSWORD": "x"}
    found = subprocess.run(argv, capture_output=True, text=True, env=env, check=False)
    if "is not a docker command" in found.stderr or "unknown shorthand" in found.stderr:
        pytest.skip("this docker has no compose: only the shape is checked")
    assert found.returncode == 0, found.stderr


def test_compose_says_that_nobody_ran_it():
    assert "NOT RUN" in (DEPLOY / "compose.yaml").read_text()
    assert "do not run it" in (PROJECT / "docs" / "production.md").read_text()


def test_the_unit_starts_what_the_page_installs():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "coop-odoo.service")
    assert unit.sections() == ["Unit", "Service", "Install"]
    page = (PROJECT / "docs" / "production.md").read_text()
    program, script, config = re.match(
        r"(\S+) (/\S+) --config=(\S+)$", unit["Service"]["ExecStart"]
    ).groups()
    assert f"{program} {script} -c {config}" in page
    assert "-m odoo" not in re.sub(r"with `python -m odoo`", "", page)
    assert unit["Service"]["User"] not in ("", "root")
    assert unit["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_knows_every_word_of_the_unit(tmp_path):
    unit = (DEPLOY / "coop-odoo.service").read_text()
    here = tmp_path / "coop-odoo.service"
    here.write_text(unit.replace("/opt/coop/venv/bin/python", "/bin/true"))
    argv = ["systemd-analyze", "verify", "--man=no", here]
    found = subprocess.run(argv, capture_output=True, text=True, check=False)
    ours = [line for line in found.stderr.splitlines() if "coop-odoo.service" in line]
    assert not ours


def test_odoo_knows_every_word_of_its_configuration():
    config = pytest.importorskip("odoo.tools").config
    found = configparser.ConfigParser(interpolation=None)
    found.read(DEPLOY / "odoo.conf")
    known = set(config.options_index) if hasattr(config, "options_index") else set(config.options)
    assert set(found["options"]) - known == set()
    assert found["options"].getboolean("proxy_mode")
    assert found["options"]["http_interface"] == "127.0.0.1"


def test_the_proxy_leads_to_the_ports_that_odoo_has():
    proxy = (DEPLOY / "nginx.conf").read_text()
    found = configparser.ConfigParser(interpolation=None)
    found.read(DEPLOY / "odoo.conf")
    ports = set(re.findall(r"server 127\.0\.0\.1:(\d+);", proxy))
    assert ports == {found["options"]["http_port"], found["options"]["gevent_port"]}
    assert proxy.count("{") == proxy.count("}")


def test_a_backup_can_be_restored(cluster, console, tmp_path):
    cluster.start()
    reached = server.embedded(cluster, console)
    reached.create("coop")
    reached.sql("CREATE TABLE member AS SELECT 'Inès' AS name", "coop")
    (tmp_path / "files/filestore/coop/ab").mkdir(parents=True)
    (tmp_path / "files/filestore/coop/ab/abcd").write_text("a charter")

    backup = deploy("backup", reached, "coop", tmp_path / "files", tmp_path / "backups").strip()
    deploy("restore", reached, backup, "coop_restored", tmp_path / "files")

    assert reached.sql("SELECT name FROM member", "coop_restored") == [["Inès"]]
    restored = tmp_path / "files/filestore/coop_restored/ab/abcd"
    assert restored.read_text() == "a charter"


def test_after_a_restore_tills_load_their_lists_anew(cluster, console, tmp_path):
    cluster.start()
    reached = server.embedded(cluster, console)
    reached.create("coop")
    reached.sql("CREATE TABLE res_company AS SELECT 'before' AS coop_list_epoch", "coop")
    (tmp_path / "files").mkdir()
    backup = deploy("backup", reached, "coop", tmp_path / "files", tmp_path / "backups").strip()
    deploy("restore", reached, backup, "coop_restored", tmp_path / "files")
    [[epoch]] = reached.sql("SELECT coop_list_epoch FROM res_company", "coop_restored")
    assert re.fullmatch("[0-9a-f]{8}", epoch)


def test_a_restore_never_overwrites(cluster, console, tmp_path):
    cluster.start()
    reached = server.embedded(cluster, console)
    reached.create("coop")
    backup = deploy("backup", reached, "coop", tmp_path / "files", tmp_path / "backups").strip()
    with pytest.raises(subprocess.CalledProcessError) as refused:
        deploy("restore", reached, backup, "coop", tmp_path / "files")
    assert "choose another name" in refused.value.stderr


def deploy(name, reached, *arguments):
    """Run a program of deploy/ against a server, with PostgreSQL's programs on the PATH."""
    env = reached.environment()
    env["PATH"] = f"{reached.programs}:{env['PATH']}"
    argv = [DEPLOY / name, *arguments]
    found = subprocess.run(argv, env=env, capture_output=True, text=True, check=True)
    return found.stdout
