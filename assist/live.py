"""The call as it happens: the one thread, the sinks.

Device callbacks put blocks into the inbox (`inbox.py`) and leave. One thread takes them to the pipeline and hands
every event to every sink. The model is loaded on that thread too, while the inbox keeps what is said meanwhile: a
second, one-off thread for it would have nothing to do in parallel.

When the thread falls behind it sheds before it drops: by one second, no partial texts; when the inbox is full, the
oldest audio goes, and one `AudioGap` a speaker says so.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Sequence

from assist.errors import AssistError
from assist.events import Answer, AnyEvent, AudioGap, Fault
from assist.inbox import QUIET_S, Inbox
from assist.pipeline import Listening, Pipeline

SHED_S, CAUGHT_UP_S = 1.0, 0.3
"""Behind by the first, no partials; they come back below the second."""

Sink = Callable[[AnyEvent], None]
"""Gets every event on the live thread; returns at once and never raises."""


class Live:
    """One call on one thread."""

    def __init__(self, make_pipeline: Callable[[], Pipeline], sinks: Sequence[Sink], inbox: Inbox) -> None:
        self._make_pipeline = make_pipeline
        self._sinks = sinks
        self._inbox = inbox
        self._thread = threading.Thread(target=self._run, name="assist-live", daemon=True)
        self._over = threading.Event()
        self._said: Listening | None = None
        self._asked: queue.SimpleQueue[Callable[[Pipeline], list[AnyEvent]]] = queue.SimpleQueue()
        self.failure: AssistError | None = None
        """Why the call could not begin, once the thread has ended."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the call: what has come is still heard, the last events are delivered, then this returns."""
        self._inbox.close()
        if self._thread.ident is not None:  # closed before it began
            self._thread.join()

    # --- what the agent does, from any thread; told to the pipeline before the next audio is ------------------------

    def answer(self, cue: str, answer: Answer) -> None:
        """The agent's answer to the cue on screen."""
        self._asked.put(lambda pipeline: pipeline.answer(cue, answer))

    def snooze(self, seconds: float) -> None:
        """No cues for so long; 0 ends it."""
        self._asked.put(lambda pipeline: pipeline.snooze(seconds))

    def raise_hand(self, raised: bool) -> None:
        """A person is asked for, or no longer."""
        self._asked.put(lambda pipeline: pipeline.raise_hand(raised))

    def show_notice(self) -> None:
        """The notice is before the agent."""
        self._asked.put(lambda pipeline: pipeline.show_notice())

    def object(self) -> None:
        """The customer objects to the analysis of how they feel."""
        self._asked.put(lambda pipeline: pipeline.object())

    def wait(self, timeout_s: float) -> None:
        """Return when the call is over, or after so many seconds.

        An event, not a join: Python 3.11 takes a thread whose join Ctrl-C interrupts for ended, and `stop` would then
        not wait for the last words.
        """
        self._over.wait(timeout_s)

    @property
    def ended(self) -> bool:
        return self._over.is_set()

    def _run(self) -> None:
        try:
            self._hear()
        except Exception as error:  # noqa: BLE001  (or the window would go on saying that it listens)
            kind = type(error).__name__
            self.failure = AssistError(f"The call could not go on: {kind}.")
            self._deliver([Fault(at=0.0, part="call", error=kind)])
        finally:
            self._over.set()

    def _hear(self) -> None:
        try:
            pipeline = self._make_pipeline()
        except AssistError as error:
            self.failure = error
            self._deliver([Fault(at=0.0, part="speech", error=type(error).__name__)])
            return
        self._deliver(pipeline.start())
        while (items := self._inbox.take()) is not None:
            self._look(pipeline)
            self._do_asked(pipeline)
            for item in items:
                if isinstance(item, AudioGap):
                    self._deliver(pipeline.skip(item))
                else:
                    self._deliver(pipeline.accept(item, partials=pipeline.listening.partials))
        self._do_asked(pipeline)
        self._deliver(pipeline.finish())

    def _do_asked(self, pipeline: Pipeline) -> None:
        while not self._asked.empty():
            self._deliver(self._asked.get()(pipeline))

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
            self._deliver([pipeline.health()])

    def _deliver(self, events: Iterable[AnyEvent]) -> None:
        for event in events:
            for sink in self._sinks:
                sink(event)
