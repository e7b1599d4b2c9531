"""The .deb, .rpm and .tar.xz of a small bundle: what is in them, what they ask for, and that they come out the same."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from ship import icon, linux_files, man_page
from ship.linux import make_deb, make_rpm, make_tar
from ship.places import NAME, moment, version

from assist.__main__ import main
from assist.policies.managed import DOMAIN
from assist.url_scheme import DESKTOP_FILE, SCHEME

AT_LOGIN = "/etc/xdg/autostart/io.github.assist_overlay.Assist.desktop"


def printed(*words: object) -> str:
    """What a program says; it must not complain."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program and one library."""
    folder = tmp_path_factory.mktemp("small") / NAME
    inside = folder / "_internal"
    inside.mkdir(parents=True)
    shutil.copyfile("/bin/true", folder / "assist")
    (folder / "assist").chmod(0o700)
    libraries = Path("/usr/lib/x86_64-linux-gnu")
    shutil.copyfile((libraries / "libstdc++.so.6").resolve(), inside / "libown.so.6")
    (inside / "libother.so").symlink_to("libown.so.6")
    (inside / "words.txt").write_text("hello\n", encoding="utf-8")
    (inside / "words.txt").chmod(0o600)
    return folder


@pytest.fixture(scope="module")
def deb(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_deb(bundle, into=tmp_path_factory.mktemp("deb"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return linux_files.write_files(tmp_path_factory.mktemp("files"))


# --- packages ---------------------------------------------------------------------------------------------------------


def test_a_deb_has_everything_at_its_place(deb: Path) -> None:
    assert deb.name == f"assist-overlay-{version()}-amd64.deb"
    lines = printed("dpkg-deb", "-c", deb).splitlines()
    modes = {line.split()[5].removeprefix("."): line.split()[0] for line in lines}
    assert modes["/opt/assist-overlay/assist"] == "-rwxr-xr-x"
    assert modes["/opt/assist-overlay/_internal/words.txt"] == "-rw-r--r--"
    assert modes[AT_LOGIN] == "-rw-r--r--"
    assert "./usr/bin/assist -> /opt/assist-overlay/assist" in "\n".join(lines)
    assert {line.split()[1] for line in lines} == {"root/root"}
    for place in (
        "applications/io.github.assist_overlay.Assist.desktop",
        "man/man1/assist.1.gz",
        "metainfo/io.github.assist_overlay.Assist.metainfo.xml",
        "doc/assist-overlay/copyright",
        "doc/assist-overlay/policy.toml",
        "icons/hicolor/scalable/apps/io.github.assist_overlay.Assist.svg",
    ):
        assert f"/usr/share/{place}" in modes  # fmt: skip


def test_a_deb_names_what_it_needs_and_what_an_administrator_may_change(deb: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    printed("dpkg-deb", "-e", deb, inside)
    control = (inside / "control").read_text(encoding="utf-8")
    assert f"Version: {version()}-1\n" in control
    assert "libc6 (>= 2." in control
    assert "libportaudio2" in control
    assert (inside / "conffiles").read_text(encoding="utf-8") == f"{AT_LOGIN}\n"
    # Nothing is run on installing: dpkg's own triggers tell menus, icons and manual pages.
    assert {path.name for path in inside.iterdir()} == {"control", "conffiles", "md5sums"}


def test_debians_own_check_has_nothing_to_say(deb: Path, tmp_path: Path) -> None:
    # Debian 12's lintian does not read zstd.
    printed("dpkg-deb", "-R", deb, tmp_path / "tree")
    again = tmp_path / "again.deb"
    printed("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", tmp_path / "tree", again)
    said = printed("lintian", "--allow-root", "--fail-on", "error,warning", again)
    assert [line for line in said.splitlines() if line.startswith(("E:", "W:"))] == []


def test_an_rpm_has_the_same_and_needs_the_same(bundle: Path, tmp_path: Path) -> None:
    rpm = make_rpm(bundle, into=tmp_path)
    assert rpm.name == f"assist-overlay-{version()}-x86_64.rpm"
    listed = printed("rpm", "-qpl", rpm)
    assert {"/opt/assist-overlay/assist", "/usr/bin/assist", AT_LOGIN} <= set(listed.splitlines())
    assert "lintian" not in listed
    assert printed("rpm", "-qpc", rpm) == f"{AT_LOGIN}\n"
    assert "libportaudio.so.2()(64bit)" in printed("rpm", "-qpR", rpm)
    assert printed("rpm", "-qp", "--queryformat", "%{VERSION} %{LICENSE}", rpm) == f"{version()} Apache-2.0"


def test_a_tar_runs_from_any_folder_and_says_how_to_install_it(bundle: Path, tmp_path: Path) -> None:
    with tarfile.open(make_tar(bundle, into=tmp_path)) as archive:
        names = archive.getnames()
        assert len(names) == len(set(names))
        assert {(member.uname, member.uid, member.mtime) for member in archive} == {("root", 0, moment())}
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / f"assist-overlay-{version()}"
    printed(folder / "assist-overlay" / "assist")
    note = (folder / "INSTALL.txt").read_text(encoding="utf-8")
    assert "@" not in note
    assert all((folder / name).exists() for name in ("assist-overlay", "share", "at-login.desktop"))


@pytest.mark.parametrize("make", [make_deb, make_rpm, make_tar])
def test_the_same_bundle_gives_the_same_bytes(make: Callable[..., Path], bundle: Path, tmp_path: Path) -> None:
    first = make(bundle, into=tmp_path / "one").read_bytes()
    for path in bundle.rglob("*"):
        if path.is_file():
            path.touch()
    assert make(bundle, into=tmp_path / "two").read_bytes() == first


# --- what they bring beside the bundle --------------------------------------------------------------------------------


def test_menu_and_start_at_log_in_are_as_desktops_want_them(files: Path) -> None:
    entries = [*(files / "share" / "applications").iterdir(), files / "at-login.desktop"]
    assert printed("desktop-file-validate", *entries) == ""
    link = (files / "share" / "applications" / DESKTOP_FILE).read_text(encoding="utf-8")
    assert f"MimeType=x-scheme-handler/{SCHEME};" in link


def test_every_command_of_menu_and_log_in_is_one_that_the_program_has(files: Path) -> None:
    entries = [*(files / "share" / "applications").iterdir(), files / "at-login.desktop"]
    lines = [line for entry in entries for line in entry.read_text(encoding="utf-8").splitlines()]
    commands = [line.removeprefix("Exec=/usr/bin/assist ").split() for line in lines if line.startswith("Exec=")]
    assert len(commands) == 7
    for name, *words in commands:
        command = main.commands[name]
        known = {option for parameter in command.params for option in parameter.opts}
        assert all(word in known or word == "%u" for word in words), name


def test_software_centres_can_read_about_it(files: Path) -> None:
    (about,) = (files / "share" / "metainfo").iterdir()
    printed("appstreamcli", "validate", "--no-net", about)
    assert f'version="{version()}"' in about.read_text(encoding="utf-8")


def test_the_icon_is_there_in_every_size(files: Path) -> None:
    theme = files / "share" / "icons" / "hicolor"
    for side in icon.SIDES:
        picture = (theme / f"{side}x{side}" / "apps" / f"{DOMAIN}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20], "big") == int.from_bytes(picture[20:24], "big") == side
    lines = (theme / "scalable" / "apps" / f"{DOMAIN}.svg").read_text(encoding="utf-8")
    assert "<svg" in lines
    assert icon.BACK in lines


def test_the_manual_page_has_every_command_and_reads_without_a_complaint(files: Path, tmp_path: Path) -> None:
    page = tmp_path / "assist.1"
    page.write_bytes(gzip.decompress((files / "share" / "man" / "man1" / "assist.1.gz").read_bytes()))
    assert printed("groff", "-man", "-Kutf8", "-Tutf8", "-z", "-ww", page) == ""
    shown = printed("groff", "-man", "-Kutf8", "-Tutf8", "-P-c", "-P-b", "-P-u", "-P-o", page)
    with click.Context(main, info_name="assist") as context:
        for name in main.list_commands(context):
            assert f"assist {name}" in shown
    assert version() in shown


def test_text_in_the_manual_page_cannot_become_a_request(files: Path) -> None:
    text = gzip.decompress((files / "share" / "man" / "man1" / "assist.1.gz").read_bytes()).decode()
    known = {".TH", ".nh", ".ad", ".SH", ".SS", ".PP", ".TP", ".B", ".BR", ".RB", ".RI", ".I"}
    assert {line.split()[0] for line in io.StringIO(text) if line.startswith((".", "'"))} <= known
    assert man_page.man_page() == text
