"""Calls as they happen, one after another: the one thread, the sinks.

Device callbacks put blocks into a call's inbox (`inbox.py`) and leave. One thread takes them to the pipeline and hands
every event to every sink (`live_call.py`). It opens the devices too, and loads the models: before the first call, or
with its devices open while the inbox keeps what is said meanwhile. A second thread for that would have nothing to do in
parallel. Between calls it waits, with no device open and without a share of the processor.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

from assist.detection import By
from assist.errors import AssistError
from assist.events import Answer, AnyEvent, Fault
from assist.live_call import Calls, LiveCall
from assist.log_lines import place_of
from assist.pipeline import Pipeline

log = logging.getLogger(__name__)

Sink = Callable[[AnyEvent], None]
"""Gets every event on the live thread; returns at once and never raises."""


class Live:
    """Any number of calls on one thread."""

    def __init__(self, calls: Calls, sinks: Sequence[Sink], clock: Callable[[], float] = time.monotonic) -> None:
        self._calls = calls
        self._sinks = sinks
        self._clock = clock
        self._thread = threading.Thread(target=self._run, name="assist-live", daemon=True)
        self._changed = threading.Condition()
        self._call: LiveCall | None = None
        """The call that goes on, or that was asked for."""
        self._quitting = False
        self._resting = threading.Event()
        self.failure: AssistError | None = None
        """Why the last call could not begin or go on."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the call and the thread: what has come is still heard, the last events delivered, then this returns."""
        with self._changed:
            self._quitting = True
            self._end_now()
            self._changed.notify_all()
        if self._thread.ident is not None:  # closed before it began
            self._thread.join()

    # --- when calls begin and end, from any thread, at once -----------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether a call goes on or was asked for."""
        return self._call is not None

    def begin(self, by: By = "hand") -> None:
        """A call begins, as soon as the last words of the one before are told; nothing while one goes on."""
        with self._changed:
            if self._call is None and not self._quitting:
                self._call = LiveCall(by, tell=self._deliver, clock=self._clock)
                self._resting.clear()
                self._changed.notify_all()

    def end(self, by: By = "hand") -> None:
        """The call is over: nothing more is heard. By itself only a call ends that began by itself."""
        with self._changed:
            if self._call is not None and (by == "hand" or self._call.by != "hand"):
                self._end_now()

    def wait(self, timeout_s: float) -> bool:
        """Return when no call goes on and the last words are told, or after so many seconds; whether it is so.

        An event, not a join: Python 3.11 takes a thread whose join Ctrl-C interrupts for ended, and `stop` would then
        not wait for the last words.
        """
        return self._resting.wait(timeout_s)

    # --- what the agent does, from any thread; nothing without a call -------------------------------------------------

    def answer(self, cue: str, answer: Answer) -> None:
        """The agent's answer to the cue on screen."""
        self._ask(lambda pipeline: pipeline.answer(cue, answer))

    def snooze(self, seconds: float) -> None:
        """No cues for so long; 0 ends it."""
        self._ask(lambda pipeline: pipeline.snooze(seconds))

    def raise_hand(self, raised: bool, about: str = "") -> None:
        """A person is asked for, perhaps for something that the agent named, or no longer."""
        self._ask(lambda pipeline: pipeline.raise_hand(raised, about))

    def pause(self, paused: bool) -> None:
        """Nothing of the customer's is transcribed or kept from now on, or it is again."""
        self._ask(lambda pipeline: pipeline.pause(paused))

    def show_notice(self) -> None:
        """The notice is before the agent."""
        self._ask(lambda pipeline: pipeline.show_notice())

    def object(self) -> None:
        """The customer objects to the analysis of how they feel."""
        self._ask(lambda pipeline: pipeline.object())

    def _ask(self, work: Callable[[Pipeline], list[AnyEvent]]) -> None:
        call = self._call
        if call is not None:
            call.ask(work)

    # --- the thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        if self._call is None:  # otherwise its devices are opened first
            self._try(self._prepare)
        while (call := self._next()) is not None:
            self._try(partial(self._take, call), call)
        self._resting.set()

    def _try(self, work: Callable[[], None], call: LiveCall | None = None) -> None:
        """What goes wrong ends this call and no other."""
        try:
            work()
        except Exception as error:  # noqa: BLE001  (or the window would go on saying that it listens)
            kind = type(error).__name__
            log.info("A call could not begin or go on: %s.", place_of(error))
            self.failure = (
                error if isinstance(error, AssistError) else AssistError(f"The call could not go on: {kind}.")
            )
            if call is not None:
                self._leave(call)
            heard = call is not None and call.heard
            self._deliver(Fault(at=0.0, part="call" if heard else "speech", error=kind))

    def _prepare(self) -> None:
        """Load before the first call, for as long as none is asked for."""
        for _ in self._calls.prepare():
            if self._call is not None or self._quitting:
                return

    def _next(self) -> LiveCall | None:
        """The next call, once one is asked for; None at the end."""
        with self._changed:
            while self._call is None and not self._quitting:
                self._resting.set()
                self._changed.wait()
            return self._call

    def _take(self, call: LiveCall) -> None:
        """A call from the opening of its devices to its last event."""
        with closing(call):
            pipeline = call.open(self._calls)
            self.failure = None
            try:
                call.hear(pipeline)
                self._leave(call)
                call.finish(pipeline)
            finally:
                self._calls.over()

    def _leave(self, call: LiveCall) -> None:
        """The call goes on no more. Before its last event is told: who sees that may begin the next at once."""
        with self._changed:
            if self._call is call:
                self._end_now()

    def _end_now(self) -> None:
        if self._call is not None:
            self._call.end()
            self._call = None

    def _deliver(self, event: AnyEvent) -> None:
        for sink in self._sinks:
            sink(event)
