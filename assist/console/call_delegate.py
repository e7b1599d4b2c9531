"""Puts the cards on the wall: keeps a picture of each, so that one that has not changed costs a copy.

What a card says is made anew only when its row or its minute is another, and painted anew only when it then says
something else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assist.console.arrangement import GROUPS, Group, Row
from assist.console.canvas import Canvas
from assist.console.card_painting import CardPainter
from assist.console.face import Face, face_of
from assist.console.look import ConsoleLook
from assist.console.wall_model import RowsModel

KEPT = 300
"""Pictures at most: more than a screen shows."""


class _Picture(NamedTuple):
    row: Row
    minute: int
    face: Face
    size: QSize
    pixels: QPixmap


class CallDelegate(QStyledItemDelegate):
    """Paints rows, as many cards beside each other as `fit` found room for. `now` is the console's clock."""

    def __init__(self, model: RowsModel[Row], look: ConsoleLook, now: Callable[[], float]) -> None:
        super().__init__()
        self._model, self._now = model, now
        self._pictures: dict[str, _Picture] = {}
        self._sizes: dict[tuple[Group, bool], QSize] = {}
        self._wide = 0
        self.region = QRegion()
        """What is to be painted."""
        self.dress(look)

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._look = look
        self._painter = CardPainter(look, QApplication.font(), QApplication.layoutDirection())
        self._pictures.clear()
        self.fit(self._wide)

    def fit(self, width: int) -> None:
        """The cards share this width, in pixels."""
        self._wide = width
        for group in GROUPS:
            beside = max(1, width // self._painter.width(group))
            self._sizes[group, False] = QSize(max(1, width // beside), self._painter.height(group))
            self._sizes[group, True] = QSize(max(1, width), self._painter.height(group, heading=True))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        row = self._model.row(index.row())
        return self._sizes[row.group, row.card is None]

    def minute_passed(self, place: int, now: float) -> bool:
        """Whether a row shows another minute now than when it was painted."""
        row = self._model.row(place)
        kept = self._pictures.get(row.key)
        return kept is not None and row.card is not None and kept.minute != int((now - row.card.began) // 60)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = option.rect
        if not self.region.intersects(box):
            return  # Qt asks for all rows of the rectangle around everything that has changed
        row = self._model.row(index.row())
        if row.card is None:
            self._painter.paint_heading(painter, row, box)
            return
        painter.drawPixmap(box.topLeft(), self._picture(row, box.size(), painter.device().devicePixelRatioF()))
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            canvas = Canvas(painter, box, QApplication.layoutDirection())
            canvas.chosen(self._look.theme.suggest if focused else self._look.theme.text)

    def _picture(self, row: Row, size: QSize, ratio: float) -> QPixmap:
        assert row.card is not None
        now = self._now()
        minute = int((now - row.card.began) // 60)
        kept = self._pictures.get(row.key)
        fits = kept is not None and kept.size == size and kept.pixels.devicePixelRatioF() == ratio
        if kept is not None and fits and kept.row == row and kept.minute == minute:
            return kept.pixels
        face = face_of(row, row.card, now)
        same = kept is not None and fits and kept.face == face
        pixels = kept.pixels if kept is not None and same else self._painted(face, size, ratio)
        if len(self._pictures) >= KEPT:
            self._pictures.pop(next(iter(self._pictures)))  # whichever was kept first
        self._pictures[row.key] = _Picture(row, minute, face, size, pixels)
        return pixels

    def _painted(self, face: Face, size: QSize, ratio: float) -> QPixmap:
        pixels = QPixmap(size * ratio)
        pixels.setDevicePixelRatio(ratio)
        with QPainter(pixels) as painter:
            self._painter.paint(painter, face, size)
        return pixels
