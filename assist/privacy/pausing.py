"""When nothing of the customer's may be heard: from whose wish on, and until when. Knows no sound and no words."""

from __future__ import annotations

from assist.events import Pause, PausedBy

RENEWED_S = 5.0
"""A pause that goes on is told again when its end moves by so much: a keypad would move it with every frame."""


class Pausing:
    """One call's pauses. `now` is in seconds of call."""

    def __init__(self, length_s: float) -> None:
        """A pause ends by itself after `length_s`, counted from the last reason for it."""
        self._length_s = length_s
        self._until: float | None = None
        self._told_until = 0.0

    @property
    def paused(self) -> bool:
        return self._until is not None

    def begin(self, by: PausedBy, now: float) -> list[Pause]:
        """There is a reason to pause, or one more."""
        going_on = self._until is not None
        self._until = now + self._length_s
        if going_on and self._until - self._told_until < RENEWED_S:
            return []
        self._told_until = self._until
        return [Pause(at=now, paused=True, by=by, until=round(self._until, 4))]

    def end(self, by: PausedBy, now: float) -> list[Pause]:
        """Hear the customer again; nothing where they are heard."""
        if self._until is None:
            return []
        self._until = None
        return [Pause(at=now, paused=False, by=by)]

    def advance(self, now: float) -> list[Pause]:
        """The clock moved on: a pause whose time is over ends."""
        return self.end("time", now) if self._until is not None and now >= self._until else []
