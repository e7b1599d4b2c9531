"""What came and was not taken: counted by reason and by where it came from, bounded, never looked at again."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

from assist.floor.messages import Refusal
from assist.floor.topics import Place

Reason = Refusal | Literal["too many agents"]
MOST_PLACES = 100
ELSEWHERE = ("", "")
"""Of a topic that is not ours, and of all places beyond MOST_PLACES."""


class Refusals(NamedTuple):
    """How many so far, by reason, and by team and agent in whose name they came; the most first."""

    total: int = 0
    by_reason: tuple[tuple[Reason, int], ...] = ()
    by_agent: tuple[tuple[tuple[str, str], int], ...] = ()


class RefusalCounts:
    """Counts on one thread; `snapshot` may be read on any."""

    def __init__(self) -> None:
        self.snapshot = Refusals()
        """As it was when `publish` was called last."""
        self._by_reason: Counter[Reason] = Counter()
        self._by_agent: Counter[tuple[str, str]] = Counter()

    def count(self, reason: Reason, place: Place | None) -> None:
        whose = ELSEWHERE if place is None else (place.team, place.agent)
        if whose not in self._by_agent and len(self._by_agent) >= MOST_PLACES:
            whose = ELSEWHERE
        self._by_reason[reason] += 1
        self._by_agent[whose] += 1

    def publish(self) -> bool:
        """Make the snapshot of now; whether it is another."""
        total = self._by_reason.total()
        if total == self.snapshot.total:
            return False
        by_reason, by_agent = self._by_reason.most_common(), self._by_agent.most_common()
        self.snapshot = Refusals(total, tuple(by_reason), tuple(by_agent))
        return True
