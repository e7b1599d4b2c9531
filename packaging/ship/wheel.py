"""The program as a wheel, and unpacked as it is installed: what bundles for every system are made of."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from ship.places import call, fresh


def make_wheel(folder: Path) -> Path:
    """The program's wheel in `folder`, which is emptied; the same bytes every time. Raises CannotBuild."""
    call(
        sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", fresh(folder),
        why="the program's wheel could not be made",
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    return wheel


def unpack_wheel(wheel: Path, folder: Path) -> Path:
    """The wheel's files in `folder`, as in a `site-packages`."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder
