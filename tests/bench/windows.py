"""Jobs with the overlay: the bundled call in real time, the first paint, an idle window."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from assist import app
from assist.audio.player import Player
from assist.events import AnyEvent, Health, to_json
from assist.live import Inbox, Live
from assist.overlay import display
from assist.overlay.desk import Desk
from assist.overlay.window import OverlayWindow
from assist.pipeline import Pipeline
from assist.settings import Settings
from assist.speech import engines
from tests.bench.delays import SpokenWord, own_delays, utterance_delays, word_delays
from tests.bench.measuring import Arrivals, Ledger, MeasuredTranscriber, Numbers, cpu_s, peak_mib
from tests.bench.replays import ENGINE
from tests.making import DEMO

IDLE_S = 10.0
SETTLE_S = 1.0
"""An idle window is measured from this long after it was shown."""


def real_time(words_path: Path) -> Numbers:
    """The bundled call once through the live thread with the overlay open, at the speed of a real call."""
    words = msgspec.json.decode(words_path.read_bytes(), type=list[SpokenWord])
    ledger, arrivals, inbox = Ledger(), Arrivals(), Inbox()
    loaded: list[MeasuredTranscriber] = []

    def make_pipeline() -> Pipeline:
        loaded.append(MeasuredTranscriber(engines.load(ENGINE), ledger))
        return app.make_pipeline(loaded[0], Settings())

    source = app.open_call(DEMO, pair=None, agent_channel="left")
    desk, player = _desk(), Player(source.blocks(), inbox, speed=1.0)
    with open(os.devnull, "wb") as nowhere:

        def write(event: AnyEvent) -> None:
            nowhere.write(to_json(event) + b"\n")

        live = Live(make_pipeline, [write, desk.sink, arrivals.sink], inbox)
        live.start()
        start_cpu_s, began_s = cpu_s(), time.perf_counter()
        player.start()
        desk.run(ended=lambda: live.ended)
        player.stop()
        live.stop()
    loaded[0].close()
    return _delays(words, ledger, arrivals, began_s) | {
        "peak_mib": peak_mib(),
        "cpu": [(arrivals.cpu_s - start_cpu_s) / (arrivals.all[-1].at_s - began_s)],
        "behind_s": [max(event.behind for event, _ in arrivals.all if isinstance(event, Health))],
    }


def _delays(words: list[SpokenWord], ledger: Ledger, arrivals: Arrivals, began_s: float) -> Numbers:
    return {
        "word_s": word_delays(words, arrivals.all, began_s),
        "utterance_s": utterance_delays(arrivals.all, began_s),
        "own_s": own_delays(ledger.emitted, arrivals.all),
    }


class _FirstPaint(QObject):
    """Closes the overlay as soon as it has been painted, and knows when that was."""

    def __init__(self) -> None:
        super().__init__()
        self.at_s: float | None = None
        """By time.time, which the parent process has too."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.at_s is None and event.type() == QEvent.Type.Paint and isinstance(watched, OverlayWindow):
            self.at_s = 0.0
            QTimer.singleShot(0, lambda: self._painted(watched))
        return False

    def _painted(self, window: OverlayWindow) -> None:
        self.at_s = time.time()
        window.close()


def first_paint(spawned_s: float) -> Numbers:
    """Seconds from the moment the parent started this process to the window on the screen, as `assist demo` goes."""
    import assist.__main__  # noqa: F401  (what the command line costs is part of it)

    display.check()
    qt = QApplication(["assist"])
    painted = _FirstPaint()
    qt.installEventFilter(painted)
    source = app.open_call(app.DEMO, pair=None, agent_channel="left")
    app.replay_live(source, Settings(engine="moonshine"), [lambda event: None], window=True)
    return {"paint_s": [painted.at_s - spawned_s] if painted.at_s else []}


def idle() -> Numbers:
    """CPU seconds a second of an open window to which nothing happens."""
    desk = _desk()
    used: list[float] = []

    def begin() -> None:
        used.append(cpu_s())
        QTimer.singleShot(round(IDLE_S * 1000), end)

    def end() -> None:
        used.append(cpu_s())
        desk.window.close()

    QTimer.singleShot(round(SETTLE_S * 1000), begin)
    desk.run()
    return {"cpu": [(used[1] - used[0]) / IDLE_S]}


def _desk() -> Desk:
    return Desk(width=Settings().window_width, place=Path(tempfile.mkdtemp()) / "window.ini")
