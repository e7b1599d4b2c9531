"""Two devices captured at once: the microphone is the agent, what the softphone plays is the customer.

PortAudio's callbacks run on threads of its own: they copy, put the block where it belongs in time, and leave.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from assist.audio.devices import Input
from assist.audio.streams import open_input
from assist.audio.timeline import Timeline
from assist.errors import DeviceError
from assist.events import RATE, AgentAudio, Audio, AudioGap, CustomerAudio, Samples, Speaker

_KINDS: dict[Speaker, Callable[..., Audio]] = {"agent": AgentAudio, "customer": CustomerAudio}


class Inbox(Protocol):
    def put(self, audio: Audio, *, filler: bool = False) -> None: ...

    def say(self, gap: AudioGap) -> None: ...


class Capture:
    """Both inputs, open between `start` and `stop`. `start` raises DeviceError."""

    def __init__(
        self, *, agent: Input, customer: Input, inbox: Inbox, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._inputs: dict[Speaker, Input] = {"agent": agent, "customer": customer}
        self._inbox = inbox
        self._clock = clock
        self._lock = threading.Lock()
        self._timelines: dict[Speaker, Timeline] = {}
        self._streams: list[Any] = []

    def start(self) -> None:
        begun = self._clock()
        self._timelines = {speaker: Timeline(begun) for speaker in self._inputs}
        try:
            for speaker, device in self._inputs.items():
                self._streams.append(self._open(speaker, device))
            for stream in self._streams:
                stream.start()
        except DeviceError:
            self.stop()
            raise

    def stop(self) -> None:
        """Close both; nothing is put afterwards."""
        while self._streams:
            self._streams.pop().close()

    def _open(self, speaker: Speaker, device: Input) -> Any:
        return open_input(device, partial(self._arrived, speaker), called=f"The {speaker}'s input")

    def _arrived(self, speaker: Speaker, samples: Samples) -> None:
        """Samples of one device: placed in time, and the other channel kept within reach."""
        now = self._clock()
        with self._lock:
            for who, timeline in self._timelines.items():
                filler = timeline.fill(now) if who != speaker else samples[:0]
                if len(filler):
                    self._inbox.put(_KINDS[who](samples=filler), filler=True)
            self._place(speaker, samples, now)

    def _place(self, speaker: Speaker, samples: Samples, now: float) -> None:
        timeline = self._timelines[speaker]
        kept = timeline.place(samples, now)
        if len(kept):
            self._inbox.put(_KINDS[speaker](samples=kept))
        lost = (len(samples) - len(kept)) / RATE
        if lost:
            end = timeline.now_s
            gap = AudioGap(at=0.0, speaker=speaker, start=max(0.0, end - lost), end=end, reason="late")
            self._inbox.say(gap)
