"""Clicks go through the compact window to the program below, unless Ctrl is held.

A window that takes no focus is not told of keys, and one that clicks go through is not told of the pointer: so the
system is asked, now and then where the pointer is, and while it is on the window often, whether Ctrl is held. The flag
is changed on the native window, which stays as it is (`QWidget.setWindowFlag` would make it anew).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

FAR_MS, NEAR_MS = 200, 50
"""How often is looked: each look is a question to the system, and costs a third of a millisecond."""


class ClickThrough:
    """One window's. `area` is where it is; off until `turn`."""

    def __init__(self, window: QWidget, area: Callable[[], QRect]) -> None:
        self._window = window
        self._area = area
        self._on = False
        self._timer = QTimer(window, interval=FAR_MS)
        self._timer.timeout.connect(self._look)

    def turn(self, on: bool) -> None:
        """Whether clicks go through from now on."""
        self._on = on
        self._look()
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def _look(self) -> None:
        """See whether Ctrl is held with the pointer on the window."""
        native = self._window.windowHandle()
        if native is None:
            return
        near = self._on and self._area().contains(QCursor.pos())
        self._timer.setInterval(NEAR_MS if near else FAR_MS)
        control = Qt.KeyboardModifier.ControlModifier
        held = near and bool(QGuiApplication.queryKeyboardModifiers() & control)
        # Not before it is on the screen: openbox takes clicks for a window whose shape it has not seen change.
        wanted = self._on and not held and native.isExposed()
        if bool(native.flags() & Qt.WindowType.WindowTransparentForInput) != wanted:
            native.setFlag(Qt.WindowType.WindowTransparentForInput, wanted)
