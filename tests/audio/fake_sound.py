"""A sound system whose devices come and go as a test says, a clock that it moves, and an inbox that keeps what it gets.

Time passes in hundredths of a second: every device that is open gives a block when it is due, and the capture looks ten
times a second, as its own thread would.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from assist.audio.capture import TICK_S, Capture
from assist.audio.devices import Input, Inputs
from assist.audio.streams import Hear, NoAnswer
from assist.errors import DeviceError
from assist.events import RATE, Audio, AudioGap, Device, Samples, Speaker

BLOCK = 640
LONG_S = 60.0
MIC = Input("alsa_input.usb-Acme_Talk_1-00.mono-fallback", "Acme Talk", "pulse", "mic")
PLAYED = Input("alsa_output.usb-Acme_Talk_1-00.analog-stereo.monitor", "Monitor of Acme Talk", "pulse", "played", True)


class KeepingInbox:
    """What was put and said, in order, and both together as sound; a test may wait for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._pieces: dict[Speaker, list[Samples]] = {"agent": [], "customer": []}
        self.real: dict[Speaker, int] = {"agent": 0, "customer": 0}
        self.placed: dict[Speaker, int] = {"agent": 0, "customer": 0}
        self.fillers: dict[Speaker, list[tuple[float, float]]] = {"agent": [], "customer": []}
        """From when to when silence was put for what a device did not give, after its first sound."""
        self.said: list[AudioGap | Device] = []
        self.muted: dict[Speaker, bool] = {"agent": False, "customer": False}

    def put(self, audio: Audio, *, filler: bool = False) -> None:
        with self._changed:
            self._pieces[audio.speaker].append(audio.samples)
            start = self.placed[audio.speaker]
            self.placed[audio.speaker] += len(audio.samples)
            if filler and self.real[audio.speaker]:
                self.fillers[audio.speaker].append((start / RATE, self.placed[audio.speaker] / RATE))
            if not filler:
                self.real[audio.speaker] += len(audio.samples)
            self._changed.notify_all()

    def say(self, news: AudioGap | Device) -> None:
        with self._changed:
            self.said.append(news)
            self._changed.notify_all()

    def mute(self, who: Speaker, muted: bool) -> None:
        with self._changed:
            self.muted[who] = muted
            self._changed.notify_all()

    def sound(self, who: Speaker) -> Samples:
        with self._changed:
            self._pieces[who] = [np.concatenate([np.zeros(0, np.float32), *self._pieces[who]])]
            return self._pieces[who][0]

    def until(self, enough: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(enough, LONG_S), f"it never came; {self.said}"

    def gaps(self, who: Speaker) -> list[tuple[float, float, str]]:
        return [(x.start, x.end, x.reason) for x in self.said if isinstance(x, AudioGap) and x.speaker == who]

    def lost_s(self, who: Speaker) -> float:
        return sum(end - start for start, end, _ in self.gaps(who))

    def told(self, who: Speaker) -> list[str]:
        """What became of the input, as "lost gone Acme Talk"."""
        return [
            " ".join(part for part in (x.state, x.reason, x.name) if isinstance(part, str))
            for x in self.said
            if isinstance(x, Device) and x.speaker == who
        ]


@dataclass
class FakeStream:
    """One that gives a block whenever one is due, in a sound of its device."""

    device: Input
    hear: Hear
    due_s: float
    steady: bool = True
    alive: bool = True
    closed: bool = False
    gives: bool = True

    def start(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True
        self.alive = False

    def give(self, samples: Samples) -> None:
        assert not self.closed
        self.hear(samples)


@dataclass
class FakeSystem:
    """`known` is what there is; a stream is where it was opened, unless `moved` says that the server moved it."""

    now: Callable[[], float]
    known: Inputs = field(default_factory=lambda: Inputs((MIC, PLAYED), MIC, PLAYED))
    streams: dict[str, FakeStream] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)
    steady: bool = True
    hangs: bool = False
    opened: list[str] = field(default_factory=list)
    followed: Collection[str] = ()

    def look(self, *, missing: bool) -> Inputs:
        del missing
        if self.hangs:
            raise NoAnswer("It hangs.")
        return self.known

    def places(self) -> Mapping[str, str]:
        if self.hangs:
            raise NoAnswer("It hangs.")
        return {
            mark: self.moved.get(mark, str(stream.device.address))
            for mark, stream in self.streams.items()
            if stream.alive
        }

    def open(self, device: Input, hear: Hear, *, called: str, mark: str) -> FakeStream:
        assert mark not in self.streams or self.streams[mark].closed, "it is open already"
        if device.name in self.refuses:
            raise DeviceError(f"{called} is refused.")
        self.moved.pop(mark, None)
        self.opened.append(device.name)
        self.streams[mark] = FakeStream(device, hear, self.now() + BLOCK / RATE, steady=self.steady)
        return self.streams[mark]

    def follow(self, softphones: Collection[str]) -> None:
        self.followed = softphones

    def close(self) -> None:
        pass

    def unplug(self, *gone: Input) -> None:
        """They are no more: their streams end, and what followed the system has no default."""
        for one in gone:
            self.known = self.known.without(one)
        for stream in self.streams.values():
            stream.alive = stream.alive and stream.device not in gone

    def plug(self, *come: Input) -> None:
        """They are there, and the defaults of their kind."""
        found = (*self.known.found, *come)
        microphone = next((one for one in come if not one.plays), self.known.microphone)
        playback = next((one for one in come if one.plays), self.known.playback)
        self.known = self.known._replace(found=found, microphone=microphone, playback=playback)


class World:
    """A capture on that system. `sound` is what every device gives."""

    def __init__(self, *, agent: str = "", customer: str = "") -> None:
        self.now_s = 1000.0
        self.inbox = KeepingInbox()
        self.system = FakeSystem(lambda: self.now_s)
        self.capture = Capture(self.system, self.inbox, agent=agent, customer=customer, clock=lambda: self.now_s)
        self._looks_at = self.now_s

    def begin(self) -> None:
        self.capture.begin()
        self.capture.tend()
        self._begun_s = self._looks_at = self.now_s

    def pass_(self, seconds: float, *, looks: bool = True, sound: float = 0.5) -> None:
        """Time passes; `looks` is False where the capture's thread gets no turn."""
        for _ in range(round(seconds * 100)):
            self.now_s += 0.01
            for stream in self.system.streams.values():
                if self.now_s >= stream.due_s - 1e-9:
                    stream.due_s += BLOCK / RATE
                    if stream.alive and stream.gives and not self.system.hangs:
                        stream.give(np.full(BLOCK, sound, np.float32))
            if looks and self.now_s >= self._looks_at + TICK_S - 1e-9:
                self._looks_at = self.now_s
                self.capture.tend()

    @property
    def call_s(self) -> float:
        return self.now_s - self._begun_s

    def is_whole(self) -> bool:
        """Whether both channels are as long as the call is, give or take what a channel may be behind."""
        return all(abs(placed / RATE - self.call_s) < 0.6 for placed in self.inbox.placed.values())
