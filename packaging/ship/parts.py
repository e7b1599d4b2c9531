"""Who made each file of a bundle: every file belongs to one part, and a file that belongs to none stops the build.

Asked are, in this order, the RECORD files of the wheels in the bundle, the file that a link leads to, the places that
Python has for its own, and Debian's `dpkg` for a library that was copied from the building machine. Modules in the
archive behind PyInstaller's loader count as their maker's too. Knows no licence and no list of parts.
"""

from __future__ import annotations

import re
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ship.makers import LOADER_MODULES, Maker, archived_modules, debian_package, is_pythons, loader, python
from ship.places import NAME, CannotBuild, sha256_of, version
from ship.recorded import Wheel, wheels_in

PYTHON_FILES = re.compile(
    # On Linux and macOS as PyInstaller lays it out, on Windows as the embeddable package has it.
    r"_internal/(python3\.\d+/)?lib-dynload/.+|_internal/base_library\.zip|_internal/libpython3[\d.]*\.so[\d.]*"
    r"|_internal/Python(\.framework/.+)?|_internal/lib(python3|crypto|ssl|ffi|lzma|sqlite3|mpdec)[\w.+-]*\.dylib"
    r"|[^/]+\.pyd|python\w*\.(exe|dll|zip|cat|_pth)|lib(crypto|ssl|ffi)[\w.-]*\.dll|sqlite3\.dll|vcruntime\w*\.dll"
)
LIBRARY = re.compile(r".+\.(so(\.[\w.]+)?|dll|pyd|dylib)")
"""What is loaded as machine code."""
BYTE_CODE = re.compile(r"(?P<folder>.*)__pycache__/(?P<module>[^/.]+)\.[\w-]+\.pyc")
ADDED_LATER = ("licences",)
"""Folders at the top that the build adds when the parts are known."""
ORDER = ("program", "python", "loader", "wheel", "system")
MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one maker published, as far as it is in the bundle."""

    maker: Maker
    files: tuple[str, ...] = ()
    """Paths in the bundle, with `/`, in order."""
    modules: tuple[str, ...] = ()
    """Its modules in the archive behind the loader, in order."""
    altered: tuple[str, ...] = ()
    """Those of its files that are not, byte for byte, what its wheel's RECORD names."""
    wheel: Wheel | None = None

    @property
    def name(self) -> str:
        """Canonical name of a wheel, `cpython`, `pyinstaller`, or the name of a Debian package."""
        return self.maker.name

    @property
    def code(self) -> tuple[str, ...]:
        """Its files without what a wheel says of itself."""
        return tuple(name for name in self.files if ".dist-info/" not in name)


@dataclass(slots=True)
class _Finds:
    files: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)


class Bundle:
    """A bundle's folder, looked through once. Nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def inside(self) -> Path:
        """The folder that stands for `site-packages`. Raises CannotBuild where there is not exactly one."""
        places = {record.parent.parent for record in self.folder.rglob("*.dist-info/RECORD")}
        if len(places) != 1:
            raise CannotBuild(f"{self.folder} is no bundle: packages with a RECORD are in {len(places)} folders of it.")
        return places.pop()

    @cached_property
    def wheels(self) -> dict[str, Wheel]:
        """The wheels inside, by canonical name."""
        return {wheel.name: wheel for wheel in wheels_in(self.inside)}

    @cached_property
    def _builders(self) -> list[Wheel]:
        """The wheels of the environment that builds."""
        return wheels_in(Path(sysconfig.get_path("purelib")))

    @cached_property
    def prefix(self) -> str:
        """What paths of `inside` begin with, as `_internal/`."""
        return f"{self.inside.relative_to(self.folder).as_posix()}/"

    @cached_property
    def files(self) -> dict[str, str]:
        """Path → SHA-256 of every file, without links and what the build adds later; in order."""
        paths = {path.relative_to(self.folder).as_posix(): path for path in _plain_files(self.folder)}
        return {name: sha256_of(paths[name]) for name in sorted(paths) if name.split("/", 1)[0] not in ADDED_LATER}

    @cached_property
    def parts(self) -> list[Part]:
        """Every part: the program, Python, the loader, wheels, the system's. Raises CannotBuild for what nobody is
        known to have made."""
        owners = {path: wheel for wheel in self.wheels.values() for path in wheel.files}
        finds: defaultdict[Maker | None, _Finds] = defaultdict(_Finds)
        for name in self.files:
            finds[self._maker(name, owners)].files.append(name)
        for module in archived_modules(self.folder / "assist"):
            finds[self._module_maker(module, owners)].modules.append(module)
        strangers = finds.pop(None, _Finds())
        _refuse([*strangers.files, *strangers.modules], self.folder)
        made = [self._part(maker, found) for maker, found in finds.items() if maker]
        return sorted(made, key=lambda part: (ORDER.index(part.maker.kind), part.name))

    def _maker(self, name: str, owners: Mapping[str, Wheel]) -> Maker | None:
        inner = name.removeprefix(self.prefix)
        if wheel := owners.get(inner) or owners.get(_module_of(inner)):
            return _of(wheel)
        if PYTHON_FILES.fullmatch(name):
            return python(self.folder)
        if name == "assist":
            return loader()
        if name.startswith(self.prefix):
            return self._built_with(name) or debian_package(Path(name).name, self.files[name])
        return self._copied(name) or Maker("program", NAME, version())

    def _copied(self, name: str) -> Maker | None:
        """The wheel that a library outside of `site-packages` is a copy from."""
        digest = self.files[name] if LIBRARY.fullmatch(name) else "no library"
        return next((_of(wheel) for wheel in self.wheels.values() if digest in wheel.files.values()), None)

    def _built_with(self, name: str) -> Maker | None:
        """The wheel that a single file was taken from, where the bundle has nothing else of that wheel."""
        for wheel in self._builders:
            if wheel.files.get(name.removeprefix(self.prefix)) == self.files[name]:
                return _of(wheel)
        return None

    def _module_maker(self, module: str, owners: Mapping[str, Wheel]) -> Maker | None:
        path = module.replace(".", "/")
        if wheel := owners.get(f"{path}.py") or owners.get(f"{path}/__init__.py"):
            return _of(wheel)
        if is_pythons(module):
            return python(self.folder)
        return loader() if LOADER_MODULES.fullmatch(module) else None

    def _part(self, maker: Maker, finds: _Finds) -> Part:
        wheel = self.wheels.get(maker.name) or next((wheel for wheel in self._builders if _of(wheel) == maker), None)
        told = wheel.files if wheel else {}
        altered = [
            name for name in finds.files if told.get(name.removeprefix(self.prefix), "") not in ("", self.files[name])
        ]
        return Part(
            maker=maker, files=tuple(finds.files), modules=tuple(finds.modules), altered=tuple(altered), wheel=wheel
        )


def _of(wheel: Wheel) -> Maker:
    return Maker("program" if wheel.name == NAME else "wheel", wheel.name, wheel.version)


def _module_of(path: str) -> str:
    """The module that byte code was made of; other paths are themselves."""
    return BYTE_CODE.sub(r"\g<folder>\g<module>.py", path)


def _plain_files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _refuse(strangers: Iterable[str], folder: Path) -> None:
    named = list(strangers)
    if named:
        shown = ", ".join(named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")
        raise CannotBuild(f"Nobody is known to have made {len(named)} things in {folder.name}: {shown}.")
