"""Our own icons, drawn on a grid of 24 so that they look the same with every font and at every size.

Each sign has a shape of its own: who cannot tell colours apart tells these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

Sign = Literal[
    "suggest", "warn", "praise", "escalate", "listening", "partly", "deaf", "starting", "ended", "failed", "check",
    "current", "open", "hand", "trouble", "notice", "missed", "more", "less", "menu", "close",
    "waiting", "recorded", "changed", "paused",
    "severe", "help", "person", "find", "bell", "frustrated", "anxious", "confused", "disappointed", "satisfied",
    "neutral", "unsure", "rising", "easing",
]  # fmt: skip


def draw(painter: QPainter, sign: Sign, box: QRectF, colour: str) -> None:
    """Draw a sign in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    pen = QPen(QColor(colour), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lines, filled = _shape(sign)
    painter.drawPath(lines)
    painter.fillPath(filled, QColor(colour))
    painter.restore()


def icon(sign: Sign, colour: str) -> QIcon:
    """A sign for trays and menus."""
    made = QIcon()
    for size in (16, 22, 32, 64):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            draw(painter, sign, QRectF(0, 0, size, size), colour)
        made.addPixmap(picture)
    return made


class SignView(QWidget):
    """One sign in a window."""

    def __init__(self) -> None:
        super().__init__()
        self._sign: Sign = "starting"
        self._colour = "#808080"
        self._side = 16
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, sign: Sign, colour: str, side: int) -> None:
        """Another sign, colour, or side in pixels."""
        if (sign, colour, side) != (self._sign, self._colour, self._side):
            self._sign, self._colour, self._side = sign, colour, side
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        with QPainter(self) as painter:
            draw(painter, self._sign, QRectF(0, 0, self._side, self._side), self._colour)


def _shape(sign: Sign) -> tuple[QPainterPath, QPainterPath]:
    """What is drawn as lines and what is filled."""
    lines, filled = QPainterPath(), QPainterPath()
    for kind, *numbers in _SHAPES[sign]:
        match kind, numbers:
            case "line", points:
                _line(lines, points)
            case "solid", points:
                _line(filled, points)
                filled.closeSubpath()
            case "ring" | "disc", [x, y, radius]:
                (lines if kind == "ring" else filled).addEllipse(QPointF(x, y), radius, radius)
            case "frame" | "block", [x, y, width, height, corner]:
                (lines if kind == "frame" else filled).addRoundedRect(QRectF(x, y, width, height), corner, corner)
            case "palm", _:
                _palm(lines)
    return lines, filled


