"""When a cue may be on screen: one at a time, never over the agent's own words, never soon after another.

The rules ask; this decides, keeps count and says how each cue ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from assist.events import Cue, CueEnd, CueKind, CueOutcome, Step, Utterance

ON_SCREEN_S = 20.0
APART_S = 8.0
"""Seconds between cues, unless the second is a warning."""


class Shown(NamedTuple):
    """A cue that a rule wants to show; it gets its id and time when it is shown."""

    kind: CueKind
    rule: str
    step: Step | UnsetType
    utterance: str
    headline: str
    body: str
    say: str | UnsetType
    because: tuple[str, ...]


class Stage:
    """What is on screen and what was."""

    def __init__(self) -> None:
        self.agent_speaking = False
        self._current: Cue | None = None
        self._count = 0
        self._last_s = -APART_S
        self._shown: set[tuple[str, str]] = set()

    def has_shown(self, rule: str, utterance: str) -> bool:
        """Whether this rule has already had its cue for this utterance of the customer."""
        return (rule, utterance) in self._shown

    def show(self, wanted: Shown, now: float) -> list[Cue | CueOutcome]:
        """The cue, with the end of the one it replaces; nothing when it must wait."""
        if self.agent_speaking or (wanted.kind != "warn" and now - self._last_s < APART_S):
            return []
        events: list[Cue | CueOutcome] = list(self._end("replaced", now))
        self._count += 1
        self._last_s = now
        self._shown.add((wanted.rule, wanted.utterance))
        self._current = Cue(
            at=now,
            id=f"cue-{self._count}",
            kind=wanted.kind,
            rule=wanted.rule,
            headline=wanted.headline,
            body=wanted.body,
            because=wanted.because,
            step=wanted.step,
            say=wanted.say,
        )
        return [*events, self._current]

    def done(self, steps: Iterable[Step], utterance: Utterance) -> list[CueOutcome]:
        """The agent took these steps: the cue that asked for one of them is done."""
        if self._current is None or self._current.step is UNSET or self._current.step not in steps:
            return []
        return self._end("done", utterance.at, utterance)

    def expire(self, now: float) -> list[CueOutcome]:
        """The cue that has been on screen long enough."""
        if self._current is None or now - self._current.at < ON_SCREEN_S:
            return []
        return self._end("expired", now)

    def withdraw(self, steps: Iterable[Step], now: float) -> list[CueOutcome]:
        """Nobody needs these steps any more: a cue that asks for one of them goes."""
        if self._current is None or self._current.step is UNSET or self._current.step not in steps:
            return []
        return self._end("expired", now)

    def clear(self, now: float) -> list[CueOutcome]:
        """Whatever is on screen goes."""
        return self._end("expired", now)

    def _end(self, outcome: CueEnd, now: float, by: Utterance | None = None) -> list[CueOutcome]:
        if self._current is None:
            return []
        ended, self._current = self._current.id, None
        if by is None:
            return [CueOutcome(at=now, cue=ended, outcome=outcome)]
        return [CueOutcome(at=now, cue=ended, outcome=outcome, utterance=by.id)]
