"""The window that says why the program stopped, where nobody sees it in a terminal. Knows no command and no file."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox

from assist.errors import DisplayError
from assist.windows import display
from assist.windows.application import make_application

translate = QCoreApplication.translate


def show_stopped(sentence: str, *, language: str, theme: str, text_size: int) -> None:
    """Show the sentence until the window is closed; do nothing where no person sees a screen. The rest: its dress."""
    try:
        display.check()
    except DisplayError:
        return
    if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return  # nobody could close it
    make_application(language=language, theme=theme, text_size=text_size)
    make_window(sentence).exec()


def make_window(sentence: str) -> QMessageBox:
    """The window, not shown yet; there must be a Qt application."""
    window = QMessageBox()
    window.setIcon(QMessageBox.Icon.Warning)
    window.setWindowTitle("Assist")
    window.setTextFormat(Qt.TextFormat.PlainText)  # a path in it is no mark-up
    window.setText(translate("Stopped", "Assist cannot go on."))
    window.setInformativeText(sentence)
    window.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return window
