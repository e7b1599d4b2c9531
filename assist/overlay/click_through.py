"""Clicks go through the compact window to the program below, unless Ctrl is held.

The keyboard is asked ten times a second, because a window that takes no focus is not told of keys; the window's flag
is changed on the native window, which stays as it is (`QWidget.setWindowFlag` would make it anew).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LOOK_MS = 100


class ClickThrough:
    """One window's. Off until `turn`."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._on = False
        self._timer = QTimer(window, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def turn(self, on: bool) -> None:
        """Whether clicks go through from now on."""
        self._on = on
        self.look()
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """See whether Ctrl is held."""
        native = self._window.windowHandle()
        if native is None:
            return
        held = bool(QGuiApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        wanted = self._on and not held
        if bool(native.flags() & Qt.WindowType.WindowTransparentForInput) != wanted:
            native.setFlag(Qt.WindowType.WindowTransparentForInput, wanted)
