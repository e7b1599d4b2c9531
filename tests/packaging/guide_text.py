"""The guide as text, taken apart: its files, links, commands, and what stands between backticks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ship.places import PACKAGING

PAGES = (PACKAGING / "README.md", PACKAGING / "CHANGELOG.md", *sorted((PACKAGING / "guide").glob("*.md")))
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


class Line(NamedTuple):
    """Words that a reader may type, and where they stand."""

    page: Path
    text: str
    whole: bool = True
    """Whether it can be typed as it stands; between backticks a command is often only named."""

    @property
    def words(self) -> list[str]:
        """Without the remark behind them, and without `sudo`."""
        words = shlex.split(self.text.replace("\\", "\\\\"), comments=True)
        return words[1:] if words[:1] == ["sudo"] else words


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    return _LINK.findall(text(page))


def codes(page: Path) -> list[str]:
    """What stands between backticks."""
    return [" ".join(code.split()) for code in _CODE.findall(text(page))]


def blocks(page: Path) -> Iterator[Line]:
    """Every indented line of a page."""
    for line in text(page).splitlines():
        if line.startswith("    ") and line.strip():
            yield Line(page, line.strip())


def typed(program: str) -> list[Line]:
    """Every line that begins with this program, in a block or between backticks."""
    lines = [
        line for page in PAGES for line in [*blocks(page), *(Line(page, code, whole=False) for code in codes(page))]
    ]
    return [line for line in lines if line.text.removeprefix("sudo ").split()[0] == program]
