"""Paints a line of the list of alarms: an alarm, or one of the calls that it groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assist.console.canvas import MARGIN, Canvas, Letters
from assist.console.cases import Alarm, Case
from assist.console.face import severity_colour, severity_sign
from assist.console.look import ConsoleLook
from assist.console.sentences import ago_words, alarm_care_words, more_calls_words, severity_words
from assist.console.wall_model import RowsModel


class Line(NamedTuple):
    """An alarm; or a call of one that has several (`case`); or how many more it has (`more`)."""

    key: str
    alarm: Alarm
    case: Case | None = None
    more: int = 0


class AlarmDelegate(QStyledItemDelegate):
    """Paints `Line`s. `now` is the console's clock."""

    def __init__(self, model: RowsModel[Line], look: ConsoleLook, now: Callable[[], float]) -> None:
        super().__init__()
        self._model, self._now = model, now
        self.dress(look)

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._look, self._direction = look, QApplication.layoutDirection()
        font = QApplication.font()
        self._body, self._bold = Letters(font, look.pixels.body), Letters(font, look.pixels.body + 1, bold=True)
        self._wide = look.scaled(300)

    def fit(self, width: int) -> None:
        """The lines have this width, in pixels."""
        self._wide = max(1, width)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        line, gap = self._model.row(index.row()), self._look.pixels.gap
        if line.case is not None or line.more:
            return QSize(self._wide, self._body.line + gap)
        return QSize(self._wide, self._text_height(line.alarm) + self._body.line + 2 * gap + 2 * MARGIN)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._model.row(index.row())
        box: QRect = option.rect
        if line.case is not None or line.more:
            self._paint_case(Canvas(painter, box, self._direction), line)
        else:
            inner = box.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            self._paint_alarm(Canvas(painter, inner, self._direction), line.alarm)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            theme, focused = self._look.theme, bool(state & QStyle.StateFlag.State_HasFocus)
            Canvas(painter, box, self._direction).chosen(theme.suggest if focused else theme.text)

    def _paint_alarm(self, canvas: Canvas, alarm: Alarm) -> None:
        theme, gap, box = self._look.theme, self._look.pixels.gap, canvas.box
        loud = alarm.severity == "severe" and not alarm.answer
        colour = severity_colour(None if alarm.answer else alarm.severity, theme)
        canvas.ground(colour if loud else theme.panel, colour, 1.6)
        side = self._look.pixels.name
        sign = QRect(box.left() + gap, box.top() + gap, side, side)
        mark = theme.muted if alarm.answer else theme.ground if loud else colour
        canvas.sign("check" if alarm.answer else severity_sign(alarm.severity), sign, mark)
        start = sign.right() + gap
        words = QRect(start, box.top() + gap, box.right() - gap - start, self._text_height(alarm))
        canvas.wrapped(self._bold, theme.ground if loud else theme.text, words, alarm.text)
        foot = QRect(start, words.bottom() + 1, words.width(), self._body.line)
        canvas.text(self._body, theme.ground if loud else theme.muted, foot, self._foot(alarm))

    def _paint_case(self, canvas: Canvas, line: Line) -> None:
        theme, gap, box = self._look.theme, self._look.pixels.gap, canvas.box
        inner = box.adjusted(self._look.pixels.name + 3 * gap, 0, -gap, 0)
        if line.case is None:
            canvas.text(self._body, theme.muted, inner, more_calls_words(line.more))
            return
        edge = box.left() + self._look.pixels.name // 2 + gap + MARGIN
        down, over = (
            QRect(edge, box.top(), 1, box.height() // 2),
            QRect(edge, box.center().y(), inner.left() - gap - edge, 1),
        )
        for bar in (down, over):
            canvas.painter.fillRect(canvas.placed(bar), QColor(theme.muted))
        canvas.text(
            self._body, theme.text, inner, f"{line.case.name} \u00b7 {ago_words(self._now() - line.case.since)}"
        )

    def _foot(self, alarm: Alarm) -> str:
        parts = [alarm_care_words(alarm) or severity_words(alarm.severity)]
        if len(alarm.cases) == 1 and alarm.cases[0].name not in alarm.text:
            parts.append(alarm.cases[0].name)
        return " \u00b7 ".join([*parts, ago_words(self._now() - alarm.at)])

    def _text_height(self, alarm: Alarm) -> int:
        room = self._wide - 2 * MARGIN - self._look.pixels.name - 3 * self._look.pixels.gap
        return self._bold.height(alarm.text, room)
