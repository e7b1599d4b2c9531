"""The page of keys: a row for each action, and beside it what is wrong with its keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QSizePolicy, QWidget

from assist.overlay.action_words import action_words
from assist.overlay.actions import Action
from assist.overlay.first_run.parts import Sentence, line, titled
from assist.overlay.first_run.setup import Setup

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class KeyField(QKeySequenceEdit):
    """Takes one combination of keys. Backspace clears it; Escape, Enter and Tab keep their meaning in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _LEAVING:
            event.ignore()
        elif plain and event.key() in _CLEARING:
            self.clear()
        else:
            super().keyPressEvent(event)


class KeysPage(QWidget):
    """Not complete while a key that was changed here has something wrong; those of the settings hold nobody up."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._given = setup.keys
        self._check = setup.check_keys
        self.complete = True
        self.fields: dict[Action, KeyField] = {}
        self.problems: dict[Action, Sentence] = {}
        translate = QCoreApplication.translate
        column = titled(
            self,
            translate("FirstRun", "Choose your keys"),
            translate("FirstRun", "They work in every program. Click a row and press its key; Backspace clears it."),
        )
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        grid.setVerticalSpacing(3)  # or a small screen has no room for all of them in twice the usual text size
        for row, (action, given) in enumerate(setup.keys.items()):
            self._add(grid, row, action, given)
        column.addLayout(grid)
        column.addStretch(1)
        self.first = next(iter(self.fields.values()), self)

    def keys(self) -> dict[Action, str]:
        """All keys, those that were not changed as they were given."""
        return {action: self._key(action) for action in self.fields}

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _key(self, action: Action) -> str:
        now, given = self.fields[action].keySequence(), self._given[action]
        return given if now == QKeySequence.fromString(given, _PORTABLE) else now.toString(_PORTABLE)

    def _look(self) -> None:
        keys = self.keys()
        wrong = self._check(keys)
        for action, problem in self.problems.items():
            problem.say(wrong.get(action, ""))
            self.fields[action].setAccessibleDescription(wrong.get(action, ""))
        self.complete = not any(keys[action] != self._given[action] for action in wrong if action in keys)
        self.changed.emit()

    def _add(self, grid: QGridLayout, row: int, action: Action, given: str) -> None:
        words = action_words()[action]
        field, problem, name = KeyField(), Sentence(), line(words)
        field.setKeySequence(QKeySequence.fromString(given, _PORTABLE))
        field.setAccessibleName(words)
        field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
        problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for column, widget in enumerate((name, field, problem)):
            grid.addWidget(widget, row, column)
        self.fields[action], self.problems[action] = field, problem
        field.keySequenceChanged.connect(lambda _: self._look())
