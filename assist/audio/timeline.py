"""Where a device's samples belong on the call's clock. Pure: the time is an argument.

A device may give nothing for a while (a loopback while nothing plays) or give it late. The two channels are heard in
step, so neither may hold up the other: a channel that is behind the clock is filled with silence, and what then
comes late, for time that has been filled, is left out.
"""

from __future__ import annotations

import numpy as np

from assist.events import RATE, Samples

PATIENCE_S = 0.5
"""A channel may be this far behind the clock before it is filled, and ahead of it before samples are left out."""
_NONE = np.zeros(0, np.float32)


class Timeline:
    """One channel. `begun_s` is the clock at the call's start, in seconds of any monotonic clock."""

    def __init__(self, begun_s: float) -> None:
        self._begun_s = begun_s
        self._placed = 0

    def fill(self, now_s: float) -> Samples:
        """Silence that brings the channel back into the clock's reach; usually none."""
        behind = round((now_s - self._begun_s) * RATE) - self._placed
        if behind <= PATIENCE_S * RATE:
            return _NONE
        self._placed += behind
        return np.zeros(behind, np.float32)

    def place(self, samples: Samples, now_s: float) -> Samples:
        """The part of samples that arrived at `now_s` for which there still is room."""
        room = round((now_s - self._begun_s + PATIENCE_S) * RATE) - self._placed
        kept = samples[max(0, len(samples) - max(0, room)) :] if room < len(samples) else samples
        self._placed += len(kept)
        return kept

    @property
    def now_s(self) -> float:
        """Seconds of call placed so far."""
        return self._placed / RATE
