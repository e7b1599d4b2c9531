"""What a supervisor's window is like to sit before: how late a message is painted, how long the loop is busy.

Must not know the window but for the widget that is painted; who has it says when messages are taken in and shown.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tests.bench.floor.delays import Numbers, now, spread

BEAT_MS = 5


class Watch(QObject):
    """On the main thread. `numbers` tells what was since it was last asked."""

    _given = Signal(float)

    def __init__(self, painted: QWidget) -> None:
        super().__init__()
        self._heard: list[float] = []
        self._shown: list[float] = []
        self._painting: list[float] = []
        self._delays_ms: list[float] = []
        self._painted_ms: list[float] = []
        self._paints_ms: list[float] = []
        self._late_ms: list[float] = []
        self._turned_s = time.perf_counter()
        painted.installEventFilter(self)
        self._given.connect(self._tell, Qt.ConnectionType.QueuedConnection)  # after the picture was given to the screen
        self._beat = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._turn)
        self._beat.start()

    def heard(self, sent: float) -> None:
        """A message of that time is in what is known."""
        self._heard.append(sent)

    def refreshed(self) -> None:
        """All that is known is in the model now; the next picture has it."""
        shown = now()
        self._delays_ms += [(shown - sent) * 1000 for sent in self._heard]
        self._shown += self._heard
        self._heard.clear()

    def numbers(self) -> Numbers:
        """Delays until the model and until the picture, the longest picture, how late the loop came to its timer."""
        numbers = spread(self._delays_ms, "model_") | spread(self._painted_ms, "painted_")
        numbers["paint_ms"] = max(self._paints_ms, default=0.0)
        numbers["paints"] = float(len(self._paints_ms))
        numbers["stall_ms"] = max(self._late_ms, default=0.0)
        for values in (self._delays_ms, self._painted_ms, self._paints_ms, self._late_ms):
            values.clear()
        return numbers

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painting += self._shown
            self._shown.clear()
            self._given.emit(time.perf_counter())
        return False

    def _tell(self, began_s: float) -> None:
        shown = now()
        self._paints_ms.append((time.perf_counter() - began_s) * 1000)
        self._painted_ms += [(shown - sent) * 1000 for sent in self._painting]
        self._painting.clear()

    def _turn(self) -> None:
        turned_s = time.perf_counter()
        self._late_ms.append(max(0.0, (turned_s - self._turned_s) * 1000 - BEAT_MS))
        self._turned_s = turned_s
