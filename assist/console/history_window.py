"""The history in a window: what was asked, alarmed, answered and said in a period, found again and taken away as CSV.

Must not know where it is kept: it is given a function that searches and one that writes a file.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assist.console.history_entries import Entry, Kind
from assist.console.history_reading import Found
from assist.console.history_words import entry_texts, heads, kinds_choice
from assist.console.look import ConsoleLook
from assist.console.parts import Choice, button, label
from assist.console.periods import period_choice, since
from assist.console.style import style_sheet
from assist.console.table import Texts, table_of
from assist.console.working import Work
from assist.windows.dialog_parts import announce

translate = QCoreApplication.translate

TYPING_MS = 300
"""A search begins when nothing was typed for so long."""
MOST = 1000
"""Entries that are shown at most; a file takes all."""
ALL = 1_000_000


class Asked(NamedTuple):
    """What is searched for. `since`: s since 1970."""

    text: str
    since: float
    team: str
    kinds: Collection[Kind]
    limit: int


Search = Callable[[Asked], Found]
Export = Callable[[Path, Sequence[Entry]], int]


class HistoryWindow(QDialog):
    """`search` is called on a thread of its own. `ask_path` gives where the file is to be; "" for nowhere."""

    def __init__(
        self, look: ConsoleLook, *, search: Search, export: Export, teams: Sequence[str],
        now: Callable[[], float] = time.time, ask_path: Callable[[QWidget], str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._search_for, self._export_to, self._now = search, export, now
        self._ask_path = ask_path or _ask_path
        self._entries = Texts(heads())
        self._searching: Work[Found] = Work(self, told=self._show, failed=self._fail)
        self._writing: Work[int] = Work(self, told=self._written, failed=self._fail)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.search)
        self.setWindowTitle(translate("Console", "History"))
        self.finished.connect(self._searching.stop)
        self.finished.connect(self._writing.stop)
        self.setStyleSheet(style_sheet(look))
        self._build(teams)
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(look.scaled(1200), room.width()), min(look.scaled(760), room.height()))
        self.search()

    def search(self) -> None:
        """Show what fits what is chosen now."""
        self._typing.stop()
        self._say(translate("Console", "Searching"))
        search, asked = self._search_for, self._asked(MOST)
        self._searching.start(lambda: search(asked))

    def export(self) -> None:
        """Write everything that fits into a file."""
        path = self._ask_path(self)
        if not path:
            return
        search, export, asked = self._search_for, self._export_to, self._asked(ALL)
        self._say(translate("Console", "Writing {path}").format(path=path))
        self._writing.start(lambda: export(Path(path), search(asked).entries))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once; it closes nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search()
        else:
            super().keyPressEvent(event)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _asked(self, limit: int) -> Asked:
        kinds: Collection[Kind] = self._kinds.currentData()
        return Asked(
            self._text.text().strip(), since(self._period, self._now()), str(self._team.currentData()), kinds, limit
        )

    def _build(self, teams: Sequence[str]) -> None:
        self._text = QLineEdit(placeholderText=translate("Console", "Name, reason or words of a note"))
        self._text.setAccessibleName(translate("Console", "Search the history"))
        self._text.setClearButtonEnabled(True)
        self._text.textChanged.connect(self._typing.start)
        self._period, self._kinds, self._team = period_choice(), kinds_choice(), Choice()
        self._team.setAccessibleName(translate("Console", "Team"))
        self._team.addItem(translate("Console", "All teams"), "")
        for team in teams:
            self._team.addItem(team, team)
        above = QHBoxLayout()
        above.addWidget(self._text, 1)
        for choice in (self._period, self._kinds, self._team):
            choice.currentIndexChanged.connect(self.search)
            above.addWidget(choice)
        self._view = table_of(self._entries, name=translate("Console", "History"), widest=4)
        self._said = label("muted")
        below = QHBoxLayout()
        below.addWidget(self._said, 1)
        below.addWidget(button(translate("Console", "Save as CSV"), self.export))
        below.addWidget(button(translate("Console", "Close"), self.close))
        column = QVBoxLayout(self)
        column.addLayout(above)
        column.addWidget(self._view, 1)
        column.addLayout(below)

    def _show(self, found: Found) -> None:
        self._entries.show([entry_texts(entry, self._now()) for entry in found.entries])
        if not found.entries:
            self._say(translate("Console", "Nothing was found in this period."))
        elif found.more:
            newest = translate("Console", "The newest {count} are shown. The file takes all of them.")
            self._say(newest.format(count=len(found.entries)))
        else:
            self._say(translate("Console", "Entries: {count}").format(count=len(found.entries)))

    def _written(self, count: int) -> None:
        self._say(translate("Console", "\u2713 Entries written: {count}").format(count=count))

    def _fail(self, sentence: str) -> None:
        self._say(f"\u2717 {sentence}")

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        announce(self, sentence)


def _ask_path(parent: QWidget) -> str:
    title = translate("Console", "Save as CSV")
    path, _ = QFileDialog.getSaveFileName(parent, title, "history.csv", "CSV (*.csv)")
    return path
