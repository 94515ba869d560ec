"""A co-op is started from the files of deploy/, and a till hears of a change through them."""

import configparser
import contextlib
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
import websocket
from conftest import PROJECT
from coop_setup import nginx
from coop_setup.errors import SetupError
from coop_setup.process import clean_environment, start, stop
from coop_setup.suite_command import read_context, resume
from coop_setup.suite_database import TEMPLATE
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DEPLOY = PROJECT / "deploy"
NAME = "coop_test_deploy"
HOST = "coop.example"
SECONDS = 90
MAIN = """daemon off;
pid {folder}/nginx.pid;
error_log stderr;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/coop.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    """The ports of a run: the proxy's two, and Odoo's two."""

    http: int
    https: int
    odoo: int
    websocket: int


def free_ports(count):
    """Return ports on which nobody listens now."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@pytest.fixture(scope="module")
def builder():
    """The builder of this run of the tests."""
    with contextlib.ExitStack() as log:
        found = resume(_Quiet())
        log.callback(found.drop, NAME)
        yield found


class _Quiet:
    """A console to which nothing is said."""

    log_path = "the log"

    def say(self, *_words):
        pass

    log = say

    @contextlib.contextmanager
    def step(self, _name):
        yield self

    progress = say


@pytest.fixture(scope="module")
def ports():
    return Ports(*free_ports(4))


@pytest.fixture(scope="module")
def odoo(builder, ports, tmp_path_factory):
    """Odoo with workers, started by the unit's command line and with the shipped configuration."""
    script = read_context()["odoo"]["script"]
    if not script:
        pytest.skip("this Odoo has no script that starts it")
    builder.clone(TEMPLATE, NAME)
    said = tmp_path_factory.mktemp("odoo") / "said.txt"
    with said.open("wb") as out:
        argv = unit_command({"/usr/bin/odoo": script}, odoo_configuration(builder, ports))
        environment = clean_environment(drop_prefix=("PG",))
        process = start(argv, env=environment, cwd=builder.layout.data, stdout=out, stderr=out)
        try:
            wait_for(f"http://127.0.0.1:{ports.odoo}/web/health", process, said)
            wait_for(f"http://127.0.0.1:{ports.websocket}/websocket/health", process, said)
            yield said
        finally:
            stop(process, patience=20)


def unit_command(programs, config):
    """Return the unit's command line with this machine's paths in the place of a server's."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "coop-odoo.service")
    words = unit["Service"]["ExecStart"].split()
    words[0] = sys.executable
    return [
        f"--config={config}" if word.startswith("--config=") else programs.get(word, word)
        for word in words
    ]


def odoo_configuration(builder, ports):
    """Write the shipped odoo.conf with this run's database, ports and folders; return its path."""
    shipped = configparser.ConfigParser(interpolation=None)
    shipped.read(DEPLOY / "odoo.conf")
    kept = {
        key: value
        for key, value in shipped["options"].items()
        if value != "CHANGE_ME"
        and key not in ("addons_path", "data_dir", "db_name", "db_port", "dbfilter", "db_user")
    }
    kept |= {"http_port": ports.odoo, "gevent_port": ports.websocket, "workers": 2}
    return builder.write_configuration("deploy", NAME, **kept)


