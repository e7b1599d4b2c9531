"""The locks in `packaging/locks/`: which packages they pin, and the hashes that each may have. Knows no bundle."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from packaging.utils import canonicalize_name

from ship.places import PACKAGING

LOCK = PACKAGING / "locks" / "run.txt"
"""What users get."""


class Pin(NamedTuple):
    """One version of a package, for whatever system and Python it is."""

    name: str
    """Canonical, as `pyside6-essentials`."""
    version: str
    hashes: frozenset[str]
    """SHA-256 in hexadecimal of the files that may be installed for it."""


def pins(lock: Path = LOCK) -> list[Pin]:
    """What a lock of pip's form pins, in its order; a package stands there more than once where systems differ."""
    found: list[Pin] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+)==([^ ;\\]+)", line):
            found.append(Pin(canonicalize_name(pin[1]), pin[2], frozenset()))
        if hashes := re.findall(r"--hash=sha256:([0-9a-f]{64})", line):
            found[-1] = found[-1]._replace(hashes=found[-1].hashes | set(hashes))
    return found


def locked_names(lock: Path = LOCK) -> set[str]:
    """The packages of a lock, by canonical name."""
    return {pin.name for pin in pins(lock)}


def locked_hashes(lock: Path = LOCK) -> dict[tuple[str, str], frozenset[str]]:
    """The hashes that a lock accepts, by (canonical name, version)."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for pin in pins(lock):
        found[pin.name, pin.version] = found.get((pin.name, pin.version), frozenset()) | pin.hashes
    return found
