"""The form of what is in a user's folders: names of keys, tables and columns, and versions; no values."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from configparser import ConfigParser
from contextlib import closing
from pathlib import Path
from typing import Any

MACHINES_OWN = re.compile(r"[0-9a-f]{8}(?=$|/)|^place/.*")
"""What differs from run to run: the digits of a recording, the name of a monitor."""


def forms(home: Path) -> dict[str, Any]:
    """By the path in the home folder."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file() and not path.name.endswith(("-wal", "-shm")))
    return {MACHINES_OWN.sub("#", str(path.relative_to(home))): form(path) for path in files}


def form(path: Path) -> Any:
    match path.suffix:
        case ".toml":
            return keys(tomllib.loads(path.read_text(encoding="utf-8")))
        case ".json" | ".assist-floor":
            return keys(json.loads(path.read_text(encoding="utf-8")))
        case ".sqlite":
            return tables(path)
        case ".ini":
            parser = ConfigParser()
            parser.read(path, encoding="utf-8")
            return sorted(MACHINES_OWN.sub("#", f"{name}/{key}") for name in parser.sections() for key in parser[name])
        case _:
            return None


def keys(value: Any) -> Any:
    """Names in objects; a list is as all that is in it together."""
    if isinstance(value, dict):
        return {name: keys(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list):
        return sorted({json.dumps(keys(inner)) for inner in value})
    return type(value).__name__


def tables(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as db:
        version = db.execute("PRAGMA user_version").fetchone()
        return [*version, *db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()]
