"""Makes the installers, in order: bundle, licence texts, list of parts, packages, signatures, check sums.

`dev.py package` starts it: alone everything, with `linux` or `windows` the one system's. `--test` installs what was
made and tries it; `--twice` makes it all twice and names every file that differs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from ship import linux
from ship.licences import write_licences
from ship.msi import make_msi
from ship.places import DIST, NAME, PACKAGING, ROOT, WORK, CannotBuild, fresh
from ship.reproducible import build_twice
from ship.sbom import make_sbom
from ship.signing import sign, sign_programs
from ship.sums import write_sums
from ship.windows_payload import make_payload

SYSTEMS = ("linux", "windows")


@click.command()
@click.argument("systems", nargs=-1, type=click.Choice(SYSTEMS))
@click.option("--python-embed", type=click.Path(exists=True, path_type=Path), help="Another embeddable Python (zip).")
@click.option("--test", "tried", is_flag=True, help="Install what was made and try it.")
@click.option("--twice", is_flag=True, help="Make it all twice; say which bytes differ.")
def main(systems: tuple[str, ...], python_embed: Path | None, tried: bool, twice: bool) -> None:
    """Make the installers of SYSTEMS (both where none is named) in dist/."""
    wanted = systems or SYSTEMS
    code = 0
    try:
        if twice:
            code = make_twice(wanted, python_embed)
        else:
            make(wanted, python_embed)
    except CannotBuild as wrong:
        sys.exit(f"package: {wrong}")
    if tried:
        code = try_them(wanted) or code
    sys.exit(code)


def make(systems: Sequence[str], python_embed: Path | None) -> None:
    """Everything in dist/, which is emptied first. Raises CannotBuild."""
    makers: dict[str, Callable[[], list[Path]]] = {
        "linux": make_linux,
        "windows": lambda: make_windows(python_embed),
    }
    began = time.monotonic()
    fresh(DIST)
    for system in systems:
        for made in makers[system]():
            sign(made)
    shutil.copytree(PACKAGING / "policies", DIST / "policies")
    write_sums(DIST)
    tell(time.monotonic() - began)


def make_twice(systems: Sequence[str], python_embed: Path | None) -> int:
    """1 where the two differ, with a line for each file that does."""
    folders = {"linux": WORK / "linux" / NAME, "windows": WORK / "windows" / "payload"}
    found = build_twice(
        lambda: make(systems, python_embed), [*(folders[system] for system in systems), DIST], WORK / "first"
    )
    print("\n".join([*found, ""]) + (f"{len(found)} files differ." if found else "Both are the same bytes."))
    return 1 if found else 0


def make_linux() -> list[Path]:
    """The bundle, with its licence texts and its list of parts, as .deb, .rpm and .tar.xz."""
    with step("one-folder bundle for Linux"):
        bundle = linux.make_bundle()
        write_licences(bundle)
    tell_size(bundle)
    with step("list of its parts"):
        make_sbom(bundle, "linux")
    made = []
    for what, make in ((".deb", linux.make_deb), (".rpm", linux.make_rpm), (".tar.xz", linux.make_tar)):
        with step(what):
            made.append(make(bundle))
    return made


def make_windows(python_embed: Path | None) -> list[Path]:
    """The tree that Windows gets, with its licence texts and its list of parts, as .msi."""
    with step("tree for Windows"):
        payload = make_payload(python_embed)
        write_licences(payload)
        sign_programs(payload)
    tell_size(payload)
    with step("list of its parts"):
        make_sbom(payload, "windows")
    with step(".msi"):
        return [make_msi(payload)]


def try_them(systems: Sequence[str]) -> int:
    """The exit code of the tests that install what was made."""
    files = {"linux": "install_deb.py", "windows": "install_msi.py"}
    tests = [str(ROOT / "tests" / "installing" / files[system]) for system in systems]
    return subprocess.run([sys.executable, "-m", "pytest", "-v", *tests], cwd=ROOT, check=False).returncode


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what is being made, and how long it took."""
    print(f"{what} ...", end=" ", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s", flush=True)


def tell_size(folder: Path) -> None:
    """What a tree takes on a disk when it is installed: the sum of its files, in millions of bytes."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"installed: {size / 1e6:.1f} MB", flush=True)


def tell(seconds: float) -> None:
    """What there is now."""
    print(f"\nMade in {seconds / 60:.1f} minutes, in {DIST}:")
    for path in sorted(DIST.iterdir()):
        size = f"{path.stat().st_size / 1e6:7.1f} MB" if path.is_file() else " " * 10
        print(f"  {size}  {path.name}")


if __name__ == "__main__":
    main()
