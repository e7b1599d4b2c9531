"""Runs the overlay: the Qt application, the pump that empties the queue of events, the tray, and every way to close.

Everything here lives on the main thread but `Desk.sink`, which any thread may call.
"""

from __future__ import annotations

import queue
import signal
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from assist.events import AnyEvent
from assist.overlay.state import Overlay
from assist.overlay.window import OverlayWindow

PUMP_MS = 33
LINGER_MS = 6000
"""How long the window stays when a replayed call has ended."""


class Desk:
    """The agent's side of the screen. `run` returns when the window was closed."""

    def __init__(self, *, width: int, place: Path, over_fullscreen: bool = False, linger_ms: int = LINGER_MS) -> None:
        known = QApplication.instance()
        self._app = known if isinstance(known, QApplication) else QApplication(["assist"])
        self._app.setApplicationName("Assist")
        self._app.setQuitOnLastWindowClosed(False)
        self._events: queue.SimpleQueue[AnyEvent] = queue.SimpleQueue()
        self._overlay = Overlay()
        self.window = OverlayWindow(width=width, place=place, over_fullscreen=over_fullscreen)
        self.window.closed.connect(self._app.quit)
        self._pump = QTimer(interval=PUMP_MS)
        self._pump.timeout.connect(self._drain)
        self._linger_ms = linger_ms
        self.tray_menu = QMenu()
        self._tray = self._make_tray()

    def sink(self, event: AnyEvent) -> None:
        """Take an event to be shown at the next tick; returns at once."""
        self._events.put(event)

    def run(self, *, ended: Callable[[], bool] | None = None) -> None:
        """Show the window until it is closed, or until `ended` has been true for a while. Ctrl-C closes it too."""
        before = signal.signal(signal.SIGINT, lambda *_: self.window.close())
        ending = QTimer(interval=200)
        if ended is not None:
            ending.timeout.connect(lambda: self._linger(ending) if ended() else None)
            ending.start()
        self.window.show_view(self._overlay.view)
        self.window.show()
        self._pump.start()
        try:
            self._app.exec()
        finally:
            self._pump.stop()
            ending.stop()
            self._tray.hide()
            signal.signal(signal.SIGINT, before)

    def _linger(self, ending: QTimer) -> None:
        ending.stop()
        QTimer.singleShot(self._linger_ms, self.window, self.window.close)

    def _drain(self) -> None:
        """Show the state after everything that waits: a newer partial has replaced the older by then."""
        if self._events.empty():
            return
        while not self._events.empty():
            self._overlay.see(self._events.get())
        self.window.show_view(self._overlay.view)

    def _make_tray(self) -> QSystemTrayIcon:
        dot = QPixmap(32, 32)
        dot.fill(QColor("#67E8F9"))
        tray = QSystemTrayIcon(QIcon(dot), self._app)
        tray.setToolTip("Assist")
        for text, act in (("Show or hide", self._toggle), ("Quit", self.window.close)):
            action = QAction(text, self.tray_menu)
            action.triggered.connect(act)
            self.tray_menu.addAction(action)
        tray.setContextMenu(self.tray_menu)
        if QSystemTrayIcon.isSystemTrayAvailable():
            tray.show()
        return tray

    def _toggle(self) -> None:
        self.window.setVisible(not self.window.isVisible())
