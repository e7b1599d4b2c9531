"""What the wheels inside a folder say of themselves: their RECORD, METADATA and licence files. Knows no bundle."""

from __future__ import annotations

import base64
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from pathlib import Path

from packaging.utils import canonicalize_name

LICENCE_NAMES = ("licen", "copying", "notice", "edl-v", "epl-v", "thirdparty", "unlicense")
"""A file is a licence text when its name holds one of these, in small letters."""
TEXT_SUFFIXES = frozenset({"", ".txt", ".md", ".rst", ".apache", ".bsd", ".silero", ".eigen", ".html"})


@dataclass(frozen=True, slots=True)
class Wheel:
    """One installed distribution."""

    name: str
    """Its canonical name, as `pyside6-essentials`."""
    version: str
    dist_info: Path
    files: dict[str, str]
    """Path inside the folder → SHA-256 in hexadecimal, "" where RECORD gives none."""

    def metadata(self) -> Message:
        """Its METADATA."""
        return message_from_string((self.dist_info / "METADATA").read_text(encoding="utf-8"))


def wheels_in(folder: Path) -> list[Wheel]:
    """The wheels installed in a folder (a `site-packages`, the inside of a bundle), by name."""
    found = []
    for record in folder.glob("*.dist-info/RECORD"):
        metadata = message_from_string((record.parent / "METADATA").read_text(encoding="utf-8"))
        name, version = canonicalize_name(str(metadata["Name"])), str(metadata["Version"])
        found.append(Wheel(name, version, record.parent, dict(_lines(record))))
    return sorted(found, key=lambda wheel: wheel.name)


def _lines(record: Path) -> Iterator[tuple[str, str]]:
    with record.open(encoding="utf-8", newline="") as file:
        for path, digest, _size in csv.reader(file):
            if not path.startswith("..") and not path.endswith(".pyc"):
                _, _, value = digest.partition("=")
                yield path, base64.urlsafe_b64decode(value + "==").hex() if value else ""


def licence_files(wheel: Wheel) -> list[Path]:
    """The licence texts that a wheel brought and that are still there, in order."""
    named = [wheel.dist_info.parent / path for path in wheel.files if _is_licence(path)]
    return sorted(path for path in named if path.is_file())


def _is_licence(path: str) -> bool:
    file = Path(path)
    in_licences = ".dist-info/licenses/" in path
    named = any(word in file.name.lower() for word in LICENCE_NAMES) and file.suffix.lower() in TEXT_SUFFIXES
    return in_licences or named
