"""Rows for Qt's lists, known by their keys: only what has changed is told, and what is chosen stays chosen wherever it
moves. The wall and the list of alarms are made of it.

Must not know how a row looks nor how rows come to stand where they do (`arrangement.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MANY = 8
"""Rows that change at once and are told together."""


class Keyed(Protocol):
    """What a row has."""

    @property
    def key(self) -> str: ...


Row = TypeVar("Row", bound=Keyed)


class RowsModel(QAbstractListModel, Generic[Row]):
    """`say` gives a row as a sentence, for who hears it; `is_open` whether it may be chosen."""

    def __init__(self, *, say: Callable[[Row], str], is_open: Callable[[Row], bool]) -> None:
        super().__init__()
        self._say, self._is_open = say, is_open
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(self._rows[index.row()])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self._is_open(self._rows[index.row()]):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def row(self, place: int) -> Row:
        return self._rows[place]

    def place(self, key: str) -> int | None:
        """Where the row of that key is."""
        return self._places.get(key)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these from now on."""
        keys = [row.key for row in rows]
        if keys != [row.key for row in self._rows]:
            self._move({row.key: row for row in rows}, keys)
        changed = []
        for place, row in enumerate(rows):
            before = self._rows[place]
            if row is not before and row != before:
                self._rows[place] = row
                changed.append(place)
        if len(changed) > MANY:  # one by one costs more than to look at all that is seen
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        else:
            for place in changed:
                self.touch(place)

    def touch(self, place: int) -> None:
        """Something in this row has changed."""
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def _move(self, rows: dict[str, Row], keys: list[str]) -> None:
        """The rows of these keys in this order, still as they were; new ones as they are."""
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in rows:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()
        known = {row.key for row in self._rows}
        fresh = [row for key, row in rows.items() if key not in known]
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()
        if [row.key for row in self._rows] != keys:
            self._sort(keys)
        self._places = {key: place for place, key in enumerate(keys)}

    def _sort(self, keys: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()].key for index in before]
        known = {row.key: row for row in self._rows}
        self._rows = [known[key] for key in keys]
        places = {key: place for place, key in enumerate(keys)}
        self.changePersistentIndexList(before, [self.index(places[key]) for key in held])
        self.layoutChanged.emit()
