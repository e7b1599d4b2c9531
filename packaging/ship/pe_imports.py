"""Whether every Windows library in a folder will find what it is linked to. Reads the files only, runs nothing.

Asked for each: which libraries it imports, now or when first used, and from those that are in the folder which
functions. Each must be where Windows looks (Microsoft, "Dynamic-link library search order"): beside the library, beside
python.exe, in a folder that its package adds when it is imported, or in Windows itself.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pefile

WINDOWS = frozenset({
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "comctl32", "comdlg32", "crypt32", "d3d9", "d3d11", "d3d12",
    "dbghelp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr", "msvcrt",
    "netapi32", "ntdll", "ole32", "oleaut32", "propsys", "rpcrt4", "secur32", "setupapi", "shell32", "shlwapi",
    "uiautomationcore", "user32", "userenv", "uxtheme", "version", "winhttp", "winmm", "ws2_32", "wtsapi32",
})  # fmt: skip
"""What Windows 10 1809 has in System32, of which something is used here."""
_SETS = re.compile(r"(?:api|ext)-ms-win-[\w-]+\.dll")
"""Names that stand for parts of Windows ("API sets")."""
_KINDS = (".dll", ".pyd", ".exe")
PACKAGES = "site-packages"
ADDED = {
    # Qt's plug-ins are loaded by Qt, whose libraries are there by then.
    "PySide6": ("PySide6", "shiboken6"),
    "shiboken6": ("shiboken6",),
    "vosk": ("vosk",),
}
"""Package → folders that it has Windows search. Beside these, `NAME.libs`, as delvewheel lays it out."""


class Import(NamedTuple):
    library: str
    """Its file's name in small letters."""
    functions: tuple[str, ...]
    """Names, or `#` and a number."""


class Binary:
    """One program or library."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @cached_property
    def machine(self) -> int:
        """0x8664 is a 64-bit PC."""
        return int(self._read.FILE_HEADER.Machine)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What it is linked to, also what is loaded when it is first used."""
        tables = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
        return tuple(
            Import(entry.dll.decode().lower(), tuple(_name(one.name, one.ordinal) for one in entry.imports))
            for table in tables
            for entry in getattr(self._read, table, ())
        )

    @cached_property
    def exports(self) -> frozenset[str]:
        """Names and numbers of what it offers."""
        # pefile's own list of exports ends at what it takes for too many, of which Qt has more.
        place = self._read.OPTIONAL_HEADER.DATA_DIRECTORY[0].VirtualAddress
        if not place:
            return frozenset()
        first, functions, names, _, table = struct.unpack("<5I", self._read.get_data(place + 16, 20))
        places = struct.unpack(f"<{names}I", self._read.get_data(table, 4 * names))
        named = {self._read.get_string_at_rva(name).decode() for name in places}
        return frozenset(named | {f"#{number}" for number in range(first, first + functions)})

    @cached_property
    def _read(self) -> pefile.PE:
        made = pefile.PE(data=self.file.read_bytes(), fast_load=True)
        wanted = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
        made.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in wanted])
        return made


def unresolved(folder: Path) -> list[str]:
    """One sentence for everything that a program in the folder would look for in vain; [] is good."""
    binaries = {path: Binary(path) for path in binaries_in(folder)}
    sentences = []
    for path, binary in binaries.items():
        name = path.relative_to(folder).as_posix()
        if binary.machine != 0x8664:
            sentences.append(f"{name} is for another processor than a 64-bit PC's.")
        for wanted in binary.imports:
            found = next((binaries[place] for place in _looked_at(path, wanted.library, folder, binaries)), None)
            if found is None:
                if not _is_windows(wanted.library):
                    sentences.append(f"{name} needs {wanted.library}, which nothing brings.")
                continue
            lacking = sorted(set(wanted.functions) - found.exports)
            sentences += [f"{name} needs {it} of {wanted.library}, which does not have it." for it in lacking]
    return sentences


def binaries_in(folder: Path) -> Iterator[Path]:
    """Every program and library in a folder, in order."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _KINDS)


def _looked_at(file: Path, library: str, top: Path, known: dict[Path, Binary]) -> Iterator[Path]:
    """The libraries of this name where Windows looks for it, the first that it would take first."""
    parts = file.relative_to(top).parts
    package = parts[1] if len(parts) > 2 and parts[0] == PACKAGES else ""
    added = (*ADDED.get(package, ()), *((f"{package}.libs",) if package else ()))
    places = dict.fromkeys((file.parent, top, *(top / PACKAGES / name for name in added)))
    for place in places:
        yield from (path for path in known if path.parent == place and path.name.lower() == library)


def _is_windows(library: str) -> bool:
    return library.removesuffix(".dll") in WINDOWS or bool(_SETS.fullmatch(library))


def _name(name: bytes | None, ordinal: int | None) -> str:
    return name.decode() if name else f"#{ordinal}"
