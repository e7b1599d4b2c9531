"""One live call, on the live thread: its devices, its inbox, its pipeline. `live.py` says when it begins and ends.

When the thread falls behind it sheds before it drops: by one second, no partial texts; when the inbox is full, the
oldest audio goes, and one `AudioGap` a speaker says so.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Protocol

import msgspec

from assist.detection import By, Quiet
from assist.events import AnyEvent, Audio, AudioGap, Device
from assist.inbox import QUIET_S, Inbox
from assist.pipeline import Pipeline
from assist.pipeline_parts import Listening

FRESH_S = 0.25
"""With more audio than this waiting, a partial would be old when it came: it is made when the thread has caught up."""
SHED_S, CAUGHT_UP_S = 1.0, 0.3
"""Behind by the first, no partials; they come back below the second."""


class Source(Protocol):
    """Where a call's audio comes from."""

    def start(self) -> None:
        """Open it. Raises DeviceError, and then nothing stays open."""
        ...

    def stop(self) -> None:
        """Close it; nothing is put afterwards."""
        ...


class Calls(Protocol):
    """What calls are made of. Everything is called on the live thread."""

    def prepare(self) -> Iterator[object]:
        """Load what all calls share, a piece at a time; nothing that is loaded already. Raises AssistError."""
        ...

    def open(self, inbox: Inbox) -> Source:
        """Where the next call's audio comes from. Raises AssistError."""
        ...

    def pipeline(self) -> Pipeline:
        """The next call, when all is loaded. Raises AssistError."""
        ...

    def over(self) -> None:
        """The call that `pipeline` gave last has had its last event."""
        ...


class LiveCall:
    """A call that was begun. `end` and `ask` are for any thread, the rest for the live one, once each and in order."""

    def __init__(self, by: By, *, tell: Callable[[AnyEvent], None], clock: Callable[[], float]) -> None:
        """`tell` gets every event; `clock` is a steady one in seconds."""
        self.by = by
        self.heard = False
        """Whether it was begun to be heard: its devices and models were there."""
        self._deliver = tell
        self._clock = clock
        self._inbox = Inbox(clock)
        self._ended = False
        self._devices = ExitStack()
        self._asked: queue.SimpleQueue[Callable[[Pipeline], list[AnyEvent]]] = queue.SimpleQueue()
        self._said: Listening | None = None
        self._quiet = Quiet(clock())

    def end(self) -> None:
        """Nothing that comes from now on is heard; returns at once."""
        self._ended = True
        self._inbox.close()

    def ask(self, work: Callable[[Pipeline], list[AnyEvent]]) -> None:
        """What the agent did: told to the pipeline before the next audio is."""
        self._asked.put(work)

    def open(self, calls: Calls) -> Pipeline:
        """The call with its devices open, and all that it needs loaded. Raises AssistError; `close` it then too."""
        source = calls.open(self._inbox)
        self._devices.callback(source.stop)
        source.start()
        for _ in calls.prepare():
            self._close_when_ended()
        return calls.pipeline()

    def hear(self, pipeline: Pipeline) -> None:
        """All that is said until the call is ended, or its source has no more."""
        self.heard = True
        self._tell(pipeline.start())
        while (items := self._inbox.take()) is not None:
            self._close_when_ended()
            self._look(pipeline)
            self._do_asked(pipeline)
            fresh = self._inbox.behind_s < FRESH_S
            for item in items:
                self._tell(_heard(item, pipeline, fresh=fresh))
            if self.by == "speech" and self._quiet.is_long(self._clock()):
                self.end()

    def finish(self, pipeline: Pipeline) -> None:
        """The last words, recognised with no microphone open, and what follows from them."""
        self.close()
        self._do_asked(pipeline)
        self._tell(pipeline.finish())

    def close(self) -> None:
        """Close the devices; a second time does nothing."""
        self._devices.close()

    def _close_when_ended(self) -> None:
        """At once, however much of the call still waits to be heard."""
        if self._ended:
            self.close()

    def _do_asked(self, pipeline: Pipeline) -> None:
        while not self._asked.empty():
            self._tell(self._asked.get()(pipeline))

    def _look(self, pipeline: Pipeline) -> None:
        """See how the listening goes; say when a channel falls silent or comes back, and when partials go or return."""
        behind = self._inbox.behind_s
        now = Listening(
            agent=self._inbox.arriving("agent"),
            customer=self._inbox.arriving("customer"),
            behind_s=behind,
            partials=behind < (SHED_S if pipeline.listening.partials else CAUGHT_UP_S),
            agent_silent=self._inbox.silent("agent"),
            customer_silent=self._inbox.silent("customer"),
        )
        pipeline.listening = now
        told = now._replace(behind_s=0.0)
        begun = self._said is not None or self._inbox.open_for_s > QUIET_S or (now.agent and now.customer)
        if begun and told != self._said:
            self._said = told
            self._tell([pipeline.health()])

    def _tell(self, events: Iterable[AnyEvent]) -> None:
        for event in events:
            self._quiet.see(event, self._clock())
            self._deliver(event)


def _heard(item: Audio | AudioGap | Device, pipeline: Pipeline, *, fresh: bool) -> list[AnyEvent]:
    """What follows from the next thing in the inbox."""
    match item:
        case AudioGap():
            return pipeline.skip(item)
        case Device():
            return [msgspec.structs.replace(item, at=pipeline.now)]
        case _:
            return pipeline.accept(item, partials=fresh and pipeline.listening.partials)
