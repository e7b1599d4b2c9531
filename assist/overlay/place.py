"""Where the window is: remembered for each monitor, at an edge when near one, always within reach.

A place is kept as its distance from the nearest corner, so that it stays where it was meant when the window grows, the
resolution changes or a task bar appears. Plain geometry but for the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication, QScreen

SNAP = 16
"""Pixels from an edge within which the window goes to it."""
MARGIN = 12
"""From the edges, at first."""


class Place(NamedTuple):
    """The distance, in pixels, from one corner of a screen's free area to the same corner of the window."""

    right: bool = True
    bottom: bool = False
    x: int = MARGIN
    y: int = MARGIN


def corner(place: Place, size: QSize, area: QRect) -> QPoint:
    """Where the window's top left corner is then; all of it on the screen if it fits."""
    x = area.right() + 1 - place.x - size.width() if place.right else area.left() + place.x
    y = area.bottom() + 1 - place.y - size.height() if place.bottom else area.top() + place.y
    return QPoint(
        max(area.left(), min(x, area.right() + 1 - size.width())),
        max(area.top(), min(y, area.bottom() + 1 - size.height())),
    )


def placed(at: QPoint, size: QSize, area: QRect) -> Place:
    """The place of a window that was put there: by its nearest corner, and at an edge that it is close to."""
    left, top = at.x() - area.left(), at.y() - area.top()
    right, bottom = area.right() + 1 - at.x() - size.width(), area.bottom() + 1 - at.y() - size.height()
    x, y = min(left, right), min(top, bottom)
    return Place(right < left, bottom < top, 0 if x < SNAP else x, 0 if y < SNAP else y)


class Places:
    """The places on this machine's monitors, in a file. A broken file is as none.

    What another version of this program keeps in it, under other names or after a place's numbers, is left alone.
    """

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def screen(self) -> QScreen:
        """The monitor on which the window was last, or the first one."""
        name = self._file.value("screen")
        found = [screen for screen in QGuiApplication.screens() if _key(screen) == name]
        return found[0] if found else QGuiApplication.primaryScreen()

    def on(self, screen: QScreen) -> Place:
        """Where it was on this monitor; near the top right corner if it never was."""
        saved = str(self._file.value(f"place/{_key(screen)}", ""))
        right, _, rest = saved.partition(" ")
        numbers = [int(word) for word in rest.split() if word.lstrip("-").isdigit()]
        if right not in ("left", "right") or len(numbers) < 3:
            return Place()
        return Place(right == "right", bool(numbers[0]), numbers[1], numbers[2])

    def remember(self, screen: QScreen, place: Place) -> None:
        side = "right" if place.right else "left"
        self._file.setValue(f"place/{_key(screen)}", f"{side} {int(place.bottom)} {place.x} {place.y}")
        self._file.setValue("screen", _key(screen))
        self._file.sync()

    @property
    def view(self) -> str:
        """How the window was shown last: "compact", "full" or nothing."""
        return str(self._file.value("view", ""))

    @view.setter
    def view(self, view: str) -> None:
        self._file.setValue("view", view)
        self._file.sync()


def screen_at(point: QPoint) -> QScreen:
    """The monitor there, or the first one."""
    return QGuiApplication.screenAt(point) or QGuiApplication.primaryScreen()


def _serial(screen: QScreen) -> tuple[str, str]:
    return screen.model(), screen.serialNumber()


def _key(screen: QScreen) -> str:
    """A monitor's own name: the same one plugged in again is known again. Some makers give all the same number."""
    alike = [other for other in QGuiApplication.screens() if _serial(other) == _serial(screen)]
    name = screen.serialNumber() if screen.serialNumber() and len(alike) < 2 else screen.name()
    return "".join(sign if sign.isalnum() else "-" for sign in f"{screen.model()}-{name}")
