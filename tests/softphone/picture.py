"""What is on an X display, as a picture: all of it, or one window of somebody's desktop."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

from PySide6.QtGui import QColor, QImage, QImageWriter
from Xlib import X
from Xlib.display import Display

STILL, LOOK_S, PATIENCE_S = 8, 0.05, 5.0
"""So many looks in a row that are the same, so far apart: longer than a card fades. Not for ever: a level may move."""


def paint_desktop(display: str, colour: str) -> None:
    """One colour behind all windows."""
    server = Display(display)
    root = server.screen().root
    root.change_attributes(background_pixel=QColor(colour).rgb() & 0xFFFFFF)
    root.clear_area()
    server.sync()
    server.close()


def look(display: str, window: int | None = None) -> QImage:
    """That window, or all of the display."""
    server = Display(display)
    try:
        seen = server.create_resource_object("window", window) if window else server.screen().root
        size = seen.get_geometry()
        data = seen.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data
        return QImage(data, size.width, size.height, 4 * size.width, QImage.Format.Format_RGB32).copy()
    finally:
        server.close()


def still(display: str, window: int | None = None) -> QImage:
    """The same when nothing in it moves any more."""
    latest = monotonic() + PATIENCE_S
    looks = [look(display, window)]
    while monotonic() < latest and (len(looks) < STILL or any(each != looks[-1] for each in looks[-STILL:])):
        sleep(LOOK_S)
        looks = [*looks[-STILL:], look(display, window)]
    return looks[-1]


def save(image: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert QImageWriter(str(path), b"png").write(image), f"{path} cannot be written"
