"""How far a sender's clock is from ours. Knows numbers and times, nothing of what a message says.

A message comes after it was sent, so arrival less `sent` is the difference of the clocks and the time on the way; the
least of all is nearest to the difference alone. A retained message lay at the broker nobody knows how long: it tells
only that a clock which is ahead of its arrival runs fast. A clock that was set back shows in a newer message that was
sent earlier: then all that was known of it is void.
"""

from __future__ import annotations

from math import inf

SET_BACK_S = 1.0
"""A clock that is corrected by less than this is not told from one that was not."""


class SenderClock:
    """One sender's clock."""

    def __init__(self) -> None:
        self._live = inf
        self._retained = 0.0
        self._newest = (-1, 0.0)

    @property
    def offset(self) -> float:
        """Seconds to add to the sender's times to have ours."""
        return self._retained if self._live == inf else self._live

    def hear(self, number: int, sent: float, *, at: float, retained: bool) -> None:
        """Learn from a message that came at `at`, s of our clock."""
        if number > self._newest[0]:
            if sent < self._newest[1] - SET_BACK_S:
                self._live, self._retained = inf, 0.0
            self._newest = (number, sent)
        if retained:
            self._retained = min(self._retained, at - sent)
        else:
            self._live = min(self._live, at - sent)

    def here(self, time: float) -> float:
        """A time of the sender's as ours."""
        return time + self.offset
