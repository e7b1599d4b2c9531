"""A closed lock, for what a person cannot change."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget


def lock_sign(near: QWidget) -> QLabel:
    """It, drawn as high as a letter of `near`: not every font has one."""
    side, ratio = near.fontMetrics().ascent(), near.devicePixelRatioF()
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    colour = near.palette().color(QPalette.ColorRole.WindowText)
    shackle = QPainterPath()
    shackle.moveTo(side * 0.3, side * 0.5)
    shackle.arcTo(QRectF(side * 0.3, side * 0.08, side * 0.4, side * 0.6), 180, -180)
    shackle.lineTo(side * 0.7, side * 0.5)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, side * 0.12))
        painter.drawPath(shackle)
        painter.fillRect(QRectF(side * 0.15, side * 0.45, side * 0.7, side * 0.5), colour)
    mark = QLabel()
    mark.setPixmap(picture)
    return mark
