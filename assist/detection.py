"""Calls that begin and end by themselves: who may say so, and when a call in which nobody speaks any more is over.

Knows no device, thread or clock: what watches the softphone or the microphones is in `audio/`, what runs calls in
`live.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

from assist.events import AnyEvent, Partial, Pause, Utterance

By = Literal["hand", "softphone", "speech"]
"""Who says that a call begins or ends: a person (or a program that a person set up to do it), or one of two detectors.
What a person began, only a person ends."""
QUIET_END_S = 120.0
"""A call that began because people spoke is over when nobody has for so long."""


class Watch(NamedTuple):
    """What a detector tells, and asks: from any thread, any number of times; all of it returns at once."""

    begin: Callable[[], None]
    end: Callable[[], None]
    busy: Callable[[], bool]
    """Whether a call goes on, whoever began it."""


class Detector(Protocol):
    """Watches for calls."""

    def start(self, watch: Watch) -> None:
        """Watch from now on, on a thread of its own."""
        ...

    def stop(self) -> None:
        """Watch no more; nothing is told afterwards."""
        ...


class Quiet:
    """How long nobody has spoken in one call; nobody knows in a pause. `now` is any steady clock in seconds."""

    def __init__(self, now: float) -> None:
        self._spoken_at = now
        self._paused = False

    def see(self, event: AnyEvent, now: float) -> None:
        """Take an event of the call."""
        if isinstance(event, Pause):
            self._paused = event.paused
        if isinstance(event, Partial | Utterance | Pause):
            self._spoken_at = now

    def is_long(self, now: float) -> bool:
        """Whether that is long enough for the call to be over."""
        return not self._paused and now - self._spoken_at >= QUIET_END_S
