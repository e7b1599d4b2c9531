"""The customer's state as the overlay tells it: words with a trend, how sure, and the line of the last minutes.

Knows no Qt. Honest about not knowing: an unsure estimate is shown as unsure, beside what was last known.
"""

from __future__ import annotations

from typing import NamedTuple

from assist.events import EmotionEstimate, State, Trend

TRACK = 24
"""Points on the line."""
_CONTENT: State = "satisfied"


class Point(NamedTuple):
    """One estimate on the line: `level` from -1 (pleased) over 0 (calm) to 1 (a strong hard feeling)."""

    level: float
    confidence: float
    sure: bool


class Mood(NamedTuple):
    """What is said of the customer. `state` "unsure": not known now; `was` is then the last one that was known."""

    state: State
    was: State | None
    trend: Trend
    confidence: float
    words: tuple[str, ...]
    tone: tuple[str, ...]


class Moods:
    """One call's estimates."""

    def __init__(self) -> None:
        self.now: Mood | None = None
        self.track: tuple[Point, ...] = ()
        self._known: State | None = None

    def see(self, estimate: EmotionEstimate) -> None:
        """Take one; provisional ones are for the coach alone."""
        if estimate.provisional:
            return
        sure = estimate.state != "unsure"
        # Where nothing is known the line goes on at its last height, drawn as doubtful.
        level = _level(estimate) if sure else self.track[-1].level if self.track else 0.0
        self.track = (*self.track, Point(level, estimate.confidence, sure))[-TRACK:]
        self.now = Mood(
            state=estimate.state,
            was=None if sure else self._known,
            trend=estimate.trend,
            confidence=estimate.confidence,
            words=estimate.because,
            tone=estimate.tone,
        )
        if sure:
            self._known = estimate.state

    def forget(self) -> None:
        """The customer objected."""
        self.now, self.track, self._known = None, (), None


def _level(estimate: EmotionEstimate) -> float:
    if estimate.state == "neutral":
        return 0.0
    return -estimate.intensity if estimate.state == _CONTENT else estimate.intensity
