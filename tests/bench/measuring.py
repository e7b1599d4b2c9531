"""Measures from inside the measured process: CPU, memory, and a transcriber that is watched while it works."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from assist.events import AnyEvent, Samples, Speaker
from assist.speech.transcriber import Session, Transcriber
from assist.spoken import Spoken

Numbers = dict[str, list[float]]
"""What a job answers: values by name, the unit at the end of the name."""


def cpu_s() -> float:
    """CPU seconds of this process since it was started: interpreter, imports and native threads included."""
    return time.process_time()


def peak_mib() -> list[float]:
    """The most memory this process has held, one value; none where the system does not tell.

    Linux's ru_maxrss is not used: a child begins with its parent's.
    """
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return [float(status.split("VmHWM:")[1].split()[0]) / 1024]
    if sys.platform == "darwin":
        import resource

        return [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20]
    return []


class Emitted(NamedTuple):
    what: Spoken
    at_s: float
    """When the session returned it, by time.perf_counter."""


class Ledger:
    """What the sessions of one call cost and gave."""

    def __init__(self) -> None:
        self.cpu_s = 0.0
        """CPU of the whole process while a session was at work; meaningful where nothing else runs beside it."""
        self.emitted: list[Emitted] = []

    def watch(self, work: Callable[[], list[Spoken]]) -> list[Spoken]:
        begun = cpu_s()
        heard = work()
        self.cpu_s += cpu_s() - begun
        if heard:
            now = time.perf_counter()
            self.emitted += [Emitted(one, now) for one in heard]
        return heard


class MeasuredSession:
    """A session like the one inside, with its work in the ledger."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session = session
        self._ledger = ledger

    def accept(self, samples: Samples, *, partials: bool = True) -> list[Spoken]:
        return self._ledger.watch(lambda: self._session.accept(samples, partials=partials))

    def skip(self, length: int) -> None:
        self._session.skip(length)

    def finish(self) -> list[Spoken]:
        return self._ledger.watch(self._session.finish)


class MeasuredTranscriber:
    """A transcriber like the one inside, whose sessions are watched."""

    def __init__(self, transcriber: Transcriber, ledger: Ledger) -> None:
        self._transcriber = transcriber
        self._ledger = ledger

    @property
    def name(self) -> str:
        return self._transcriber.name

    def open(self, speaker: Speaker) -> MeasuredSession:
        return MeasuredSession(self._transcriber.open(speaker), self._ledger)

    def close(self) -> None:
        self._transcriber.close()


class Arrival(NamedTuple):
    event: AnyEvent
    at_s: float
    """By time.perf_counter."""


class Arrivals:
    """The last sink: when it has an event, every sink has it."""

    def __init__(self) -> None:
        self.all: list[Arrival] = []
        self.cpu_s = 0.0
        """CPU of the process when the latest event came."""

    def sink(self, event: AnyEvent) -> None:
        self.all.append(Arrival(event, time.perf_counter()))
        self.cpu_s = cpu_s()
