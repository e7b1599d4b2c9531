"""The SHA-256 of every file that the lock may install, by the file's name: `packaging/locks/files.txt`.

A lock of pip's form names hashes but not whose they are, and an installed package does not say which file it came from;
this list joins the two. `dev.py lock` makes it anew with the lock, with the package index in reach (alone: `python -m
ship.wheel_hashes` in `packaging/`); whoever makes a bundle only reads it. Knows no bundle.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterable
from email import message_from_string
from pathlib import Path
from typing import NamedTuple

from packaging.tags import parse_tag
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename

from ship.locks import LOCK, locked_hashes
from ship.places import ROOT, call

FILES = LOCK.with_name("files.txt")


class Published(NamedTuple):
    """A file as the package index offers it."""

    file: str
    sha256: str


def published(path: Path = FILES) -> dict[tuple[str, str], list[Published]]:
    """The files of the list, by (canonical name, version)."""
    found: dict[tuple[str, str], list[Published]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sha256, file = line.split()
        found.setdefault(_named(file), []).append(Published(file, sha256))
    return found


def came_from(dist_info: Path, files: Iterable[Published]) -> Published | None:
    """Which of the `files` of its package was installed where `dist_info` is: the wheel with the same tags; else, as it
    was built on the spot, the source. None where neither is among them."""
    wheel = message_from_string((dist_info / "WHEEL").read_text(encoding="utf-8"))
    tags = {str(tag) for line in wheel.get_all("Tag", []) for tag in parse_tag(line)}
    sources = []
    for file in files:
        if not file.file.endswith(".whl"):
            sources.append(file)
        elif tags & {str(tag) for tag in parse_wheel_filename(file.file)[3]}:
            return file
    return sources[0] if sources else None


def write() -> int:
    """Ask the package index which files the lock's hashes belong to. How many there are. Raises CannotBuild."""
    with tempfile.TemporaryDirectory() as folder:
        resolved = Path(folder) / "pylock.toml"
        call(
            ROOT / ".venv" / "bin" / "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal",
            "--python-version", "3.11", "--group", "pyproject.toml:build", "--constraint", LOCK,
            "--format", "pylock.toml", "--output-file", resolved, why="the package index could not be asked",
        )  # fmt: skip
        packages = tomllib.loads(resolved.read_text(encoding="utf-8"))["packages"]
    offered = [file for package in packages for file in [*package.get("wheels", []), package.get("sdist")] if file]
    accepted = frozenset().union(*locked_hashes().values())
    lines = {(Path(file["url"]).name, file["hashes"]["sha256"]) for file in offered}
    kept = sorted(line for line in lines if line[1] in accepted)
    FILES.write_text("".join(f"{sha256}  {file}\n" for file, sha256 in kept), encoding="utf-8")
    return len(kept)


def _named(file: str) -> tuple[str, str]:
    if file.endswith(".whl"):
        name, version, *_ = parse_wheel_filename(file)
    else:
        name, version = parse_sdist_filename(file)
    return canonicalize_name(name), str(version)


if __name__ == "__main__":
    print(f"{write()} files, in {FILES}.")
