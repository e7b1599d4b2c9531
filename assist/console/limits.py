"""How many new alarms a supervisor gets. Knows times and severities, no alarm.

People take in about one alarm in ten minutes, and ten in ten minutes are a flood (EEMUA 191 and ISA-18.2 say so of
control rooms). So those that are not severe come out of a bucket: BURST of them at once, then one every REFILL_S, which
is 8 + 40 = 48 in any eight hours. Severe ones take from the same bucket but do not wait for it; what they overdraw,
up to the whole bucket, the others wait for. Never are more than MOST begun within WINDOW_S, and the last of those is
kept for a severe one: so when they are used up there is a severe alarm that a further severe case can join.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from assist.console.rules import Severity


class Limits(NamedTuple):
    """See above. `spare`: tokens that alarms of low severity leave for those of high."""

    burst: int = 8
    refill_s: float = 720.0
    most: int = 10
    window_s: float = 600.0
    spare: int = 3


LIMITS = Limits()


class Budget:
    """What is left of the limits."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._tokens = float(limits.burst)
        self._filled_at: float | None = None
        self._begun: deque[float] = deque(maxlen=limits.most)

    def allows(self, severity: Severity, now: float) -> bool:
        """Whether a new alarm may begin at `now`, s of a clock that never goes back."""
        self._fill(now)
        room = self._limits.most - sum(now - at <= self._limits.window_s for at in self._begun)
        if severity == "severe":
            return room >= 1
        return room >= 2 and self._tokens >= (1 if severity == "high" else 1 + self._limits.spare)

    def spend(self, now: float) -> None:
        """An alarm begins."""
        self._fill(now)
        self._begun.append(now)
        self._tokens = max(self._tokens - 1, -float(self._limits.burst))

    def resume(self, at: float) -> None:
        """An alarm began at `at`, in an earlier run; the oldest first, none of them after `now`.

        Severe alarms join each other when no further one may begin: so that there is one, the first of this run may.
        """
        self.spend(at)
        if len(self._begun) == self._limits.most:
            self._begun.popleft()

    def _fill(self, now: float) -> None:
        if self._filled_at is not None:
            gained = (now - self._filled_at) / self._limits.refill_s
            self._tokens = min(self._tokens + gained, float(self._limits.burst))
        self._filled_at = now
