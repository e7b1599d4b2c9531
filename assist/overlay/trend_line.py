"""The customer's state over the last minutes as a line: above the dotted line of calm it is hard for them.

The band around it is how unsure each point is; where nothing is known the line itself is dotted.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assist.overlay.mood import Point
from assist.windows.theme import Theme

_CALM = 0.62
"""Where calm is, from the top."""
_BAND = 0.45
"""Half the height of the band of a point of which nothing is known, as a share of the height."""
HARD, GOOD = 0.15, -0.15


class TrendLine(QWidget):
    """The line. It says nothing to screen readers: the words beside it do."""

    def __init__(self) -> None:
        super().__init__()
        self._track: tuple[Point, ...] = ()
        self._theme: Theme | None = None
        self._size = QSize(96, 24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def dress(self, theme: Theme, width: int, height: int) -> None:
        """Colours, and the size in pixels."""
        self._theme, self._size = theme, QSize(width, height)
        self.updateGeometry()
        self.update()

    def show_track(self, track: tuple[Point, ...]) -> None:
        if track != self._track:
            self._track = track
            self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        if self._theme is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, self._theme)

    def _paint(self, painter: QPainter, theme: Theme) -> None:
        width, height = float(self.width()), float(self.height())
        painter.setPen(QPen(QColor(theme.edge), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(0, height * _CALM), QPointF(width, height * _CALM))
        if not self._track:
            return
        places = self._places(width, height)
        colour = QColor(_colour(self._track[-1], theme))
        self._paint_band(painter, places, colour)
        for (one, _), (other, point) in pairwise(places):
            painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine if point.sure else Qt.PenStyle.DotLine))
            painter.drawLine(one, other)
        end, last = places[-1]
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if last.sure else QColor(theme.ground))
        painter.drawEllipse(end, 3.5, 3.5)

    def _places(self, width: float, height: float) -> list[tuple[QPointF, Point]]:
        """Where each point is: the newest at the right, the others a step apart."""
        step = min((width - 10) / max(1, len(self._track) - 1), width / 8)
        first = width - 5 - step * (len(self._track) - 1)
        return [
            (QPointF(first + step * index, 4 + (height - 8) * _from_top(point.level)), point)
            for index, point in enumerate(self._track)
        ]

    def _paint_band(self, painter: QPainter, places: list[tuple[QPointF, Point]], colour: QColor) -> None:
        reach = [self.height() * _BAND * (1 - point.confidence) for _, point in places]
        above = [QPointF(at.x(), at.y() - half) for (at, _), half in zip(places, reach, strict=True)]
        below = [QPointF(at.x(), at.y() + half) for (at, _), half in zip(places, reach, strict=True)]
        shade = QColor(colour)
        shade.setAlpha(50)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPolygon(QPolygonF([*above, *reversed(below)]))


def _from_top(level: float) -> float:
    """Hard feelings have the room above calm, good ones that below."""
    return _CALM - level * (_CALM if level > 0 else 1 - _CALM)


def _colour(point: Point, theme: Theme) -> str:
    if not point.sure:
        return theme.muted
    return theme.hard if point.level > HARD else theme.good if point.level < GOOD else theme.muted
