"""Who made each file of a bundle, check sums of what is handed out, and whether two builds are equal.

The bundles here are small; the real ones go through the same code whenever they are built.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ship.locks import Pin, locked_hashes, locked_names, pins
from ship.makers import debian_package
from ship.parts import Bundle
from ship.places import NAME, PACKAGING, CannotBuild
from ship.recorded import Wheel
from ship.reproducible import build_twice, differences
from ship.sums import write_sums

from tests.packaging.made_bundle import SITE, add, part_of


def test_every_file_belongs_to_the_wheel_whose_record_names_it(bundle: Path, installed: dict[str, Wheel]) -> None:
    parts = Bundle(bundle).parts
    assert [(part.maker.kind, part.name) for part in parts] == [
        ("program", NAME), ("wheel", "idna"), ("wheel", "python-xlib"), ("wheel", "six")
    ]  # fmt: skip
    assert "_internal/six.py" in parts[-1].code
    assert parts[-1].maker.version == installed["six"].version
    every = [path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()]
    assert sorted(name for part in parts for name in part.files) == sorted(every)


def test_a_file_that_nobody_is_known_to_have_made_stops_the_build_and_is_named(bundle: Path) -> None:
    (bundle / "_internal" / "left_behind.so").write_bytes(b"who knows")
    with pytest.raises(CannotBuild, match=r"Nobody is known to have made 1 things .*_internal/left_behind\.so"):
        _ = Bundle(bundle).parts


def test_a_file_that_was_changed_after_it_was_published_is_told(bundle: Path) -> None:
    assert part_of(bundle, "six").altered == ()
    with (bundle / "_internal" / "six.py").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert part_of(bundle, "six").altered == ("_internal/six.py",)


def test_a_single_file_of_a_wheel_is_that_wheels_though_nothing_else_of_it_is_there(
    bundle: Path, installed: dict[str, Wheel]
) -> None:
    (backend,) = SITE.glob("_cffi_backend*")
    shutil.copyfile(backend, bundle / "_internal" / backend.name)
    part = part_of(bundle, "cffi")
    assert (part.maker.version, part.files) == (installed["cffi"].version, (f"_internal/{backend.name}",))


def test_byte_code_and_copied_libraries_belong_to_the_wheel_that_they_are_made_or_copied_from(
    bundle: Path, installed: dict[str, Wheel]
) -> None:
    add(bundle, installed["pyrage"])
    (library,) = (bundle / "_internal" / "pyrage").glob("*.so")
    shutil.copyfile(library, bundle / "pyrage.so")
    cache = bundle / "_internal" / "Xlib" / "__pycache__"
    cache.mkdir()
    (cache / "X.cpython-313.pyc").write_bytes(b"made here")
    assert "pyrage.so" in part_of(bundle, "pyrage").files
    assert "_internal/Xlib/__pycache__/X.cpython-313.pyc" in part_of(bundle, "python-xlib").files


@pytest.mark.parametrize(
    "name",
    ["Python", "Python.framework/Versions/3.13/Python", "libssl.3.dylib", "python3.13/lib-dynload/_json.so"],
)
def test_what_a_mac_has_of_python_is_pythons(bundle: Path, name: str) -> None:
    (bundle / "_internal" / name).parent.mkdir(parents=True, exist_ok=True)
    (bundle / "_internal" / name).write_bytes(b"made for a Mac")
    assert part_of(bundle, "cpython").files == (f"_internal/{name}",)


def test_a_library_of_the_building_machine_is_its_debian_packages_when_not_a_byte_differs(bundle: Path) -> None:
    library = Path("/lib/x86_64-linux-gnu/libz.so.1")
    copy = bundle / "_internal" / "libz.so.1"
    shutil.copyfile(library, copy)
    part = part_of(bundle, "zlib1g")
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", "zlib1g"], capture_output=True, text=True, check=True
    ).stdout
    assert (part.maker.kind, part.maker.version, part.files) == ("system", told, ("_internal/libz.so.1",))
    assert debian_package("libz.so.1", "0" * 64) is None
    copy.write_bytes(copy.read_bytes() + b"\0")
    with pytest.raises(CannotBuild, match=r"libz\.so\.1"):
        _ = Bundle(bundle).parts


def test_modules_in_the_programs_archive_belong_to_their_wheels(bundle: Path, tmp_path: Path) -> None:
    make_program(bundle / "assist", tmp_path, ["six", "idna.core", "json.decoder", "Xlib.X"])
    assert part_of(bundle, "six").modules == ("six",)
    assert part_of(bundle, "idna").modules == ("idna.core",)
    assert part_of(bundle, "cpython").modules == ("json.decoder",)
    assert part_of(bundle, "pyinstaller").files == ("assist",)


def test_a_module_in_the_archive_that_nobody_made_stops_the_build(bundle: Path, tmp_path: Path) -> None:
    make_program(bundle / "assist", tmp_path, ["six", "smuggled"])
    with pytest.raises(CannotBuild, match="smuggled"):
        _ = Bundle(bundle).parts


def make_program(program: Path, folder: Path, modules: list[str]) -> None:
    """A program as PyInstaller writes it, loader left out: an archive of modules inside an archive."""
    from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

    source = folder / "module.py"
    source.write_text("", encoding="utf-8")
    code = {name: compile("", name, "exec") for name in modules}
    inner = folder / "PYZ.pyz"
    ZlibArchiveWriter(str(inner), [(name, str(source), "PYMODULE") for name in modules], code)
    CArchiveWriter(str(program), [("PYZ.pyz", str(inner), False, "z")], "libpython3.11.so.1.0")


def test_what_is_no_bundle_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="is no bundle"):
        _ = Bundle(tmp_path).parts


# --- locks ---


def test_a_lock_is_read_by_name_version_and_hash_with_versions_for_different_systems_apart(tmp_path: Path) -> None:
    one, two, three = ("1" * 64, "2" * 64, "3" * 64)
    lock = tmp_path / "lock.txt"
    lock.write_text(
        f"# made\nIt_s.Own==1.0 ; sys_platform == 'linux' \\\n    --hash=sha256:{one} \\\n    --hash=sha256:{two}\n"
        f"    # via nobody\nits-own==2.0 --hash=sha256:{three}\n",
        encoding="utf-8",
    )
    assert pins(lock) == [Pin("it-s-own", "1.0", frozenset({one, two})), Pin("its-own", "2.0", frozenset({three}))]
    assert locked_names(lock) == {"it-s-own", "its-own"}
    assert locked_hashes(lock) == {("it-s-own", "1.0"): {one, two}, ("its-own", "2.0"): {three}}


# --- check sums and equal builds ---


def test_check_sums_are_what_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "Assist.admx").write_text("policy", encoding="utf-8")
    (tmp_path / "a.deb").write_bytes(b"deb")
    sums = write_sums(tmp_path)
    write_sums(tmp_path)  # its own line never gets in
    assert [line.split("  ")[1] for line in sums.read_text(encoding="utf-8").splitlines()] == [
        "a.deb",
        "policies/Assist.admx",
    ]
    check = ["sha256sum", "--check", "--strict", sums.name]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "a.deb").write_bytes(b"dec")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_check_sums_are_written_anew_by_a_command_when_something_was_signed_afterwards(tmp_path: Path) -> None:
    (tmp_path / "a-unsigned.msi").write_bytes(b"msi")
    sums = write_sums(tmp_path)
    (tmp_path / "a-unsigned.msi").rename(tmp_path / "a.msi")
    command = [sys.executable, "-m", "ship.sums", str(tmp_path)]
    subprocess.run(command, cwd=PACKAGING, capture_output=True, check=True)
    assert sums.read_text(encoding="utf-8") == f"{hashlib.sha256(b'msi').hexdigest()}  a.msi\n"


def test_every_difference_of_two_builds_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        (folder / "sub").mkdir(parents=True)
        (folder / "same").write_bytes(b"same")
        (folder / "sub" / "longer").write_bytes(b"x" * 3_000_000)
        (folder / "runs").write_bytes(b"#!")
        (folder / "link").symlink_to("same")
    assert differences(one, two) == []
    (two / "sub" / "longer").write_bytes(b"x" * 2_500_000 + b"y" + b"x" * 499_999)
    (one / "gone").touch()
    (two / "new").touch()
    (two / "runs").chmod(0o755)
    (one / "runs").chmod(0o644)
    (two / "link").unlink()
    (two / "link").symlink_to("runs")
    (two / "same").write_bytes(b"same and more")
    assert differences(one, two) == [
        "gone: only in the first",
        "link: leads to same, then to runs",
        "new: only in the second",
        "runs: rights 644, then 755",
        "same: differs from byte 4 on; 4 bytes, then 13",
        "sub/longer: differs from byte 2500000 on",
    ]


def test_building_twice_compares_two_builds_of_which_the_second_had_nothing_of_the_first(tmp_path: Path) -> None:
    made = tmp_path / "dist"
    seen = []

    def build() -> None:
        seen.append(made.exists())
        made.mkdir()
        (made / "steady").write_text("always", encoding="utf-8")
        (made / "stamp").write_text(f"build {len(seen)}", encoding="utf-8")

    assert build_twice(build, [made], tmp_path / "aside") == ["dist/stamp: differs from byte 6 on"]
    assert seen == [False, False]
    with pytest.raises(CannotBuild, match="made no folder"):
        build_twice(lambda: None, [tmp_path / "never"], tmp_path / "aside")
