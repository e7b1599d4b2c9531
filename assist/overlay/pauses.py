"""Whether the customer is listened to just now, and what the agent last wished about that. Knows no Qt.

The events are the truth: what is shown follows them alone. A wish is remembered only until they say that it came true,
so that a key that is pressed twice at once pauses and resumes.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from msgspec import UNSET

from assist.events import AnyEvent, Pause, PausedBy

HEARD_AGAIN_S = 10.0
"""How long it is told that the customer is heard again, where that came by itself."""
WISH_S = 3.0
"""A wish that has not come true by then counts no more: whoever presses again wishes the same once more."""


class Paused(NamedTuple):
    """Nothing of the customer's is heard: why, and the whole seconds until they are; None where no end is known."""

    by: PausedBy
    left_s: int | None


class Pauses:
    """One call's. `now` is any steady clock in seconds."""

    def __init__(self) -> None:
        self._pause: Pause | None = None
        self._ends: float | None = None
        self._heard_again: float | None = None
        self._wish: tuple[bool, float] | None = None
        """What the agent wished, and when; None when that is so."""

    def see(self, event: AnyEvent, now: float) -> None:
        """Take an event; of those that tell of a pause: it began, goes on for longer, or ended."""
        if not isinstance(event, Pause):
            return
        if self._wish is not None and self._wish[0] == event.paused:
            self._wish = None
        self._pause = event if event.paused else None
        self._ends = now + event.until - event.at if event.until is not UNSET else None
        self._heard_again = now if event.by == "time" and not event.paused else None

    def wish(self, paused: bool, now: float) -> None:
        """The agent wishes a pause, or its end."""
        self._wish = paused, now

    def turn(self, now: float) -> bool:
        """Whether to pause from now on: the other way round than it is, or was wished a moment ago."""
        wished = self._wish is not None and now - self._wish[1] < WISH_S
        paused = not (self._wish[0] if self._wish is not None and wished else self._pause is not None)
        self.wish(paused, now)
        return paused

    def paused(self, now: float) -> Paused | None:
        """The pause that goes on; it is over when that is told, and not before."""
        if self._pause is None:
            return None
        return Paused(self._pause.by, None if self._ends is None else max(0, math.ceil(self._ends - now)))

    def heard_again(self, now: float) -> bool:
        """Whether a pause ended by itself a moment ago."""
        return self._heard_again is not None and now - self._heard_again <= HEARD_AGAIN_S