_TRIANGLE = (
    ("line", 12, 3, 22, 20.5, 2, 20.5, 12, 3),
    ("line", 12, 9.5, 12, 14),
    ("disc", 12, 17.2, 1.4),
)
_HAND = (
    ("palm",),
    *(("line", x, 12.5, x, top) for x, top in ((8, 5.5), (11.5, 3.5), (15, 4.5), (18.5, 7.5))),
)
_STAND = (
    ("line", 5, 11, 5.6, 14, 8, 16.8, 12, 17.8, 16, 16.8, 18.4, 14, 19, 11),
    ("line", 12, 17.8, 12, 21.5),
    ("line", 8.5, 21.5, 15.5, 21.5),
)
"""Of a microphone: full where it hears both, hollow where it hears one, crossed where it hears nobody."""
_FACE = (("ring", 12, 12, 9.5), ("disc", 8.5, 9.5, 1.4), ("disc", 15.5, 9.5, 1.4))
_CROSSED = (("frame", 8.5, 2, 7, 12.5, 3.5), *_STAND, ("line", 3.5, 3.5, 20.5, 20.5))
_SHAPES: dict[Sign, tuple[tuple[Any, ...], ...]] = {
    "suggest": (("frame", 2.5, 3.5, 19, 13, 3.5), ("solid", 7, 16, 7, 22, 13, 16)),  # a speech bubble
    "warn": _TRIANGLE,
    "trouble": _TRIANGLE,
    "praise": (("ring", 12, 12, 9.5), ("line", 7.5, 12.5, 10.8, 15.8, 16.5, 9)),
    "escalate": _HAND,
    "hand": _HAND,
    "listening": (("block", 8.5, 2, 7, 12.5, 3.5), *_STAND),
    "current": (("disc", 12, 12, 7),),
    "partly": (("frame", 8.5, 2, 7, 12.5, 3.5), *_STAND),
    "deaf": _CROSSED,
    "failed": _CROSSED,
    "starting": tuple(("disc", x, 12, 2.2) for x in (5, 12, 19)),
    "waiting": (("frame", 6, 6, 12, 12, 3.5),),
    "recorded": (("disc", 12, 12, 11),),
    "changed": (("line", 4, 8.5, 20, 8.5, 16, 4.5), ("line", 20, 15.5, 4, 15.5, 8, 19.5)),
    "ended": (("block", 6, 6, 12, 12, 2),),
    "paused": tuple(("block", x, 3.5, 5.5, 17, 1.5) for x in (4.5, 14)),
    "check": (("line", 5, 12.5, 10, 17.5, 19, 7),),
    "open": (("disc", 12, 12, 2.5),),
    "missed": (("line", 6, 12, 18, 12),),
    "more": (("line", 6, 9, 12, 15, 18, 9),),
    "less": (("line", 6, 15, 12, 9, 18, 15),),
    "menu": tuple(("line", 5, y, 19, y) for y in (7, 12, 17)),
    "close": (("line", 6, 6, 18, 18), ("line", 18, 6, 6, 18)),
    "notice": (("ring", 12, 12, 9.5), ("line", 12, 11, 12, 17), ("disc", 12, 7.3, 1.4)),
    "severe": (  # the mark is cut out
        ("solid", 8, 1.5, 16, 1.5, 22.5, 8, 22.5, 16, 16, 22.5, 8, 22.5, 1.5, 16, 1.5, 8),
        ("block", 10.5, 5.5, 3, 8.5, 1.5),
        ("disc", 12, 17.6, 1.8),
    ),
    "help": (
        ("ring", 12, 12, 9.5),
        ("ring", 12, 12, 4),
        *(("line", 12 + 4 * x, 12 + 4 * y, 12 + 7 * x, 12 + 7 * y) for x in (-0.9, 0.9) for y in (-0.9, 0.9)),
    ),
    "person": (("ring", 12, 7.5, 4.2), ("line", 3.5, 21, 4.5, 17, 8, 15, 16, 15, 19.5, 17, 20.5, 21)),
    "find": (("ring", 10, 10, 6.5), ("line", 15, 15, 21, 21)),
    "bell": (
        ("line", 4, 18, 6.2, 15, 6.2, 9.5, 8.5, 5.5, 12, 4.2, 15.5, 5.5, 17.8, 9.5, 17.8, 15, 20, 18, 4, 18),
        ("disc", 12, 21, 1.6),
    ),
    "frustrated": (("solid", 14, 1.5, 4.5, 13.5, 11, 13.5, 9, 22.5, 19.5, 9.5, 12.8, 9.5),),  # a flash
    "anxious": tuple(
        (
            "line",
            2,
            y + 2,
            4.5,
            y - 1.5,
            7,
            y - 1.5,
            9.5,
            y + 2,
            12,
            y + 4,
            14.5,
            y + 2,
            17,
            y - 1.5,
            19.5,
            y - 1.5,
            22,
            y + 2,
        )
        for y in (7, 15)
    ),  # waves
    "confused": (
        ("line", 7.5, 8.5, 8.3, 5.2, 12, 3.5, 15.7, 5.2, 16.5, 8.5, 15, 11, 12, 13, 12, 15.5),
        ("disc", 12, 20, 1.7),
    ),
    "disappointed": (*_FACE, ("line", 7.5, 17, 9.5, 15, 12, 14.4, 14.5, 15, 16.5, 17)),
    "satisfied": (*_FACE, ("line", 7.5, 14, 9.5, 16, 12, 16.6, 14.5, 16, 16.5, 14)),
    "neutral": (*_FACE, ("line", 8.5, 15.5, 15.5, 15.5)),
    "unsure": (("ring", 12, 12, 9.5), *(("disc", x, 12, 1.3) for x in (8, 12, 16))),
    "rising": (("line", 4, 19, 19, 5), ("line", 10, 5, 19, 5, 19, 14)),
    "easing": (("line", 4, 5, 19, 19), ("line", 10, 19, 19, 19, 19, 10)),
}


def _line(path: QPainterPath, numbers: Sequence[float]) -> None:
    points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    path.moveTo(points[0])
    for point in points[1:]:
        path.lineTo(point)


def _palm(path: QPainterPath) -> None:
    path.moveTo(8, 12.5)
    path.lineTo(5.6, 11)
    path.cubicTo(4.2, 10.2, 3, 11.8, 4, 13)
    path.lineTo(9, 19.5)
    path.cubicTo(10.5, 21.5, 12, 21.5, 14, 21.5)
    path.cubicTo(17.5, 21.5, 18.5, 19, 18.5, 16)
    path.lineTo(18.5, 12)
