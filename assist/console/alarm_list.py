"""The alarms at the side: severe ones first, what nobody has answered before what somebody has; of those that stand for
several calls each call can be chosen.

Says what is chosen; must not know what is done with it, nor why an alarm is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QVBoxLayout, QWidget

from assist.console.alarm_painting import AlarmDelegate, Line
from assist.console.cases import Alarm
from assist.console.look import ConsoleLook
from assist.console.parts import label
from assist.console.sentences import alarm_sentence, more_calls_words, waiting_words
from assist.console.wall_model import RowsModel

translate = QCoreApplication.translate

LISTED = 6
"""Calls of an alarm that are listed; of the others is said how many."""
_RANK = {"severe": 0, "high": 1, "low": 2}


class Picked(NamedTuple):
    """An alarm that is chosen, and the call of it that is meant: "" is all of them."""

    alarm: str
    call: str = ""


class AlarmList(QWidget):
    """`chosen` says what is chosen (`picked`), `opened` that more is wanted of it."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, look: ConsoleLook, now: Callable[[], float]) -> None:
        super().__init__()
        self.picked: Picked | None = None
        self._head, self._calm, self._held = label("head", wrap=False), label("muted"), label("warn")
        self._model: RowsModel[Line] = RowsModel(say=line_sentence, is_open=lambda line: not line.more)
        self._delegate = AlarmDelegate(self._model, look, now)
        self.view = _Lines(self._delegate)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.view.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._head, self._calm, self.view, self._held):
            column.addWidget(part, 1 if part is self.view else 0)
        column.addStretch(0)
        self.dress(look)
        self.show_alarms((), waiting=0)

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._delegate.dress(look)
        self.view.fit()

    def show_alarms(self, alarms: Sequence[Alarm], *, waiting: int, is_known: bool = False) -> None:
        """Show the open ones; `waiting` calls would have one but for the limits. `is_known`: none means that all is
        well, not that nothing is known."""
        lines = [line for alarm in sorted(alarms, key=_order) for line in lines_of(alarm)]
        known = {line.key for line in lines}
        if self.picked is not None and _key(self.picked) not in known:
            self.choose(None)
        self._model.show(lines)
        open_ones = sum(not alarm.answer for alarm in alarms)
        self._head.setText(translate("Console", "Alarms: {count}").format(count=open_ones))
        self._calm.setText(translate("Console", "Nothing needs anybody now."))
        self._calm.setVisible(is_known and not alarms)
        self.view.setVisible(bool(alarms))
        self._held.setText(waiting_words(waiting))
        self._held.setVisible(waiting > 0)

    def tick(self) -> None:
        """A minute may have passed."""
        self.view.viewport().update()

    def choose(self, picked: Picked | None) -> None:
        """Choose that line; None chooses none."""
        place = None if picked is None else self._model.place(_key(picked))
        if place is None:
            self.view.clearSelection()
            self.view.selectionModel().clearCurrentIndex()
        else:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self._model.index(place), flag)

    def take_focus(self) -> None:
        """Begin to choose an alarm."""
        if self.view.isVisible():
            self.view.setFocus()
            if self.picked is None:
                self.view.selectionModel().setCurrentIndex(
                    self._model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )

    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:  # noqa: ARG002  (Qt's signature)
        indexes = self.view.selectionModel().selectedIndexes()
        line = self._model.row(indexes[0].row()) if indexes else None
        picked = None if line is None else Picked(line.alarm.id, line.case.call if line.case is not None else "")
        if picked != self.picked:
            self.picked = picked
            self.chosen.emit()


class _Lines(QListView):
    """As wide as there is room."""

    opened = Signal()

    def __init__(self, delegate: AlarmDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate("Console", "Alarms"))
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def fit(self) -> None:
        self._delegate.fit(self.viewport().width())
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 20, self.fontMetrics().height() * 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()  # letters are the window's
        else:
            super().keyPressEvent(event)


def lines_of(alarm: Alarm) -> list[Line]:
    """An alarm's lines."""
    lines = [Line(alarm.id, alarm)]
    cases = list({case.call: case for case in alarm.cases}.values())
    if len(cases) > 1:
        lines += [Line(f"{alarm.id}/{case.call}", alarm, case) for case in cases[:LISTED]]
    if len(cases) > LISTED:
        lines.append(Line(f"{alarm.id}/", alarm, more=len(cases) - LISTED))
    return lines


def line_sentence(line: Line) -> str:
    """A line for who hears it."""
    if line.more:
        return more_calls_words(line.more)
    return alarm_sentence(line.alarm) if line.case is None else line.case.name


def _order(alarm: Alarm) -> tuple[bool, int]:
    return bool(alarm.answer), _RANK[alarm.severity]


def _key(picked: Picked) -> str:
    return f"{picked.alarm}/{picked.call}" if picked.call else picked.alarm
