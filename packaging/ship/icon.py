"""The program's icon: its own sign of hearing (`assist.windows.icons`) on a round square, in every size."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from assist.windows.icons import draw
from ship.places import TITLE

SIDES = (16, 22, 24, 32, 48, 64, 128, 256)
"""Of the pictures that desktops look for, in pixels (freedesktop.org, icon theme "hicolor")."""
BACK, FRONT = "#1d4ed8", "#ffffff"


def paint(painter: QPainter, side: float) -> None:
    """Draw the icon in the square whose corner is the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(BACK))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.2, side * 0.2)
    draw(painter, "listening", QRectF(side * 0.14, side * 0.12, side * 0.72, side * 0.72), FRONT)


def png(side: int) -> bytes:
    """The icon as a PNG of `side` by `side` pixels."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint(painter, side)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg() -> bytes:
    """The icon as lines, for every size."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(128, 128))
    generator.setViewBox(QRectF(0, 0, 128, 128))
    generator.setTitle(TITLE)
    with QPainter(generator) as painter:
        paint(painter, 128)
    return bytes(buffer.data().data())


def write_icons(theme: Path, name: str) -> None:
    """The icon as `name` in a folder like /usr/share/icons/hicolor."""
    for side in SIDES:
        _write(theme / f"{side}x{side}" / "apps" / f"{name}.png", png(side))
    _write(theme / "scalable" / "apps" / f"{name}.svg", svg())


def _write(path: Path, content: bytes) -> None:
    os.makedirs(path.parent, exist_ok=True)
    path.write_bytes(content)
