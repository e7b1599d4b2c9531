"""The peer of the overlay: a window with nothing in it, from a program that imports PySide6 alone."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.bench.memory import held_mib
from tests.bench.watching import SETTLE_S, Busy, FirstPaint, Idle, Numbers

WIDTH, HEIGHT = 380, 300
"""About those of the overlay in full view."""
_NAME = "bare"


class _Label(QLabel):
    said = Signal(str)


def work(job: str, spawned_s: float) -> Numbers:
    """Do one job with a bare window here. `spawned_s`: when this process was started, by time.time."""
    imported = held_mib()
    qt = QApplication([_NAME])
    window = QWidget()
    window.setObjectName(_NAME)
    window.resize(WIDTH, HEIGHT)
    window.show()
    match job:
        case "paint":
            painted = FirstPaint(_NAME, spawned_s)
            qt.installEventFilter(painted)
            qt.exec()
            return painted.numbers
        case "stalls":
            label = _Label()
            QVBoxLayout(window).addWidget(label)
            label.said.connect(label.setText)
            busy = Busy(lambda number: label.said.emit(f"This is line {number}."), window.close)
            qt.exec()
            return busy.numbers
        case "idle":
            idle = Idle(window.close)
            qt.exec()
            return idle.numbers
        case "memory":
            QTimer.singleShot(round(SETTLE_S * 1000), window.close)
            qt.exec()
            return held_mib() | {"imports_mib": imported.get("rss_mib", [])}
    raise SystemExit(f"There is no job {job} for a bare window.")
