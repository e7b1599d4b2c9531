"""The wall: the live calls as cards, one of them chosen, found again wherever it moves.

A list view with a delegate, not a widget a card: 500 cards are then as quick as ten. Says what is chosen and opened;
must not know what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from assist.console.arrangement import Row
from assist.console.call_delegate import CallDelegate
from assist.console.look import ConsoleLook
from assist.console.parts import paint_words
from assist.console.sentences import card_sentence, why_words
from assist.console.wall_model import Index, RowsModel
from assist.console.wall_words import heading_words

translate = QCoreApplication.translate


class Wall(QListView):
    """`chosen` says the key of the call that is chosen, "" for none; `opened` that more is wanted of it."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, look: ConsoleLook, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._calls: RowsModel[Row] = RowsModel(say=self.sentence, is_open=lambda row: row.card is not None)
        self._delegate = CallDelegate(self._calls, look, now)
        self._empty = ("", "")
        self._chosen = ""
        self.setModel(self._calls)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(translate("Console", "Calls"))
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.selectionModel().selectionChanged.connect(self._selected)
        self.dress(look)

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._look = look
        self._delegate.dress(look)
        self.verticalScrollBar().setSingleStep(look.scaled(40))
        self._fit()

    def show_rows(self, rows: Sequence[Row], *, empty: tuple[str, str] = ("", "")) -> None:
        """Show these; where there is none, a headline and a sentence."""
        if empty != self._empty:
            self._empty = empty
            self.viewport().update()
        if self._chosen and all(row.key != self._chosen for row in rows):
            self.choose("")  # or Qt would choose the next one, and what is then pressed would go to another call
        self._calls.show(rows)

    def tick(self) -> None:
        """Show another minute where one has passed, of the cards that are seen."""
        now = self._now()
        for place in self._seen():
            if self._delegate.minute_passed(place, now):
                self._calls.touch(place)

    def choose(self, key: str) -> bool:
        """Choose the call of that key and show it; whether it is on the wall. "" chooses none."""
        place = self._calls.place(key) if key else None
        if place is None:
            self.clearSelection()
            self.selectionModel().clearCurrentIndex()
            return not key
        index = self._calls.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def choose_first(self) -> bool:
        """Choose the call that needs a person most; whether there is one."""
        for place in range(self._calls.rowCount()):
            row = self._calls.row(place)
            if row.card is not None:
                return self.choose(row.key)
        return False

    def row_of(self, key: str) -> Row | None:
        """The row of that key as it is now."""
        place = self._calls.place(key)
        return None if place is None else self._calls.row(place)

    def sentence(self, row: Row) -> str:
        """A row for who hears it."""
        if row.card is None:
            return heading_words(row)
        return card_sentence(row.card, why_words(row.card, row.alarms), self._now())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.opened.emit()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            event.ignore()  # letters are the window's, not for going to a card by its name
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint what has changed alone: Qt would lay out the whole wall, and no card changes its size where it is."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        elif first != last:
            self.viewport().update()
        else:
            self.update(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.region = event.region()
        super().paintEvent(event)
        if self._calls.rowCount() == 0 and any(self._empty):
            with QPainter(self.viewport()) as painter:
                sizes = self._look.pixels
                paint_words(painter, self.viewport().rect(), self._empty, (sizes.name, sizes.state), self._look.theme)

    def sizeHint(self) -> QSize:
        return QSize(self._look.scaled(700), self._look.scaled(500))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        # As if the scroll bar were always there: the cards must not change their width with it.
        bar = self.verticalScrollBar().sizeHint().width()
        self._delegate.fit(self.maximumViewportSize().width() - bar - 2)
        self.scheduleDelayedItemsLayout()

    def _seen(self) -> range:
        """The places of the rows that may be seen."""
        count, area = self._calls.rowCount(), self.viewport().rect()
        if not count:
            return range(0)
        low = next((place for place in range(count) if self._bottom(place) >= area.top()), 0)
        high = low
        while high < count and self._top(high) <= area.bottom():
            high += 1
        return range(low, high)

    def _top(self, place: int) -> int:
        return self.visualRect(self._calls.index(place)).top()

    def _bottom(self, place: int) -> int:
        return self.visualRect(self._calls.index(place)).bottom()

    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:  # noqa: ARG002  (Qt's signature)
        indexes = self.selectionModel().selectedIndexes()
        chosen = self._calls.row(indexes[0].row()).key if indexes else ""
        if chosen != self._chosen:
            self._chosen = chosen
            self.chosen.emit(chosen)
