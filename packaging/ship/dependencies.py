"""What the Linux bundle needs of the system it is installed on, read from its own files.

Every shared library says in its file which others it needs, and which versions of the C and C++ libraries. What is not
in the bundle has to be declared; a library that `packaging/linux/libraries.toml` does not know stops the build.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from ship.places import PACKAGING, CannotBuild, call

OF_C = frozenset({
    "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2", "libmvec.so.1",
    "ld-linux-x86-64.so.2", "libstdc++.so.6",
})  # fmt: skip
"""Libraries that the versions below stand for."""
GCC = {(3, 4, 26): "9", (3, 4, 28): "10", (3, 4, 29): "11", (3, 4, 30): "12", (3, 4, 32): "13", (3, 4, 33): "14"}
"""Newest version of a C++ function → the GCC whose library first had it (GCC, "ABI Policy and Guidelines")."""
MAGIC = b"\x7fELF"


class Needs(NamedTuple):
    libraries: tuple[str, ...]
    """Shared libraries that are not in the bundle."""
    glibc: tuple[int, ...]
    glibcxx: tuple[int, ...]


def needs(bundle: Path) -> Needs:
    """What the files of a bundle need that is not in it. Raises CannotBuild where they cannot be read."""
    files = [path for path in sorted(bundle.rglob("*")) if path.is_file() and _is_elf(path)]
    said = call("objdump", "-p", *files, why="the bundle's libraries could not be read")
    inside = {path.name for path in bundle.rglob("*")}
    wanted = set(re.findall(r"^ +NEEDED +(\S+)$", said, re.MULTILINE))
    return Needs(tuple(sorted(wanted - inside - OF_C)), _newest("GLIBC", said), _newest("GLIBCXX", said))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def _newest(family: str, said: str) -> tuple[int, ...]:
    found = re.findall(rf"\b{family}_(\d[\d.]*)\b", said)
    return max(tuple(int(number) for number in version.split(".")) for version in found)


def debian(found: Needs) -> list[str]:
    """The field Depends, a package each. Raises CannotBuild for a library that nobody declared."""
    table = _table()
    packages = {_declared(name, table) for name in found.libraries} | set(table["loaded"].values())
    if found.glibcxx not in GCC:
        raise CannotBuild(f"GLIBCXX_{_dotted(found.glibcxx)}: say in ship/dependencies.py which GCC first had it.")
    versioned = [
        f"{table['versioned']['GLIBC']} (>= {_dotted(found.glibc)})",
        f"{table['versioned']['GLIBCXX']} (>= {GCC[found.glibcxx]})",
    ]
    return versioned + sorted(packages)


def rpm(found: Needs) -> list[str]:
    """What an RPM requires: libraries by name, as rpm itself would have found them. Raises CannotBuild."""
    table = _table()
    for name in found.libraries:
        _declared(name, table)
    libraries = [f"{name}()(64bit)" for name in (*found.libraries, *sorted(table["loaded"]))]
    return [
        f"libc.so.6(GLIBC_{_dotted(found.glibc)})(64bit)",
        f"libstdc++.so.6(GLIBCXX_{_dotted(found.glibcxx)})(64bit)",
        *libraries,
    ]


def _declared(name: str, table: dict[str, dict[str, str]]) -> str:
    if name not in table["linked"]:
        raise CannotBuild(f"The bundle needs {name}: put it into the bundle or into packaging/linux/libraries.toml.")
    return table["linked"][name]


def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((PACKAGING / "linux" / "libraries.toml").read_text(encoding="utf-8"))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version)
