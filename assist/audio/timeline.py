"""Where a device's samples belong on the call's clock. Pure: the time is an argument.

A device may give nothing for a while (a loopback while nothing plays), give it late, lose some, or count its samples
faster or slower than the clock. The two channels are heard in step, so neither may hold up the other: a channel that
is behind the clock is filled with silence, and what then comes late, for time that has been filled, is left out.

How late a block comes varies by tens of milliseconds, but never below what the device needs: the smallest lag of a
second is steady. Where it wanders, the device's clock drifts, and its blocks are made a sample longer or shorter;
where it jumps up, samples are missing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from assist.events import RATE, Samples

PATIENCE_S = 0.5
"""A channel may be this far behind the clock before it is filled, and ahead of it before samples are left out."""
WINDOW_S = 1.0
STEADY_S = 0.004
"""A smallest lag within this is no drift."""
JUMP_S = 0.06
"""A smallest lag above this cannot be drift: samples are missing."""
_FAST = 80
"""Where a channel is ahead by more than that, one sample in so many is left out until it no longer is."""
_NONE = np.zeros(0, np.float32)


class Placed(NamedTuple):
    """What goes on the call's clock for a block, and what was lost before it."""

    samples: Samples
    silence: int = 0
    """Samples of silence that go before them."""
    gap: tuple[float, float] | None = None
    """From when to when, in seconds of call, there is silence where there was sound."""
    reason: Literal["lost", "late"] = "lost"
    """Whether the device never gave it, or too late."""


class Timeline:
    """One channel. `begun_s` is the clock at the call's start, in seconds of any monotonic clock."""

    def __init__(self, begun_s: float) -> None:
        self._begun_s = begun_s
        self._placed = 0
        self._filled = 0
        """Samples of silence since the last block that was kept."""
        self._late = False
        """Whether blocks were left out since then."""
        self._continues = False
        """Whether the next block follows one of the same stream."""
        self._smallest: int | None = None
        """The smallest lag of the window so far, in samples."""
        self._window = 0
        self._owed = 0
        """Samples to make up for, a few a block: more than there are, or (below zero) fewer."""

    def begin(self) -> None:
        """A stream was opened: its first block belongs where the clock is when it comes."""
        self._continues = False

    def fill(self, now_s: float, *, patience_s: float = PATIENCE_S) -> Samples:
        """Silence that brings the channel back into the clock's reach; usually none."""
        behind = self._due(now_s) - self._placed
        if behind <= patience_s * RATE:
            return _NONE
        self._placed += behind
        self._filled += behind
        return np.zeros(behind, np.float32)

    def place(self, samples: Samples, now_s: float) -> Placed:
        """A block that was complete at `now_s`."""
        lag = self._due(now_s) - self._placed - len(samples)
        if not self._continues:
            placed = self._first(samples, lag)
        elif lag < -(JUMP_S if self._filled else PATIENCE_S) * RATE:
            placed = self._cut(samples, min(len(samples), -lag))
        elif self._filled:
            placed = Placed(samples, gap=(self.heard_s, self.now_s), reason="late" if self._late else "lost")
        else:
            placed = self._follow(samples, lag)
        if len(placed.samples):
            self._filled, self._late = 0, False
        self._placed += placed.silence + len(placed.samples)
        return placed

    @property
    def settled(self) -> bool:
        """Whether the next block follows the last one, with no other stream and no silence between them."""
        return self._continues and not self._filled

    @property
    def now_s(self) -> float:
        """Seconds of call placed so far."""
        return self._placed / RATE

    @property
    def heard_s(self) -> float:
        """Seconds of call up to the last sample that the device gave."""
        return (self._placed - self._filled) / RATE

    def _due(self, now_s: float) -> int:
        return round((now_s - self._begun_s) * RATE)

    def _first(self, samples: Samples, lag: int) -> Placed:
        """The block of a new stream; what was filled before it is known to be lost and not counted here."""
        self._continues = True
        self._owed = self._window = 0
        self._smallest = None
        if lag < 0:
            return Placed(samples[min(len(samples), -lag) :])
        return Placed(samples, silence=lag)

    def _cut(self, samples: Samples, late: int) -> Placed:
        """A block whose first samples come too late: their time has been filled, or is long over."""
        if self._filled:
            self._late = True
            gap = (self.heard_s, self.now_s) if late < len(samples) else None
        else:
            gap = (max(0.0, self.now_s - late / RATE), self.now_s)
        return Placed(samples[late:], gap=gap, reason="late")

    def _follow(self, samples: Samples, lag: int) -> Placed:
        self._smallest = lag if self._smallest is None else min(lag, self._smallest)
        self._window += len(samples)
        lost = 0
        if self._window >= WINDOW_S * RATE:
            smallest, self._smallest, self._window = self._smallest, None, 0
            lost = smallest if smallest > JUMP_S * RATE else 0
            self._owed = smallest if not lost and abs(smallest) > STEADY_S * RATE else 0
        if self._owed and len(samples) > 1:
            most = max(1, len(samples) // _FAST) if self._owed < -JUMP_S * RATE else 1
            step = max(-most, min(self._owed, 1))
            self._owed -= step
            samples = _stretched(samples, len(samples) + step)
        gap = (self.now_s, self.now_s + lost / RATE) if lost else None
        return Placed(samples, silence=lost, gap=gap)


def _stretched(samples: Samples, length: int) -> Samples:
    """The same sound in a sample more or less: one in 320, which is not heard and moves no pitch that is measured."""
    at = np.linspace(0, len(samples) - 1, length)
    return np.interp(at, np.arange(len(samples)), samples).astype(np.float32)
