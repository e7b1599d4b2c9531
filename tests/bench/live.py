"""The job with the bundled call in real time, the overlay open."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec

from assist import app
from assist.audio.player import Player
from assist.day import Day, Parts
from assist.events import AnyEvent, Health, to_json
from assist.live import Live, Sink
from assist.overlay.desk import LINGER_MS
from assist.settings import Settings
from assist.speech import engines
from tests.bench.delays import SpokenWord, own_delays, utterance_delays, word_delays
from tests.bench.measuring import Arrivals, Ledger, MeasuredTranscriber, Numbers, cpu_s, peak_mib
from tests.bench.replays import ENGINE
from tests.bench.windows import desk
from tests.making import DEMO


def real_time(words_path: Path) -> Numbers:
    """The bundled call once through the live thread with the overlay open, at the speed of a real call."""
    words = msgspec.json.decode(words_path.read_bytes(), type=list[SpokenWord])
    ledger, arrivals = Ledger(), Arrivals()
    call = app.open_call(DEMO, pair=None, agent_channel="left")
    parts = Parts(
        source=lambda _, inbox: Player(call.blocks(), inbox, speed=1.0),
        transcriber=lambda _: MeasuredTranscriber(engines.load(ENGINE), ledger),
    )
    day = Day(Settings, parts)
    with open(os.devnull, "wb") as nowhere:

        def write(event: AnyEvent) -> None:
            nowhere.write(to_json(event) + b"\n")

        sinks: list[Sink] = [write]
        live = Live(day, sinks)
        shown = desk(live, linger_ms=LINGER_MS)
        sinks += [shown.sink, arrivals.sink]
        live.begin()
        start_cpu_s, began_s = cpu_s(), time.perf_counter()
        live.start()  # the player begins before anything is loaded
        shown.run()
        live.stop()
    day.close()
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
