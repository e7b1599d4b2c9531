"""Time as the floor's parts are given it, so that a test can be eight hours long in a second."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Both in seconds."""

    def wall(self) -> float:
        """Since 1970; may jump when somebody sets the computer's clock."""

    def steady(self) -> float:
        """Since some moment; only ever grows."""


class SystemClock:
    """The computer's."""

    def wall(self) -> float:
        return time.time()

    def steady(self) -> float:
        return time.monotonic()


SYSTEM: Clock = SystemClock()
