"""Files that are written whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, in the place of one that is there and with its mode. A link to a file kept elsewhere stays a link.

    Makes its folder. Raises OSError, and then all is as it was.
    """
    _write(path.resolve(), content, keep_mode=True)


def write_private(path: Path, content: bytes) -> None:
    """The same with 0600, whatever was there: for what only its owner may read."""
    _write(path, content, keep_mode=False)


def _write(target: Path, content: bytes, *, keep_mode: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".new")  # made with 0600
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if keep_mode and target.exists():
            shutil.copymode(target, fresh)
        os.replace(fresh, target)
    finally:
        Path(fresh).unlink(missing_ok=True)  # there only when something went wrong
