"""Watches of a Qt program from inside: its first paint, its loop under updates, its rest.

Knows PySide6 and nothing of ours, so that a bare window can be watched in the same way and pays for nothing else.
"""

from __future__ import annotations

import math
import statistics
import threading
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

SETTLE_S = 2.0
"""A window is watched from this long after its loop began."""
BUSY_S = 30.0
IDLE_S = 20.0
UPDATE_S = 0.1
BEAT_MS = 1
CLOSE_MS = 100
"""A window that was painted before the loop began is closed when it runs: earlier, nothing would end it."""
LONG_MS = 50.0
"""A turn of the loop that a person may notice."""

Numbers = dict[str, list[float]]


class FirstPaint(QObject):
    """Knows when the window of that name was painted first, and closes it soon after. Filters all events."""

    _seen = Signal(QWidget)

    def __init__(self, name: str, spawned_s: float) -> None:
        """`spawned_s`: when the process was started, by time.time, which the parent process has too."""
        super().__init__()
        self._name = name
        self._spawned_s = spawned_s
        self._painted = False
        self._seen.connect(self._tell, Qt.ConnectionType.QueuedConnection)  # after the picture was given to the screen
        self.numbers: Numbers = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted and isinstance(watched, QWidget):
            self._painted = watched.objectName() == self._name
            if self._painted:
                self._seen.emit(watched)
        return False

    def _tell(self, window: QWidget) -> None:
        self.numbers = {"paint_s": [time.time() - self._spawned_s], "main_thread_s": [time.thread_time()]}
        QTimer.singleShot(CLOSE_MS, window.close)


class Busy(QObject):
    """Calls `update` with 0, 1, 2… ten times a second, from a thread as a call does, and watches the loop; then `end`.

    A timer of a millisecond says when the loop has come round. A turn that took longer made everything wait that came
    meanwhile, so each of its milliseconds counts with the wait that was left then. The same is reckoned with the CPU
    time of the loop's own thread: that is what the window itself is to blame for when others use the machine.
    """

    def __init__(self, update: Callable[[int], object], end: Callable[[], object]) -> None:
        super().__init__()
        self._update = update
        self._end = end
        self._late_ms: list[float] = []
        self._worked_ms: list[float] = []
        self._turned_s = self._work_s = self._began_cpu_s = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._feed, daemon=True)
        self._beat = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._turn)
        QTimer.singleShot(round(SETTLE_S * 1000), self._begin)
        self.numbers: Numbers = {}

    def _begin(self) -> None:
        self._began_cpu_s, self._turned_s, self._work_s = time.process_time(), time.perf_counter(), time.thread_time()
        self._beat.start()
        self._thread.start()
        QTimer.singleShot(round(BUSY_S * 1000), self._stop)

    def _turn(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self._late_ms.append(max(0.0, (now - self._turned_s) * 1000 - BEAT_MS))
        self._worked_ms.append((work - self._work_s) * 1000)
        self._turned_s, self._work_s = now, work

    def _feed(self) -> None:
        due, number = time.monotonic(), 0
        while not self._over.wait(max(0.0, due - time.monotonic())):
            self._update(number)
            due, number = due + UPDATE_S, number + 1

    def _stop(self) -> None:
        self._beat.stop()
        self._over.set()
        self._thread.join()
        self.numbers = {
            "cpu": [(time.process_time() - self._began_cpu_s) / BUSY_S],
            "long": [float(sum(late > LONG_MS for late in self._late_ms))],
            **_spread("late", self._late_ms),
            **_spread("worked", self._worked_ms),
        }
        self._end()


class Idle(QObject):
    """Counts the CPU of a window to which nothing happens; then `end`."""

    def __init__(self, end: Callable[[], object]) -> None:
        super().__init__()
        self._end = end
        self._began_cpu_s = 0.0
        QTimer.singleShot(round(SETTLE_S * 1000), self._begin)
        self.numbers: Numbers = {}

    def _begin(self) -> None:
        self._began_cpu_s = time.process_time()
        QTimer.singleShot(round(IDLE_S * 1000), self._stop)

    def _stop(self) -> None:
        self.numbers = {"cpu": [(time.process_time() - self._began_cpu_s) / IDLE_S]}
        self._end()


def waits_ms(turns_ms: Sequence[float]) -> list[float]:
    """What inputs wait that come a millisecond apart, when the loop's turns take so long."""
    return [turn - gone for turn in turns_ms for gone in range(max(1, math.ceil(turn)))]


def _spread(name: str, turns_ms: Sequence[float]) -> Numbers:
    waits = waits_ms(turns_ms)
    cuts = statistics.quantiles(waits, n=1000, method="inclusive")
    marks = {"p50": cuts[499], "p99": cuts[989], "p99.9": cuts[998], "max": max(waits)}
    return {f"{name}_{mark}": [value] for mark, value in marks.items()}
