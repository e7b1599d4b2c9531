"""SHA256SUMS: the check sums of everything handed out, as `sha256sum --check` reads them. Knows no installer.

`python -m ship.sums FOLDER` in `packaging/` writes it anew, when something in the folder was signed afterwards.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ship.places import sha256_of

SUMS = "SHA256SUMS"


def write_sums(folder: Path) -> Path:
    """Write SHA256SUMS into the folder: a line for every file below it but itself, in order of their paths."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sums = folder / SUMS
    lines = (f"{sha256_of(folder / name)}  {name}\n" for name in names if name != SUMS)
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


if __name__ == "__main__":
    print(f"Written: {write_sums(Path(sys.argv[1]))}")
