"""One speaker's sound on its way into the call: on the clock, with silence for what is missing, and told of.

Knows no device: that something is not heard any more is said to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from assist.audio.telling import Inbox, Telling
from assist.audio.timeline import PATIENCE_S, Timeline
from assist.events import RATE, AgentAudio, Audio, CustomerAudio, Samples, Speaker

_LOST_PATIENCE_S = 0.1
_UNSTEADY_PATIENCE_S = 0.25
_WAITING_PATIENCE_S = PATIENCE_S + 0.25
"""What waits is placed at the next look but one, and its time must not have been filled."""
_KINDS: dict[Speaker, Callable[..., Audio]] = {"agent": AgentAudio, "customer": CustomerAudio}


class Block(NamedTuple):
    """What a device gave at once, and when it was complete."""

    samples: Samples
    at_s: float


class Placing:
    """Of one speaker. `begun_s` is the clock at the call's start."""

    def __init__(self, speaker: Speaker, inbox: Inbox, telling: Telling, *, begun_s: float) -> None:
        self._kind = _KINDS[speaker]
        self._inbox = inbox
        self._telling = telling
        self._timeline = Timeline(begun_s)
        self._steady = True
        self._lost_from_s: float | None = 0.0
        """Call time from which on nothing is heard; None while it is."""

    @property
    def settled(self) -> bool:
        """Whether the next block follows the last one; if not, it matters when the device gave it."""
        return self._timeline.settled

    def open(self) -> None:
        """Another stream begins."""
        self._timeline.begin()

    def miss(self) -> None:
        """From the last sample on nothing is heard, until a block comes."""
        if self._lost_from_s is None:
            self._lost_from_s = self._timeline.heard_s if self._steady else self._timeline.now_s

    def place(self, block: Block, *, steady: bool) -> None:
        """A block. Of a stream that is not `steady`, what it does not give was never there."""
        self._steady = steady
        if self.settled:
            self.fill(block.at_s - len(block.samples) / RATE, waits=True)
        placed = self._timeline.place(block.samples, block.at_s)
        self._put(np.zeros(placed.silence, np.float32), filler=True)
        if self._lost_from_s is not None:
            self._say_found(self._timeline.now_s - len(placed.samples) / RATE)
        elif placed.gap is not None and (steady or placed.reason == "late"):
            self._telling.gap(*placed.gap, placed.reason)
        self._put(placed.samples, filler=False)

    def fill(self, now_s: float, *, waits: bool) -> None:
        """Silence for what does not come; the other channel waits as long as this one may be behind.

        `waits`: something has come that is not placed yet.
        """
        patience_s = PATIENCE_S if self._steady else _UNSTEADY_PATIENCE_S
        if waits:
            patience_s = _WAITING_PATIENCE_S
        elif self._telling.is_lost:
            patience_s = _LOST_PATIENCE_S
        self._put(self._timeline.fill(now_s, patience_s=patience_s), filler=True)

    def end(self) -> None:
        """The call is over; what was lost up to now is told."""
        self._say_found(self._timeline.now_s)

    def _put(self, samples: Samples, *, filler: bool) -> None:
        if len(samples):
            self._inbox.put(self._kind(samples=samples), filler=filler)

    def _say_found(self, now_s: float) -> None:
        """It is heard again; at the start of a call nothing was lost, unless that was told."""
        start_s, self._lost_from_s = self._lost_from_s, None
        if start_s is not None and self._telling.anything:
            self._telling.gap(start_s, now_s, "lost")
