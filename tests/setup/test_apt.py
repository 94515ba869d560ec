"""Odoo from Debian's mirror: which mirror, which key, what was fetched already."""

import hashlib
import io

import pytest
from coop_setup import apt
from coop_setup.console import Console
from coop_setup.errors import SetupError

INDEX = "'http://mirror.example/pool/odoo-19_1_all.deb' odoo-19_1_all.deb 4 SHA256:{}"
SUM = hashlib.sha256(b"odoo").hexdigest()


@pytest.fixture
def step(console):
    with console.step("Fetching") as found:
        yield found


@pytest.fixture
def root(tmp_path):
    """A system of Debian with its key."""
    found = tmp_path / "root"
    key = found / apt.KEYRINGS[0].lstrip("/")
    key.parent.mkdir(parents=True)
    key.write_text("")
    (found / "etc").mkdir()
    (found / "etc/os-release").write_text("ID=debian\n")
    return found


@pytest.fixture
def fetcher(tmp_path, console, root, monkeypatch, programs):
    """An Apt whose programs lie: apt-get names one package, its helper fetches it."""
    programs("dpkg-deb", "exit 0")
    helper = programs("apt-helper", f'echo "$2" >> {tmp_path}/fetched; printf odoo > "$3"')
    monkeypatch.setattr(apt, "APT_HELPER", str(helper))
    tell(programs, SUM)
    return apt.Apt(tmp_path / "apt", console, root=root)


def tell(programs, checksum, update="exit 0"):
    """Let apt-get know one mirror and one package."""
    programs(
        "apt-get",
        f"""case "$*" in
        indextargets*) echo "http://mirror.example/debian trixie main debian-archive-keyring" ;;
        *update*) {update} ;;
        *print-uris*) echo "{INDEX.format(checksum)}" ;;
        esac""",
    )


def test_fetches_what_is_missing(fetcher, step, tmp_path):
    (file,) = fetcher.fetch(["odoo-19"], step)
    assert file.read_bytes() == b"odoo"
    assert (tmp_path / "fetched").read_text().count("odoo-19") == 1


def test_what_is_whole_is_not_fetched_again(fetcher, step, tmp_path):
    fetcher.fetch(["odoo-19"], step)
    fetcher.fetch(["odoo-19"], step)
    assert (tmp_path / "fetched").read_text().count("odoo-19") == 1


def test_a_part_is_not_taken_for_the_whole(fetcher, step, tmp_path):
    (tmp_path / "apt/deb").mkdir(parents=True)
    (tmp_path / "apt/deb/odoo-19_1_all.deb").write_bytes(b"od")
    (file,) = fetcher.fetch(["odoo-19"], step)
    assert file.read_bytes() == b"odoo"


def test_a_package_that_the_mirror_lacks(fetcher, step):
    with pytest.raises(SetupError, match=r"offered 1 of the 2 packages.*COOP_DEBIAN_MIRROR"):
        fetcher.fetch(["odoo-19", "fonts-ocr-b"], step)


def test_no_network(fetcher, step, programs):
    tell(programs, SUM, update="echo 'E: Temporary failure resolving x'; exit 100")
    with pytest.raises(SetupError, match="network did not answer"):
        fetcher.fetch(["odoo-19"], step)


def test_a_signature_that_does_not_fit(fetcher, step, programs):
    tell(programs, SUM, update="echo 'W: GPG error: NO_PUBKEY 123'; exit 100")
    with pytest.raises(SetupError, match="debian-archive-keyring"):
        fetcher.fetch(["odoo-19"], step)


def test_the_second_mirror_is_tried(fetcher, step, programs, monkeypatch):
    monkeypatch.setattr(fetcher, "_mirrors", lambda: ["http://gone.example", "http://up.example"])
    dead = "if grep -q gone.example sources.list; then echo 'Could not resolve'; exit 100; fi"
    tell(programs, SUM, update=dead)
    assert fetcher.fetch(["odoo-19"], step)


def test_no_apt(tmp_path, console, step):
    nothing = apt.Apt(tmp_path, console, environ={"PATH": str(tmp_path)})
    with pytest.raises(SetupError, match=r"no apt-get.*ODOO_HOME"):
        nothing.fetch(["odoo-19"], step)


def test_the_mirror_given_comes_first(tmp_path, console, root):
    given = apt.Apt(tmp_path, console, {"COOP_DEBIAN_MIRROR": "http://mine.example"}, root)
    assert given._mirrors() == ["http://mine.example"]


def test_ubuntu_s_list_of_distributions_names_a_mirror(tmp_path, console, root):
    (root / "etc/os-release").write_text('ID=ubuntu\nID_LIKE="debian"\n')
    info = root / "usr/share/python-apt/templates/Debian.info"
    info.parent.mkdir(parents=True)
    info.write_text("Suite: sid\nBaseURI: http://listed.example/debian/\n")
    assert apt.Apt(tmp_path, console, {}, root)._mirrors() == ["http://listed.example/debian/"]


def test_no_mirror_at_all(tmp_path, console, root):
    (root / "etc/os-release").write_text("ID=ubuntu\n")
    with pytest.raises(SetupError, match="COOP_DEBIAN_MIRROR=ADDRESS"):
        apt.Apt(tmp_path, console, {}, root)._mirrors()


def test_the_key_is_fetched_where_the_system_has_none(tmp_path, console, step, programs):
    programs("apt-get", 'case "$*" in *download*) touch key.deb ;; esac')
    keys = "$3/usr/share/keyrings"
    programs("dpkg-deb", f'mkdir -p "{keys}"; touch "{keys}/debian-archive-keyring.gpg"')
    found = apt.Apt(tmp_path / "apt", console, root=tmp_path / "bare")._keyring(step)
    assert found == tmp_path / "apt/keyring/usr/share/keyrings/debian-archive-keyring.gpg"


def test_no_key_anywhere(tmp_path, console, step, programs):
    programs("apt-get", "echo 'E: Unable to locate package'; exit 100")
    bare = apt.Apt(tmp_path / "apt", console, root=tmp_path / "bare")
    with pytest.raises(SetupError, match=r"signing key.*debian-archive-keyring"):
        bare._keyring(step)


def test_nothing_of_the_system_s_own_state_is_used(tmp_path):
    text = apt.configuration(tmp_path, default="sid")
    assert f'Dir::State "{tmp_path}"' in text
    assert 'Dir::Etc::SourceParts "/dev/null"' in text


def test_progress_is_in_megabytes(tmp_path):
    (tmp_path / "a.deb").write_bytes(b"x" * 2_000_000)
    offers = [apt.Offer("", "a.deb", 4_000_000, "")]
    assert apt._progress(tmp_path, offers) == "2 of 4 MB"


def test_progress_can_be_read_where_lines_cannot_be_rewritten():
    now = iter(range(0, 1000, 10))
    console = Console(io.StringIO(), clock=lambda: next(now))
    with console.step("Fetching") as step:
        for part in range(6):
            step.progress(f"{part} of 5")
    shown = console.stream.getvalue().splitlines()
    assert shown[0] == "  Fetching …"
    assert 3 <= len(shown) <= 5
    assert shown[-1].startswith("  Fetching: done in")
