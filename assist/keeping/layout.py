"""How recordings lie in their folder: which names are ours, and how a file of ours is made. Knows nothing of sound.

    recordings/2026-08-01T09-30-00Z-1a2b3c4d/0000.flac.age, 0001.flac.age, ...

A call is a folder named by when it began (UTC) and eight random digits, so two calls that begin in the same second
do not meet. Each file is a complete segment; `.part` is one whose writing broke off, sealed as the others are.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from assist.errors import RecordingError

PART = ".part"
_TIME = "%Y-%m-%dT%H-%M-%SZ"
_CALL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z)-[0-9a-f]{8}")
_SEGMENT = re.compile(r"([0-9]{4,})\.flac\.age")
_JUNCTION = 0xA0000003
"""Windows' mark of a folder that really is another one."""


class KeptCall(NamedTuple):
    """The folder of one recorded call."""

    folder: Path
    began: datetime


def call_name(began: datetime) -> str:
    """A new name for the folder of a call that began then (any time zone)."""
    return f"{began.astimezone(UTC).strftime(_TIME)}-{secrets.token_hex(4)}"


def segment_name(number: int) -> str:
    return f"{number:04d}.flac.age"


def kept_calls(folder: Path) -> list[KeptCall]:
    """The recorded calls in a folder, the oldest first; only what is named as ours. Raises RecordingError."""
    try:
        if not folder.exists():
            return []
        return sorted(_calls(folder), key=lambda call: (call.began, call.folder))
    except OSError as error:
        raise RecordingError(f"The recordings in {folder} cannot be listed: {error.strerror}.") from None


def segments(call: Path) -> dict[int, Path]:
    """The complete segments in a call's folder by number, in order. Raises OSError."""
    found = {int(name[1]): path for path in _files(call) if (name := _SEGMENT.fullmatch(path.name))}
    return dict(sorted(found.items()))


def leftovers(call: Path) -> list[Path]:
    """Segments in a call's folder whose writing broke off. Raises OSError."""
    return [path for path in _files(call) if path.suffix == PART and _SEGMENT.fullmatch(path.stem)]


def new_file(path: Path) -> BinaryIO:
    """A file to write that only its owner may read. Raises FileExistsError where something is, OSError."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _calls(folder: Path) -> Iterator[KeptCall]:
    for path in folder.iterdir():
        name = _CALL.fullmatch(path.name)
        if name and _is_folder(path):
            try:
                began = datetime.strptime(name[1], _TIME).replace(tzinfo=UTC)
            except ValueError:  # the thirtieth of February
                continue
            yield KeptCall(path, began)


def _files(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False)]


def _is_folder(path: Path) -> bool:
    """Whether it is a folder itself, not a link to one."""
    about = path.lstat()
    return stat.S_ISDIR(about.st_mode) and getattr(about, "st_reparse_tag", 0) != _JUNCTION
