"""The job with the whole real path: a customer's phone, RTP, the agent's phone, PipeWire, capture, words, the window.

When a word was said is told by somebody else's recording of what the softphone played (parec), in which the customer's
sound is looked for: so the phones and the network count for nothing, and everything from the output on counts.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
import soundfile
import soxr
from PySide6.QtCore import QMetaObject, Qt

from assist import app
from assist.day import Day, Parts
from assist.events import RATE, AudioGap, CallState, Device, Health, Partial, Samples, Utterance
from assist.hearing import Hearing
from assist.live import Live, Sink
from assist.overlay.desk import Desk
from assist.overlay.state import View
from assist.settings import Settings
from assist.speech.transcriber import Transcriber
from tests.audio.pipewire import pipewire_server
from tests.bench.delays import SpokenWord, word_delays
from tests.bench.measuring import Arrival, Arrivals, Numbers, cpu_s
from tests.bench.windows import desk
from tests.overlay.screen import until
from tests.softphone.call import make_recordings
from tests.softphone.phones import AGENT_ADDRESS, CUSTOMER_EAR, Phone, private_network, two_phones

SETTINGS = Settings(agent_device="agent_mic", customer_device="softphone_out.monitor", show_agent_words=True)
AFTER_S = 4.0
"""For the last words."""
LOOKED_FOR_S = 20.0
"""So much of the customer's sound is looked for, from where it begins to be any."""


class Tap:
    """What the softphone plays, recorded by another program, and when each sample was played."""

    def __init__(self) -> None:
        words = ["parec", "-d", "softphone_out.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
                 "--latency-msec=20"]  # fmt: skip
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE)
        self._blocks: list[bytes] = []
        self._begun_s = float("inf")
        """By time.perf_counter: no sample can have come before it was played, so the earliest tells."""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def found_s(self, sound: Samples) -> float:
        """When the first sample of `sound` was played."""
        self._process.terminate()
        self._thread.join()
        self._process.wait()
        heard = np.frombuffer(b"".join(self._blocks), "<i2").astype(np.float32)
        size = 1 << (len(heard) + len(sound)).bit_length()
        likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size)), size)[: len(heard)]
        return self._begun_s + int(np.argmax(likeness)) / RATE

    def _read(self) -> None:
        assert self._process.stdout is not None
        read = 0
        while block := os.read(self._process.stdout.fileno(), 4096):
            self._blocks.append(block)
            read += len(block) // 2
            self._begun_s = min(self._begun_s, time.perf_counter() - read / RATE)


class Screen:
    """When the window showed what, beside when the sinks were told."""

    def __init__(self, shown: Desk) -> None:
        self._show = shown.window.show_view
        self.times_s: list[float] = []
        shown.window.show_view = self.show  # type: ignore[method-assign]

    def show(self, view: View) -> None:
        self._show(view)
        self.times_s.append(time.perf_counter())

    def shown_s(self, told_s: float) -> float:
        """When the window first showed the state after an event that was told then."""
        later = np.searchsorted(self.times_s, told_s)
        return self.times_s[later] if later < len(self.times_s) else told_s


def whole_path(words_path: Path) -> Numbers:
    """The bundled call once, from phone to phone; how long after its end each of the customer's words is on screen."""
    words = msgspec.json.decode(words_path.read_bytes(), type=list[SpokenWord])
    arrivals, begun_s = Arrivals(), [0.0]
    hearing = Hearing()

    def transcriber(settings: Settings) -> Transcriber:
        return app.transcriber_maker(app.Call(), settings)()

    day = Day(lambda: SETTINGS, Parts(hearing.open, transcriber))
    with _phones() as (folder, sound, customer):
        os.environ.update(sound)
        sinks: list[Sink] = []
        live = Live(day, sinks)
        shown = desk(live)
        screen = Screen(shown)
        sinks += [shown.sink, arrivals.sink]
        conversation = threading.Thread(target=_talk, args=(live, arrivals, customer, folder, shown, begun_s))
        live.start()
        conversation.start()
        shown.run()
        conversation.join()
        live.stop()
        day.close()
    return _figures(words, arrivals, screen, begun_s[0])


def _talk(live: Live, arrivals: Arrivals, customer: Phone, folder: Path, shown: Desk, begun_s: list[float]) -> None:
    """The call, on a thread of its own; closes the window in the end."""
    try:
        customer.do("dial", AGENT_ADDRESS)
        until(lambda: customer.has_told("CALL_ESTABLISHED"))
        live.begin()
        until(
            lambda: (
                {one.event.speaker for one in arrivals.all if isinstance(one.event, Device)} == {"agent", "customer"}
            )
        )
        tap = Tap()
        customer.do("ausrc", f"aufile,{folder / 'customer.wav'}")
        agent = subprocess.Popen(["paplay", "-d", "mic_feed", str(folder / "agent.wav")])
        agent.wait()
        threading.Event().wait(AFTER_S)
        begun_s[0] = tap.found_s(_beginning(folder / "customer.wav"))
        customer.do("hangup")
        live.end()
        until(lambda: live.wait(0.1))
    finally:
        QMetaObject.invokeMethod(shown.window, "close", Qt.ConnectionType.QueuedConnection)


@contextmanager
def _phones() -> Iterator[tuple[Path, Mapping[str, str], Phone]]:
    with (
        tempfile.TemporaryDirectory() as name,
        pipewire_server(CUSTOMER_EAR) as sound,
        private_network() as network,
        two_phones(network, sound, Path(name)) as (customer, _),
    ):
        make_recordings(Path(name))
        yield Path(name), sound, customer


def _beginning(recording: Path) -> Samples:
    audio, rate = soundfile.read(recording, dtype="float32")
    first = int(np.argmax(np.abs(audio) > 0.01))
    sound = soxr.resample(audio[: first + round(LOOKED_FOR_S * rate)], rate, RATE)
    return np.asarray(sound, np.float32)


def _figures(words: list[SpokenWord], arrivals: Arrivals, screen: Screen, begun_s: float) -> Numbers:
    """Words are in the recording's time; the call's time began earlier."""
    started_s = min(at_s - event.at for event, at_s in arrivals.all if isinstance(event, Partial))
    earlier_s = begun_s - started_s
    moved = [
        Arrival(
            msgspec.structs.replace(event, start=event.start - earlier_s, at=event.at - earlier_s), screen.shown_s(at_s)
        )
        for event, at_s in arrivals.all
        if isinstance(event, Partial | Utterance) and event.speaker == "customer"
    ]
    events = [event for event, _ in arrivals.all]
    return {
        "word_s": word_delays(words, moved, begun_s),
        "lost_s": [sum(event.end - event.start for event in events if isinstance(event, AudioGap))],
        "behind_s": [event.behind for event in events if isinstance(event, Health)],
        "cpu": [cpu_s() / max(1.0, next(event.at for event in reversed(events) if isinstance(event, CallState)))],
    }
