"""Where installers are made and what they are called. Knows no step."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
WORK = ROOT / "build"
"""What is made on the way; may be thrown away."""
DIST = ROOT / "dist"
"""What is handed out: installers, the list of parts, check sums."""
TITLE = "Assist"
NAME = "assist-overlay"
"""Of the package, and of the program's folders."""


class CannotBuild(Exception):
    """An installer that could not be made; the text is the sentence to print."""


def version() -> str:
    """The program's version, three numbers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def fresh(folder: Path) -> Path:
    """The folder, there and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def sha256_of(file: Path) -> str:
    """A file's SHA-256 in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def moment() -> int:
    """The time that every file in an installer bears, in seconds since 1970: that of the last commit, or as
    SOURCE_DATE_EPOCH says (reproducible-builds.org)."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else 1_600_000_000


def call(*command: str | Path, why: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What a program printed, run so that two runs write the same bytes. Raises CannotBuild with what it said."""
    same = {"SOURCE_DATE_EPOCH": str(moment()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env={**os.environ, **same, **(env or {})},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise CannotBuild(f"{why} ({Path(str(command[0])).name} ended with {done.returncode}):\n{done.stdout[-3000:]}")
    return done.stdout
