"""How the package for macOS is made, against stand-ins for PyInstaller and Apple's programs, which note what they were
asked."""

from __future__ import annotations

import os
import plistlib
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from macos import make_pkg
from ship import places, sbom
from ship.locks import LOCK, locked_hashes

from assist.policies.managed import DOMAIN

FOLDER = places.PACKAGING / "macos"


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to which stand-ins for Apple's programs note what they were asked."""
    notes = tmp_path / "asked.txt"
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("codesign", "pkgbuild", "productbuild", "xcrun"):
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{notes}"\n', encoding="utf-8")
        (programs / name).chmod((programs / name).stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    monkeypatch.setattr(make_pkg, "FOLDER", tmp_path / "macos")
    monkeypatch.setattr(make_pkg, "DIST", tmp_path / "dist")
    monkeypatch.setattr(sbom, "DIST", tmp_path / "dist")
    return notes


@pytest.fixture
def app(tmp_path: Path) -> Path:
    program = tmp_path / "Assist.app" / "Contents" / "MacOS"
    program.mkdir(parents=True)
    (program / "assist").touch()
    return tmp_path / "Assist.app"


def test_what_is_installed_is_the_program_its_command_and_its_start_at_log_in(asked: Path, app: Path) -> None:
    root = make_pkg.lay_out(app)
    assert (root / "Applications/Assist.app/Contents/MacOS/assist").is_file()
    assert os.readlink(root / "usr/local/bin/assist") == "/Applications/Assist.app/Contents/MacOS/assist"
    assert plistlib.loads((root / "Library/LaunchAgents" / f"{DOMAIN}.plist").read_bytes())["RunAtLoad"] is True


@pytest.fixture
def built(asked: Path, app: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a stand-in for PyInstaller puts a small bundle and its app; other modules are run by this Python."""
    python = tmp_path / "programs" / "python"
    put = f'cp -R "{bundle}" "{make_pkg.FOLDER}/assist"\ncp -R "{app}" "{make_pkg.FOLDER}/"'
    python.write_text(
        f'#!/bin/sh\n[ "$2" = PyInstaller ] || exec "{sys.executable}" "$@"\necho "PyInstaller" >> "{asked}"\n{put}\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    codesign = tmp_path / "programs" / "codesign"
    told = f'find "{make_pkg.FOLDER}/Assist.app" -name "*.txt" -o -name "*.strings" | sort >> "{asked}"'
    codesign.write_text(f'#!/bin/sh\n{told}\necho "codesign $*" >> "{asked}"\n', encoding="utf-8")
    monkeypatch.setattr(sys, "executable", str(python))
    return make_pkg.FOLDER / "Assist.app"


def test_licence_texts_and_list_of_parts_are_there_before_the_program_is_signed(
    built: Path, asked: Path, tmp_path: Path
) -> None:
    keys = {"SIGN_WITH_APPLICATION": "Developer ID Application: Example"}
    assert make_pkg.make_app(keys=keys, machine="arm64") == built
    first, *found, last = asked.read_text(encoding="utf-8").splitlines()
    resources = built / "Contents" / "Resources"
    assert first == "PyInstaller"
    assert {f"{resources}/licences/THIRD-PARTY.txt", f"{resources}/es.lproj/InfoPlist.strings"} <= set(found)
    assert last.startswith("codesign --sign Developer ID Application: Example --force")
    assert f"--options runtime --entitlements {FOLDER}/entitlements.plist --deep {built}" in last
    assert "python-xlib" in (resources / "licences" / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    assert (tmp_path / "dist" / f"assist-overlay-{places.version()}-macos-arm64.cdx.json").is_file()


def test_without_a_key_the_program_is_still_signed_for_no_one(built: Path, asked: Path) -> None:
    make_pkg.make_app(keys={}, machine="x86_64")
    last = asked.read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("codesign --sign - --force")
    assert "--options" not in last


def test_what_a_mac_is_told_to_install_is_enough_to_list_parts_and_licences() -> None:
    """Checked in a Python that finds nothing else; the hashes are those of the lock for developers."""
    wanted, developers = (locked_hashes(FOLDER / "build.txt"), locked_hashes(LOCK.with_name("dev.txt")))
    for pin, hashes in wanted.items():
        assert pin not in developers or developers[pin] == hashes, pin
    assert len(wanted.keys() & developers.keys()) > 10
    env = {**os.environ, "PYTHONPATH": f"{places.PACKAGING}{os.pathsep}{places.ROOT}"}
    command = [sys.executable, "-c", ONLY_THESE, *(name for name, _ in {**wanted, **locked_hashes()})]
    done = subprocess.run(command, cwd=places.PACKAGING, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


ONLY_THESE = """
import sys
from importlib.metadata import packages_distributions
allowed = {name.replace("-", "_") for name in (*sys.argv[1:], "assist-overlay")}
owners = {module: {one.lower().replace("-", "_").replace(".", "_") for one in named}
          for module, named in packages_distributions().items()}
class Others:
    def find_spec(self, name, path=None, target=None):
        if (of := owners.get(name.partition(".")[0])) and not of & allowed:
            raise ModuleNotFoundError(f"{name} is not installed on the Mac", name=name)
sys.meta_path.insert(0, Others())
from macos import make_pkg
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
assert JsonStrictValidator(SchemaVersion.V1_6).validate_str("{}"), "an empty list is no list"
"""


def test_without_keys_the_package_says_that_it_is_unsigned(asked: Path, app: Path) -> None:
    package = make_pkg.make_pkg(app, keys={}, machine="arm64")
    assert package.name == f"assist-overlay-{places.version()}-macos-arm64-unsigned.pkg"
    said = asked.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in said] == ["pkgbuild", "productbuild"]
    assert "--sign" not in said[1]


def test_with_keys_it_is_signed_and_notarised_and_the_ticket_stapled(asked: Path, app: Path) -> None:
    keys = {
        "SIGN_WITH_APPLICATION": "Developer ID Application: Example", "SIGN_WITH_INSTALLER": "Installer: Example",
        "SIGN_WITH_NOTARY_KEY": "key.p8", "SIGN_WITH_NOTARY_KEY_ID": "K1", "SIGN_WITH_NOTARY_ISSUER": "I1",
    }  # fmt: skip
    package = make_pkg.make_pkg(app, keys=keys, machine="x86_64")
    assert package.name == f"assist-overlay-{places.version()}-macos-x86_64.pkg"
    said = asked.read_text(encoding="utf-8").splitlines()
    assert "--sign Installer: Example --timestamp" in said[1]
    assert said[2] == f"xcrun notarytool submit {package} --wait --key key.p8 --key-id K1 --issuer I1"
    assert said[3] == f"xcrun stapler staple {package}"
    told = ET.parse(make_pkg.FOLDER / "Distribution.xml").find("options")
    assert told is not None
    assert told.get("hostArchitectures") == "x86_64"
