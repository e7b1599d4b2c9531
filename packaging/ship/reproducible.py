"""Whether two builds are the same bytes: compares two folders file by file and names each difference. Knows no builder.

`build_twice` builds, puts what came out aside, builds again from nothing in the same place, and compares.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ship.places import CannotBuild, fresh

BLOCK = 1 << 20


def differences(first: Path, second: Path) -> list[str]:
    """What is not the same in two folders, one sentence each, in order of the paths; empty when nothing is.

    Compared are which files and links there are, where links lead, rights, and every byte; not times, which installers
    set themselves.
    """
    found = []
    one, two = _below(first), _below(second)
    for name in sorted(one.keys() | two.keys()):
        if name not in two:
            found.append(f"{name}: only in the first")
        elif name not in one:
            found.append(f"{name}: only in the second")
        elif different := _different(one[name], two[name]):
            found.append(f"{name}: {different}")
    return found


def build_twice(build: Callable[[], object], folders: Sequence[Path], aside: Path) -> list[str]:
    """Build twice in the same place, the second time without anything of the first, and compare what is in `folders`.

    `aside` is emptied, and holds the first build's folders afterwards. Raises CannotBuild where a folder was not made.
    """
    fresh(aside)
    build()
    for number, folder in enumerate(folders):
        if not folder.is_dir():
            raise CannotBuild(f"The build made no folder {folder}, so there is nothing to compare.")
        shutil.move(folder, aside / str(number))
    build()
    return [
        f"{folder.name}/{difference}"
        for number, folder in enumerate(folders)
        for difference in differences(aside / str(number), folder)
    ]


def _below(folder: Path) -> dict[str, Path]:
    """Files and links below a folder, by their path in it."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _different(one: Path, two: Path) -> str:
    """How two files or links differ, "" when they do not."""
    if one.is_symlink() or two.is_symlink():
        leads = [os.readlink(path) if path.is_symlink() else "nowhere: a file" for path in (one, two)]
        return "" if leads[0] == leads[1] else f"leads to {leads[0]}, then to {leads[1]}"
    rights = [stat.S_IMODE(path.stat().st_mode) for path in (one, two)]
    if rights[0] != rights[1]:
        return f"rights {rights[0]:o}, then {rights[1]:o}"
    sizes = [path.stat().st_size for path in (one, two)]
    at = _first_difference(one, two)
    if at is None:
        return ""
    return f"differs from byte {at} on" + ("" if sizes[0] == sizes[1] else f"; {sizes[0]} bytes, then {sizes[1]}")


def _first_difference(one: Path, two: Path) -> int | None:
    """Where two files begin to differ, None when they do not."""
    for start, (block, other) in zip(_starts(), _blocks(one, two), strict=False):
        if block != other:
            pairs = enumerate(zip(block, other, strict=False))
            return start + next((place for place, (left, right) in pairs if left != right), min(len(block), len(other)))
    return None


def _starts() -> Iterator[int]:
    start = 0
    while True:
        yield start
        start += BLOCK


def _blocks(one: Path, two: Path) -> Iterator[tuple[bytes, bytes]]:
    with one.open("rb") as left, two.open("rb") as right:
        while True:
            pair = left.read(BLOCK), right.read(BLOCK)
            if pair == (b"", b""):
                return
            yield pair
