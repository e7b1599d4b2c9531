"""What cards and alarms are painted with: texts that are cut where they end, signs, the customer's line; mirrored where
reading goes from right to left. Lengths are pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

from assist.console.state import Point
from assist.windows.icons import Sign, draw

CORNER = 7
MARGIN = 4
"""Around a card."""
SPAN_S = 300.0
"""How much time the customer's line shows."""
_CALM = 0.62
"""Where calm is on the line, from the top."""


class Letters:
    """A font with its measures."""

    def __init__(self, font: QFont, pixels: int, *, bold: bool = False) -> None:
        self.font = QFont(font)
        self.font.setPixelSize(pixels)
        self.font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        self.metrics = QFontMetrics(self.font)

    @property
    def line(self) -> int:
        return self.metrics.height()

    @property
    def side(self) -> int:
        """Of a sign beside the text."""
        return self.metrics.ascent()

    def width(self, text: str) -> int:
        return self.metrics.horizontalAdvance(text) + 1

    def height(self, text: str, width: int) -> int:
        """Of the text in as many lines as it needs."""
        return self.metrics.boundingRect(QRect(0, 0, max(1, width), 10000), Qt.TextFlag.TextWordWrap, text).height()


class Canvas:
    """A box that is painted on; places in it are given as if reading went from left to right."""

    def __init__(self, painter: QPainter, box: QRect, direction: Qt.LayoutDirection) -> None:
        self.painter, self.box, self._direction = painter, box, direction
        self._leading = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def placed(self, at: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self.box, at)

    def text(self, letters: Letters, colour: str, at: QRect, text: str) -> None:
        """A line, cut where the place ends."""
        shown = letters.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, at.width()))
        flags = self._leading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        self._write(letters, colour, at, int(flags), shown)

    def wrapped(self, letters: Letters, colour: str, at: QRect, text: str) -> None:
        """As many lines as there are."""
        self._write(letters, colour, at, int(self._leading | Qt.TextFlag.TextWordWrap), text)

    def sign(self, sign: Sign, at: QRect, colour: str) -> None:
        draw(self.painter, sign, QRectF(self.placed(at)), colour)

    def ground(self, fill: str, edge: str, thick: float) -> None:
        """The whole box with round corners."""
        self.painter.setPen(QPen(QColor(edge), thick))
        self.painter.setBrush(QColor(fill))
        self.painter.drawRoundedRect(QRectF(self.box).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)

    def chosen(self, colour: str) -> None:
        """A frame around what is chosen."""
        self.painter.setPen(QPen(QColor(colour), 3))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(self.box).adjusted(2.5, 2.5, -2.5, -2.5), CORNER + 1, CORNER + 1)

    def stripe(self, colour: str, width: int) -> None:
        """Along the side where reading begins."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        at = QRect(self.box.left(), self.box.top(), width, self.box.height())
        self.painter.drawRoundedRect(self.placed(at), 3, 3)

    def track(self, track: tuple[Point, ...], at: QRect, colours: tuple[str, str]) -> None:
        paint_track(self.painter, track, QRectF(self.placed(at)), colours)

    def _write(self, letters: Letters, colour: str, at: QRect, flags: int, text: str) -> None:
        self.painter.setFont(letters.font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(self.placed(at), flags, text)


def paint_track(painter: QPainter, track: tuple[Point, ...], at: QRectF, colours: tuple[str, str]) -> None:
    """The customer's line over the last minutes, the newest at the end: above the dotted line of calm it is hard.

    `colours`: of the line, and of calm.
    """
    colour, calm = colours
    height = at.top() + at.height() * _CALM
    painter.setPen(QPen(QColor(calm), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(at.left(), height), QPointF(at.right(), height))
    if not track:
        return
    last = track[-1].at
    points = [
        QPointF(
            at.right() - 4 - (at.width() - 8) * min(1.0, (last - point.at) / SPAN_S),
            at.top() + 3 + (at.height() - 6) * _from_top(point.level),
        )
        for point in track
        if last - point.at <= SPAN_S
    ]
    painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(points)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(points[-1], 2.5, 2.5)


def _from_top(level: float) -> float:
    """Hard feelings have the room above calm, good ones that below."""
    return _CALM - level * (_CALM if level > 0 else 1 - _CALM)
