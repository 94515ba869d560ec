"""An Odoo that is there already, of any shape; and the one that is fetched."""

import pytest
from coop_setup import odoo_home
from coop_setup.errors import SetupError

RELEASE = "version_info = ({}, 0, 0, FINAL, 0, '')\n"


def make_odoo(root, major=19):
    """Lay out what every Odoo has."""
    (root / "odoo/addons/base").mkdir(parents=True)
    (root / "odoo/addons/base/__manifest__.py").write_text("{}")
    (root / "odoo/release.py").write_text(RELEASE.format(major))


def test_a_source_checkout_has_two_folders_of_addons(tmp_path):
    make_odoo(tmp_path)
    (tmp_path / "addons/mail").mkdir(parents=True)
    (tmp_path / "addons/mail/__manifest__.py").write_text("{}")
    home = odoo_home.given(tmp_path)
    assert home.python_path == tmp_path
    assert home.addons_paths == (tmp_path / "odoo/addons", tmp_path / "addons")


@pytest.mark.parametrize(
    "inside", ["", "usr/lib/python3/dist-packages", "lib/python3/dist-packages"]
)
def test_site_packages_and_prefixes(tmp_path, inside):
    make_odoo(tmp_path / inside)
    home = odoo_home.given(tmp_path)
    assert home.addons_paths == (tmp_path / inside / "odoo/addons",)


def test_the_package_itself(tmp_path):
    make_odoo(tmp_path)
    assert odoo_home.given(tmp_path / "odoo").python_path == tmp_path


def test_a_folder_without_odoo(tmp_path):
    with pytest.raises(SetupError, match=r"no Odoo is.*odoo-bin"):
        odoo_home.given(tmp_path)


def test_another_version_of_odoo(tmp_path):
    make_odoo(tmp_path, major=18)
    with pytest.raises(SetupError, match=r"is Odoo 18\.0; the suite is for Odoo 19\.0"):
        odoo_home.given(tmp_path)


def test_the_fingerprint_follows_the_release(tmp_path):
    make_odoo(tmp_path)
    home = odoo_home.given(tmp_path)
    before = home.fingerprint()
    (tmp_path / "odoo/release.py").write_text(RELEASE.format(19) + "# another build\n")
    assert home.fingerprint() != before


@pytest.fixture
def debian(layout, monkeypatch):
    """Packages that hold an Odoo, without their download."""

    class Packages:
        link = "../../release.py"

        def __init__(self, *_):
            pass

        def fetch(self, packages, step):
            (layout.data / "apt/deb").mkdir(parents=True)
            return [layout.data / f"{name.split('/')[0]}_1_all.deb" for name in packages]

        def unpack(self, files, target, step):
            root = target / "usr/lib/python3/dist-packages"
            make_odoo(root)
            (root / "odoo/addons/base/link").symlink_to(self.link)

    monkeypatch.setattr(odoo_home, "Apt", Packages)
    monkeypatch.setattr(type(layout), "check_space", lambda self: None)
    return Packages


def test_odoo_is_fetched_once(layout, console, debian, monkeypatch):
    home = odoo_home.fetched(layout, console)
    monkeypatch.setattr(debian, "fetch", None)
    assert odoo_home.fetched(layout, console) == home
    assert home.fetched
    assert (home.package / "release.py").exists()


def test_an_interrupted_unpacking_is_done_again(layout, console, debian):
    half = layout.odoo_prefix.with_name("odoo-19.new")
    half.mkdir()
    (half / "half").write_text("")
    odoo_home.fetched(layout, console)
    assert not (layout.odoo_prefix / "half").exists()


def test_packages_that_lack_a_linked_file_are_refused(layout, console, debian, monkeypatch):
    monkeypatch.setattr(debian, "link", "../nowhere")
    with pytest.raises(
        SetupError, match=r"lack 1 files that Odoo links to, such as link.*ODOO_HOME"
    ):
        odoo_home.fetched(layout, console)
    assert not layout.odoo_prefix.exists()


def test_the_library_that_debian_leaves_out_is_put_there(layout, console, debian):
    home = odoo_home.fetched(layout, console)
    library = layout.node / odoo_home.LIBRARY_IN_NODE
    library.parent.mkdir(parents=True)
    library.write_text("the library")
    odoo_home.complete(home, layout.node)
    assert (home.package / odoo_home.MISSING_LIBRARY).read_text() == "the library"


def test_somebody_else_s_odoo_is_never_written(tmp_path, layout):
    make_odoo(tmp_path / "theirs")
    odoo_home.complete(odoo_home.given(tmp_path / "theirs"), layout.node)
    assert not (tmp_path / "theirs/odoo" / odoo_home.MISSING_LIBRARY).exists()


@pytest.mark.parametrize(
    ("inside", "script"),
    [("", "odoo-bin"), ("usr/lib/python3/dist-packages", "usr/bin/odoo")],
)
def test_the_script_that_starts_it(tmp_path, inside, script):
    make_odoo(tmp_path / inside)
    assert odoo_home.given(tmp_path).script() is None
    (tmp_path / script).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / script).touch()
    assert odoo_home.given(tmp_path).script() == tmp_path / script