def wait_for(address, process, said):
    """Wait until a server answers."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(requests.RequestException):
            if requests.get(address, timeout=30).ok:
                return
        time.sleep(0.3)
    raise AssertionError(f"{address} does not answer: {said.read_text()[-3000:]}")


@pytest.fixture(scope="module", params=nginx.SUITES)
def proxy_program(request, builder):
    """The nginx of Debian 12, and of Debian 13."""
    try:
        return nginx.ensure(builder.layout, request.param, builder.console)
    except SetupError as error:
        pytest.skip(f"nginx of {request.param} could not be fetched: {error}")


@pytest.fixture
def configuration(proxy_program, ports):
    """The shipped nginx.conf with this run's ports and certificate; yield the main file's path."""
    with tempfile.TemporaryDirectory(prefix="coop-nginx-") as folder:
        here = Path(folder)
        here.chmod(0o755)
        write_certificate(here)
        (here / "coop.conf").write_text(proxied(here, ports))
        root = os.geteuid() == 0
        main = MAIN.format(folder=folder, user="user root;" if root else "")
        (here / "nginx.conf").write_text(main)
        yield here / "nginx.conf"


def proxied(folder, ports):
    """Return the text of deploy/nginx.conf with other ports and paths, and nothing else changed."""
    text = (DEPLOY / "nginx.conf").read_text()
    for pattern, value in (
        (r"listen 80;", f"listen 127.0.0.1:{ports.http};"),
        (r"listen 443 ", f"listen 127.0.0.1:{ports.https} "),
        (r"127\.0\.0\.1:8069", f"127.0.0.1:{ports.odoo}"),
        (r"127\.0\.0\.1:8072", f"127.0.0.1:{ports.websocket}"),
        (r"/etc/letsencrypt/live/coop\.example", str(folder)),
    ):
        text, changed = re.subn(pattern, value, text)
        assert changed, f"{pattern} is not in deploy/nginx.conf any more"
    return text


def write_certificate(folder):
    """Write fullchain.pem and privkey.pem of a certificate that nobody signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture
def proxy(proxy_program, configuration, odoo, ports):
    """nginx in front of that Odoo."""
    said = configuration.with_name("said.txt")
    with said.open("wb") as out:
        process = start(
            [proxy_program, "-e", "stderr", "-c", configuration], stdout=out, stderr=out
        )
        try:
            wait_for_port(ports.https, process, said)
            yield said
        finally:
            stop(process)


def wait_for_port(port, process, said):
    """Wait until somebody listens there."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        time.sleep(0.1)
    raise AssertionError(said.read_text()[-3000:])


def test_the_shipped_proxy_is_accepted(proxy_program, configuration):
    argv = [proxy_program, "-e", "stderr", "-t", "-c", configuration]
    found = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert "test is successful" in found.stderr


class Till:
    """A browser's side: signed in over HTTPS, and listening on the websocket."""

    def __init__(self, ports):
        self.ports = ports
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = False  # nobody signed the certificate of this run
        self.session.headers["Host"] = HOST

    def post(self, path, params):
        """Call a JSON route and return its result."""
        answer = self.session.post(
            f"https://127.0.0.1:{self.ports.https}{path}",
            json={"jsonrpc": "2.0", "params": params, "id": 1},
            headers={"Cookie": f"session_id={self.sid}"} if hasattr(self, "sid") else {},
            timeout=SECONDS,
        )
        if not hasattr(self, "sid"):
            self.sid = re.search(r"session_id=([^;]+)", answer.headers["Set-Cookie"])[1]
        return answer.json()["result"]

    def call(self, model, method, *args):
        """Call a method of a model."""
        params = {"model": model, "method": method, "args": args, "kwargs": {}}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def listen(self, version):
        """Open the websocket as the web client does."""
        return websocket.create_connection(
            f"wss://127.0.0.1:{self.ports.https}/websocket?version={version}",
            host=HOST,
            origin=f"https://{HOST}",
            cookie=f"session_id={self.sid}",
            sslopt={"cert_reqs": ssl.CERT_NONE},
            timeout=SECONDS,
        )


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_a_change_is_heard_through_workers_and_proxy(proxy, odoo, ports):
    """The signed-in client hears by the websocket what a worker wrote."""
    till = Till(ports)
    login = {"db": NAME, "login": "admin", "password": "admin"}
    uid = till.post("/web/session/authenticate", login)["uid"]
    version = till.post("/web/session/get_session_info", {})["websocket_worker_version"]
    listening = till.listen(version)
    subscribe = {"event_name": "subscribe", "data": {"channels": [], "last": 0}}
    listening.send(json.dumps(subscribe))
    settings = till.call("res.users.settings", "search", [("user_id", "=", uid)])
    settings = settings or [till.call("res.users.settings", "create", {"user_id": uid})]
    told = {"voice_active_duration": 321}
    till.call("res.users.settings", "set_res_users_settings", settings, told)
    heard = json.loads(listening.recv())
    assert "res.users.settings" in [item["message"]["type"] for item in heard]
    assert "Traceback" not in odoo.read_text()
    listening.close()
