"""The keys of the console, in a window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QGridLayout

from assist.console.look import ConsoleLook
from assist.console.parts import button, label
from assist.console.style import style_sheet

translate = QCoreApplication.translate


def keys() -> tuple[tuple[str, str], ...]:
    """Each key and what it does."""
    return (
        (translate("Keys", "Arrow keys"), translate("Keys", "Choose a call or an alarm")),
        ("W", translate("Keys", "Go to the wall of calls")),
        ("L", translate("Keys", "Go to the list of alarms")),
        (translate("Keys", "Enter"), translate("Keys", "Go to what can be done about it")),
        ("M", translate("Keys", "I look after it")),
        ("A", translate("Keys", "Seen")),
        ("F", translate("Keys", "False alarm")),
        ("N", translate("Keys", "Write a note; 1 to 9 take a ready line, Enter sends")),
        ("T", translate("Keys", "Choose a team")),
        ("/", translate("Keys", "Search by name")),
        ("H", translate("Keys", "History")),
        ("E", translate("Keys", "Effect of stepping in")),
        ("R", translate("Keys", "Alarm rules")),
        (translate("Keys", "Esc"), translate("Keys", "One step back")),
        ("?", translate("Keys", "This list")),
    )


class KeysWindow(QDialog):
    """A list that is read and closed."""

    def __init__(self, look: ConsoleLook) -> None:
        super().__init__()
        self.setWindowTitle(translate("Keys", "Keys"))
        self.setStyleSheet(style_sheet(look))
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(look.scaled(24))
        for row, (key, meaning) in enumerate(keys()):
            for column, (name, text) in enumerate((("head", key), ("", meaning))):
                cell = label(name, wrap=False)
                cell.setText(text)
                grid.addWidget(cell, row, column)
        grid.addWidget(button(translate("Keys", "Close"), self.close), len(keys()), 0, 1, 2)
