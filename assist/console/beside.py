"""The windows beside the console's: history, effect, rules, keys. Each is made when it is asked for, one of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog

from assist.console.card import Heard
from assist.console.csv_export import export_csv
from assist.console.desk import Desk
from assist.console.effect import Row, effects, summary
from assist.console.history_reading import Found, HistoryReading
from assist.console.history_window import Asked, HistoryWindow
from assist.console.keys_window import KeysWindow
from assist.console.periods import SHIFT_S
from assist.console.rules import Rule
from assist.console.rules_window import RulesWindow
from assist.console.summary_window import SummaryWindow
from assist.errors import FloorError

translate = QCoreApplication.translate


class Beside:
    """Opens them when the console's window says so. `history`: None where nothing is kept."""

    def __init__(self, desk: Desk, rules: Sequence[Rule], *, rules_file: Path, history: Path | None) -> None:
        self._desk, self._rules, self._rules_file, self._history = desk, tuple(rules), rules_file, history
        self._open: dict[str, QDialog] = {}
        self._makers: dict[str, Callable[[], QDialog]] = {
            "history": self._history_window,
            "effect": self._summary_window,
            "rules": self._rules_window,
            "keys": lambda: KeysWindow(desk.look),
        }
        desk.window.opened.connect(self.open)

    def open(self, name: str) -> None:
        """Open the window of that name, or bring it to the front."""
        shown = self._open.get(name)
        if shown is None:
            shown = self._open[name] = self._makers[name]()
            # Gone with the closing, and not whenever Python tidies up: that may be on another thread.
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.finished.connect(lambda _: self._open.pop(name))
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def close(self) -> None:
        """Close all of them."""
        for shown in list(self._open.values()):
            shown.close()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _history_window(self) -> QDialog:
        return HistoryWindow(
            self._desk.look, search=self._search, export=export_csv, teams=self._desk.teams(), now=self._desk.now
        )

    def _summary_window(self) -> QDialog:
        return SummaryWindow(self._desk.look, summarise=self._summarise, now=self._desk.now)

    def _rules_window(self) -> QDialog:
        return RulesWindow(
            self._desk.look, file=self._rules_file, used=self._rules, heards=self._shift, saved=self._use,
            teams=self._desk.teams(),
        )  # fmt: skip

    def _use(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._desk.use_rules(rules)

    def _reading(self) -> HistoryReading:
        """Raises FloorError where nothing is kept."""
        if self._history is None:
            raise FloorError(translate("Console", "No history is kept: it is switched off in the settings."))
        return HistoryReading(self._history)

    def _search(self, asked: Asked) -> Found:
        return self._reading().search(
            asked.text, since=asked.since, team=asked.team, kinds=asked.kinds, limit=asked.limit
        )

    def _shift(self) -> Iterable[Heard]:
        return self._reading().heards(since=self._desk.now() - SHIFT_S)

    def _summarise(self, begun: float) -> list[Row]:
        reading = self._reading()
        return summary(effects(reading.steps(begun), reading.heards(begun, alerted_only=True)))
