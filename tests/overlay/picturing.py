"""Makes a picture of every state of the overlay, on a real X server, in both themes and at two scales.

    python -m tests.overlay.picturing FOLDER     (python3 packaging/dev.py screenshots FOLDER)

The windows are those of the program, fed with the events of `assist/overlay/examples.py`. The font is Inter for all,
so that the same pictures come on every machine; an agent's window has the system's own. Corners are round, as where
something composes the screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assist.overlay.actions import ACTIONS
from assist.overlay.examples import EXAMPLES
from assist.overlay.look import Look
from assist.overlay.sentences import seen_words
from assist.settings import Settings
from assist.windows.theme import THEMES, ThemeName
from tests.making import ROOT

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

COMMITTED = Path(__file__).parent / "pictures"
SCALES = (1.0, 1.5)
MARGIN = 8
STILL, LOOK_MS = 12, 25
"""A dialog is still when so many looks in a row, so far apart, are the same: longer than anything fades."""
DESKTOP = "#7F8A96"
INTER = Path("/usr/share/fonts/opentype/inter")
FACES = ("Inter-Regular.otf", "Inter-SemiBold.otf")


class Variant(NamedTuple):
    """A way in which states are shown; `states` are all where nothing is said."""

    theme: ThemeName = "dark"
    language: str = "en"
    text_size: int = 100
    right_to_left: bool = False
    states: tuple[str, ...] = tuple(EXAMPLES)


VARIANTS = {
    "dark": Variant(),
    "light": Variant("light"),
    "contrast": Variant(
        "contrast",
        states=(
            "suggestion",
            "warning_with_why",
            "unsure",
            "recorded",
            "paused",
            "heard_again",
            "full_suggestion",
            "full_paused",
        ),
    ),
    "large": Variant(
        text_size=200, states=("waiting", "suggestion", "notice", "recorded", "paused", "full_suggestion")
    ),
    "right_to_left": Variant(
        right_to_left=True, states=("suggestion", "customer_not_heard", "recorded", "paused", "full_suggestion")
    ),
    "spanish": Variant(
        language="es",
        states=(
            "waiting",
            "rising",
            "customer_not_heard",
            "no_model",
            "microphone_gone",
            "swapped",
            "notice",
            "recorded_notice",
            "paused_suggestion",
            "heard_again",
            "full_suggestion",
            "full_paused",
        ),
    ),
}
BOTH_SCALES = ("dark", "light")


def pictures(folder: Path) -> None:
    """Make all of them under `folder`, on an X server of their own."""
    from tests.overlay.xserver import on, x_server

    # No window manager: at a scale of 1.5 openbox gives a window a line less than it asks for, sooner or later.
    with x_server("1600x1200x24", manager=False) as display:
        for scale in SCALES:
            environment = on(display) | {"QT_SCALE_FACTOR": str(scale), "QT_FONT_DPI": "96"}
            subprocess.run(
                [sys.executable, "-m", "tests.overlay.picturing", "here", str(folder), str(scale)],
                env=environment, cwd=ROOT, check=True,
            )  # fmt: skip


def pictures_here(folder: Path, scale: float) -> None:
    """Make those of one scale in this process, which has a screen."""
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from assist.windows.application import make_application

    app = QApplication([])
    for face in FACES:
        if QFontDatabase.addApplicationFont(str(INTER / face)) < 0:
            sys.exit(f"The font {INTER / face} is missing; on Debian: sudo apt-get install fonts-inter")
    font = QFont("Inter")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPointSize(10)
    for name, variant in VARIANTS.items():
        if scale != 1.0 and name not in BOTH_SCALES:
            continue
        make_application(language=variant.language, theme=variant.theme, text_size=variant.text_size)
        app.setFont(font)
        place = folder / f"{name}-{round(scale * 100)}"
        place.mkdir(parents=True, exist_ok=True)
        for state in variant.states:
            _picture(place / f"{state}.png", state, variant)
        if scale == 1.0 and name in BOTH_SCALES:
            _picture_dialogs(folder / f"{name}-dialogs")


def _picture_dialogs(place: Path) -> None:
    from tests.overlay.picturing_dialogs import dialogs

    place.mkdir(parents=True, exist_ok=True)
    for name, dialog in dialogs():
        _save(_still(dialog), place / f"{name}.png")


def _still(dialog: QWidget) -> QImage:
    """A dialog when nothing in it moves any more: fields fade their small buttons in."""
    from PySide6.QtTest import QTest

    looks = [dialog.grab().toImage()]
    while len(looks) < STILL or any(look != looks[-1] for look in looks[-STILL:]):
        QTest.qWait(LOOK_MS)
        looks.append(dialog.grab().toImage())
    return looks[-1]


def _picture(path: Path, state: str, variant: Variant) -> None:
    import tempfile

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from assist.overlay.place import Places
    from assist.overlay.window import OverlayWindow

    direction = Qt.LayoutDirection.RightToLeft if variant.right_to_left else Qt.LayoutDirection.LeftToRight
    QApplication.setLayoutDirection(direction)
    example = EXAMPLES[state]
    with tempfile.TemporaryDirectory() as folder:
        window = OverlayWindow(look(variant), Places(Path(folder) / "window.ini"), full=example.full)
        window.show()
        window.show_view(example.view)
        for _ in range(3):  # show, the fonts of the style sheet, and the size that they ask for
            QApplication.processEvents()
        _save(window.grab().toImage(), path)
        window.close()


def _save(seen: QImage, path: Path) -> None:
    """On the colour of a desktop, with a margin, in few bytes."""
    from PySide6.QtCore import QPoint, QSize
    from PySide6.QtGui import QColor, QImage, QPainter

    ratio = seen.devicePixelRatio()
    margin = round(MARGIN * ratio)
    whole = QImage(seen.size() + QSize(2 * margin, 2 * margin), QImage.Format.Format_RGB32)
    whole.fill(QColor(DESKTOP))
    seen.setDevicePixelRatio(1)
    with QPainter(whole) as painter:
        painter.drawImage(QPoint(margin, margin), seen)
    # The 256 colours that it has most of are enough for text and signs, and a third of the bytes.
    colours, counts = np.unique(np.frombuffer(whole.constBits(), np.uint32), return_counts=True)
    table = [int(colour) for colour in colours[np.argsort(-counts)[:256]]]
    whole.convertToFormat(QImage.Format.Format_Indexed8, table).save(str(path), None, 0)


def look(variant: Variant) -> Look:
    """What an agent has by default, with everything shown that can be."""
    keys = {action: str(getattr(Settings(), f"key_{action}")) for action in ACTIONS}
    return Look(
        theme=THEMES[variant.theme],
        text_size=variant.text_size,
        soft=False,
        agent_words=True,
        keys=keys,
        notes=(seen_words(keys["hide"]),),
    )


def names(folder: Path) -> Iterator[str]:
    """The pictures in a folder, as "dark-100/calm.png"."""
    for path in sorted(folder.glob("*/*.png")):
        yield f"{path.parent.name}/{path.name}"


if __name__ == "__main__":
    if sys.argv[1] == "here":
        pictures_here(Path(sys.argv[2]), float(sys.argv[3]))
    else:
        os.environ.pop("QT_QPA_PLATFORM", None)
        pictures(Path(sys.argv[1]).absolute())
        print(f"{len(list(names(Path(sys.argv[1]))))} pictures in {sys.argv[1]}.")
