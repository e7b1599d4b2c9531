"""A small folder that is installed like the whole program: real launchers and icon, and a file in a folder."""

from __future__ import annotations

from pathlib import Path

from ship.launchers import write_launchers
from ship.windows_icon import write_icon


def lay_out(folder: Path) -> Path:
    """The folder, filled."""
    (folder / "site-packages" / "assist").mkdir(parents=True)
    (folder / "site-packages" / "assist" / "__init__.py").write_text('"""Nothing."""\n')
    (folder / "old.txt").write_text("An older version had this.\n")
    write_icon(folder / "assist.ico")
    write_launchers(folder)
    return folder
