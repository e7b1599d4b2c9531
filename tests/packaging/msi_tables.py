"""What is inside an MSI, by msitools."""

from __future__ import annotations

import subprocess
from pathlib import Path


def rows(msi: Path, table: str) -> list[dict[str, str]]:
    """A table's rows, by column."""
    done = subprocess.run(["msiinfo", "export", msi, table], capture_output=True, text=True, check=True)
    names, _, _, *lines = [line.split("\t") for line in done.stdout.replace("\r", "").splitlines()]
    return [dict(zip(names, line, strict=True)) for line in lines]


def properties(msi: Path) -> dict[str, str]:
    """The properties of a product."""
    return {row["Property"]: row["Value"] for row in rows(msi, "Property")}


def summary(msi: Path) -> str:
    """What the file says of itself."""
    return subprocess.run(["msiinfo", "suminfo", msi], capture_output=True, text=True, check=True).stdout
