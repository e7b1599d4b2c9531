"""Where a note to an agent is written: a ready line by its number, or typed, in 120 characters.

Says what is to be sent (`sent`); must not know to whom, nor how.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assist.console.parts import button, label

translate = QCoreApplication.translate

LONGEST = 120
READY = 9
"""Ready lines at most: each has a digit."""


def ready_lines() -> tuple[str, ...]:
    """Ours, where a team has none of its own."""
    return (
        translate("Console", "I see your call. I am here if you need me."),
        translate("Console", "You are doing well. Take the time it takes."),
        translate("Console", "I am coming over to you now."),
        translate("Console", "You may offer them a call back from me today."),
        translate("Console", "Go ahead with what you offered. I stand behind it."),
        translate("Console", "If they keep insulting you, you may end the call. I back you."),
        translate("Console", "Take ten minutes after this call. I have told the others."),
    )


class NoteLine(QWidget):
    """Ready lines with their digits above the line that is typed. `left` says that nothing is to be sent."""

    sent = Signal(str)
    left = Signal()

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = tuple(lines)[:READY]
        self._to = label("head", wrap=False)
        self._typed = QLineEdit(maxLength=LONGEST)
        self._typed.setPlaceholderText(translate("Console", "A digit for a ready line, or type"))
        self._typed.setAccessibleName(translate("Console", "Note to the agent"))
        self._typed.textChanged.connect(self._count)
        self._typed.returnPressed.connect(self._send)
        self._typed.installEventFilter(self)
        self._left = label("small", wrap=False)
        self._send_button = button(translate("Console", "Send"), self._send, name="main")
        self._ready = [self._ready_button(number, text) for number, text in enumerate(self._lines, 1)]
        self._build()
        self._count()

    def open_for(self, name: str) -> None:
        """Begin a note to the agent of that name."""
        self._to.setText(translate("Console", "Note to {name}").format(name=name))
        self._typed.clear()
        self.setVisible(True)
        self._typed.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit on an empty line stands for a ready line."""
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            digit = event.text()
            if not self._typed.text() and digit.isdecimal() and 1 <= int(digit) <= len(self._lines):
                self._typed.setText(self._lines[int(digit) - 1])
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        grid = QGridLayout()
        for number, each in enumerate(self._ready):
            grid.addWidget(each, number, 0)
        row = QHBoxLayout()
        row.addWidget(self._typed, 1)
        row.addWidget(self._send_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._to)
        column.addLayout(grid)
        column.addLayout(row)
        column.addWidget(self._left)

    def _ready_button(self, number: int, text: str) -> QPushButton:
        made = button(f"{number}  {text}", lambda: self._choose(text), name="ready")
        made.setAccessibleName(text)
        made.setToolTip(text)
        return made

    def _choose(self, text: str) -> None:
        self._typed.setText(text)
        self._typed.setFocus()

    def _count(self) -> None:
        text = self._typed.text().strip()
        self._send_button.setEnabled(bool(text))
        left = translate("Console", "{count} characters left. Enter sends, Esc goes back.")
        self._left.setText(left.format(count=LONGEST - len(self._typed.text())))

    def _send(self) -> None:
        text = " ".join(self._typed.text().split())
        if text:
            self.sent.emit(text)
            self.left.emit()
