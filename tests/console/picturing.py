"""Makes pictures of the console: calm and bad floors, each window, in all themes and at a large text size.

    python -m tests.console.picturing FOLDER

Offscreen, with Inter for all, so that the same pictures come on every machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

INTER = Path("/usr/share/fonts/opentype/inter")
FACES = ("Inter-Regular.otf", "Inter-SemiBold.otf")


class Variant(NamedTuple):
    """A way in which the windows are shown."""

    theme: str = "dark"
    text_size: int = 100
    size: tuple[int, int] = (1600, 900)
    right_to_left: bool = False


VARIANTS = {
    "dark": Variant(),
    "light": Variant("light"),
    "contrast": Variant("contrast"),
    "large": Variant(text_size=150),
    "largest": Variant("light", text_size=200, size=(1920, 1080)),
    "small_screen": Variant("light", size=(1280, 720)),
    "right_to_left": Variant(right_to_left=True),
}


def pictures(folder: Path, wanted: str = "") -> None:
    """Make all of them under `folder`, or those whose "variant/name" has `wanted` in it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from assist.windows.application import make_application

    app = QApplication([])
    for face in FACES:
        if QFontDatabase.addApplicationFont(str(INTER / face)) < 0:
            sys.exit(f"The font {INTER / face} is missing; on Debian: sudo apt-get install fonts-inter")
    for name, variant in VARIANTS.items():
        make_application(language="en", theme=variant.theme, text_size=variant.text_size)
        font = QFont("Inter")
        font.setPointSizeF(10 * variant.text_size / 100)
        app.setFont(font)
        direction = Qt.LayoutDirection.RightToLeft if variant.right_to_left else Qt.LayoutDirection.LeftToRight
        QApplication.setLayoutDirection(direction)
        for what, make in scenes(variant):
            if wanted in f"{name}/{what}":
                (folder / name).mkdir(parents=True, exist_ok=True)
                _take(make(), folder / name / f"{what}.png")


def scenes(variant: Variant) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """What is shown, and how it is made."""
    from tests.console import console_scenes

    for name, make in console_scenes.SCENES.items():
        yield name, partial(make, variant)


def _take(shown: QWidget, path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    shown.show()
    for _ in range(6):
        QApplication.processEvents()
    shown.grab().save(str(path))
    shown.close()
    shown.deleteLater()
    print(path)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pictures(Path(sys.argv[1]).absolute(), *sys.argv[2:])
