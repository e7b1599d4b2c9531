"""Who made what is in a bundle beside its wheels: Python, PyInstaller's loader, Debian. Knows no bundle."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib.metadata import version as installed
from pathlib import Path
from typing import Literal, NamedTuple

from ship.places import sha256_of

Kind = Literal["program", "python", "loader", "wheel", "system"]
NAMESPACE = 3
"""How PyInstaller's archive marks a package without code of its own (its `PYZ_ITEM_NSPKG`)."""
LOADER_MODULES = re.compile(r"struct|pyimod\d+_\w+|pyiboot\d+_\w+|pyi_rth_\w+|_pyi_rth_\w+(\.\w+)*")


class Maker(NamedTuple):
    """Whose it is."""

    kind: Kind
    name: str
    version: str


def python(folder: Path) -> Maker:
    """The Python of the bundle in `folder`: on Windows as its library says, on Linux the one that builds."""
    libraries = sorted(folder.glob("python3[0-9]*.dll"))
    if not libraries:
        return Maker("python", "cpython", platform.python_version())
    import pefile  # only where there is something of Windows

    with pefile.PE(str(libraries[0])) as library:
        told = library.VS_FIXEDFILEINFO[0]
    # 3.13.2 calls itself 3.13.2150.1013: the micro version, 1 for "final" … as PC/python_ver_rc.h of CPython makes it.
    return Maker("python", "cpython", f"{told.FileVersionMS >> 16}.{told.FileVersionMS & 0xFFFF}.{_micro(told)}")


def _micro(told: object) -> int:
    return int(getattr(told, "FileVersionLS") >> 16) // 1000  # noqa: B009  (pefile's structures have no types)


def loader() -> Maker:
    """PyInstaller, whose loader starts the Linux program."""
    return Maker("loader", "pyinstaller", installed("pyinstaller"))


def archived_modules(program: Path) -> list[str]:
    """Names of the modules behind PyInstaller's loader in a program, without packages that have no code; none where the
    file is no such program."""
    from PyInstaller.archive.readers import CArchiveReader, NotAnArchiveError

    try:
        archive = CArchiveReader(str(program))
    except (NotAnArchiveError, FileNotFoundError):
        return []
    found: set[str] = set()
    for name in archive.toc:
        if name.endswith(".pyz"):
            modules = archive.open_embedded_archive(name).toc
            found |= {module for module, (kind, *_) in modules.items() if kind != NAMESPACE}
    return sorted(found)


def is_pythons(module: str) -> bool:
    """Whether a module is of Python's own library."""
    return module.split(".", 1)[0] in sys.stdlib_module_names or module.startswith("_sysconfigdata_")


def debian_package(name: str, sha256: str) -> Maker | None:
    """The installed Debian package of a shared library, by its file name and content; None where `dpkg` knows none."""
    for line in _dpkg("-S", f"*/{name}"):
        package, _, place = line.partition(": ")
        if Path(place).is_file() and sha256_of(Path(place)) == sha256:
            package = package.split(":", 1)[0]
            return Maker("system", package, _dpkg("-W", "-f", "${Version}\\n", package)[0])
    return None


def _dpkg(*words: str) -> list[str]:
    try:
        done = subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []
