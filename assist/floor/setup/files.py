"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file with 0600, in the place of one that is there. Raises OSError, and then that one is as it was."""
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")  # made with 0600
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except BaseException:
        Path(fresh).unlink(missing_ok=True)
        raise
