"""When to try again."""

from __future__ import annotations

import random

from assist.floor.clock import Clock

FIRST_S = 0.5
LONGEST_S = 30.0
_FULL = 7
"""So many failures, and the wait is the longest."""


def wait_s(failures: int, chance: random.Random) -> float:
    """Seconds to wait after so many failures in a row: doubling, and between half and the whole by chance.

    So that five hundred programs do not come back at the same moment.
    """
    whole = min(LONGEST_S, FIRST_S * 2.0 ** (min(failures, _FULL) - 1))
    return chance.uniform(whole / 2, whole)


class Patience:
    """Failures in a row, and the moment of the next try."""

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self._next = clock.steady()

    @property
    def over(self) -> bool:
        """Whether it is time to try again."""
        return self._clock.steady() >= self._next

    def failed(self, *, seldom: bool = False) -> None:
        """Once more; `seldom`: it will hardly cure itself, so wait the longest."""
        self._failures += 1
        self._next = self._clock.steady() + wait_s(_FULL if seldom else self._failures, self._chance)

    def went_well(self) -> None:
        """Try at once, and begin to count anew."""
        self._failures = 0
        self._next = self._clock.steady()
