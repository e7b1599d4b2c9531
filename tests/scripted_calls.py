"""Calls without devices and models: what they open, load and close is written down, in order, with the thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np

from assist.errors import AssistError
from assist.events import RATE, AgentAudio, AnyEvent, CustomerAudio, Samples
from assist.inbox import Inbox
from assist.live_call import Source
from assist.pipeline import Pipeline
from tests.making import script, scripted_pipeline

PATIENCE_S = 60.0


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def put(inbox: Inbox, seconds: float) -> None:
    """So much silence of both, in which a script's words are spoken."""
    inbox.put(AgentAudio(samples=silence(seconds)))
    inbox.put(CustomerAudio(samples=silence(seconds)))


class Line:
    """A call's devices. What it `says` it gives at once when it is opened, and the call is over then."""

    def __init__(self, inbox: Inbox, note: Callable[[str], None], says_s: int = 0) -> None:
        self.inbox = inbox
        self._note = note
        self._says_s = says_s

    def start(self) -> None:
        self._note("open")
        for _ in range(self._says_s):
            put(self.inbox, 1.0)
        if self._says_s:
            self.inbox.close()

    def stop(self) -> None:
        self._note("close")


class Happened:
    """What has happened, to be waited for; a sink too."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self._changed = threading.Condition()

    def add(self, what: object) -> None:
        with self._changed:
            self.all.append(what)
            self._changed.notify_all()

    def until(self, condition: Callable[[list[object]], object]) -> None:
        """Return when that is so of all that has happened."""
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self.all), PATIENCE_S), self.all

    def events(self) -> list[AnyEvent]:
        return [each for each in self.all if not isinstance(each, str)]  # type: ignore[misc]


class ScriptedCalls:
    """The calls of a day, all of the same script. `fails` is raised by the next opening."""

    def __init__(
        self, source: Callable[[Inbox], Source] | None = None, *, happened: Happened | None = None,
        pipeline: Callable[[], Pipeline] = lambda: scripted_pipeline(script("third_time")),
    ) -> None:  # fmt: skip
        self.happened = happened or Happened()
        self._source = source
        self._pipeline = pipeline
        self.lines: list[Line] = []
        self.fails: AssistError | None = None
        self.threads: set[str] = set()
        self.hold = threading.Event()
        """Loading waits until it is set."""
        self.hold.set()
        self._loaded = 0

    @property
    def line(self) -> Line:
        """The devices that were opened last."""
        return self.lines[-1]

    def prepare(self) -> Iterator[object]:
        while self._loaded < 2:
            self._loaded += 1
            self._note(f"load {self._loaded}")
            assert self.hold.wait(PATIENCE_S)
            yield None

    def open(self, inbox: Inbox) -> Source:
        if self.fails is not None:
            raise self.fails
        if self._source is not None:
            return self._source(inbox)
        self.lines.append(Line(inbox, self._note))
        return self.line

    def pipeline(self) -> Pipeline:
        self._note("call")
        return self._pipeline()

    def over(self) -> None:
        self._note("over")

    def _note(self, what: str) -> None:
        self.threads.add(threading.current_thread().name)
        self.happened.add(what)
