"""Small bundles for tests: a few installed wheels laid out as PyInstaller lays them out, and wheels made up."""

from __future__ import annotations

import shutil
import sysconfig
from collections.abc import Callable
from pathlib import Path

from ship.parts import Bundle, Part
from ship.recorded import Wheel

SITE = Path(sysconfig.get_path("purelib"))
SMALL = ("six", "idna", "python-xlib")
"""Wheels of the small bundle: MIT, BSD and LGPL."""
OWN = ("METADATA", "RECORD", "WHEEL")
"""What every wheel says of itself."""


def lay_out(folder: Path, installed: dict[str, Wheel]) -> Path:
    """A folder like a one-folder bundle: three wheels and a file of the program."""
    for name in SMALL:
        add(folder, installed[name])
    (folder / "LICENSE").write_text("the program's", encoding="utf-8")
    return folder


def add(folder: Path, wheel: Wheel, chosen: Callable[[str], bool] = lambda path: True) -> None:
    for path in wheel.files:
        source = SITE / path
        if chosen(path) and source.is_file():
            target = folder / "_internal" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def part_of(folder: Path, name: str) -> Part:
    return next(part for part in Bundle(folder).parts if part.name == name)


def make_wheel(folder: Path, name: str, licence: str, *files: str) -> None:
    module = name.replace("-", "_")
    inside = folder / "_internal"
    dist_info = inside / f"{module}-1.0.dist-info"
    dist_info.mkdir(parents=True)
    (dist_info / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{licence}\n", encoding="utf-8"
    )
    paths = [f"{module}/{file}" for file in files]
    for path in paths:
        (inside / path).parent.mkdir(exist_ok=True)
        (inside / path).write_bytes(b"x")
    (dist_info / "WHEEL").write_text("Wheel-Version: 1.0\nTag: py3-none-any\n", encoding="utf-8")
    lines = [f"{path},," for path in [*paths, *(f"{dist_info.name}/{own}" for own in OWN)]]
    (dist_info / "RECORD").write_text("\n".join(lines) + "\n", encoding="utf-8")
