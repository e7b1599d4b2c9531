"""What an agent's earlier calls tell: sentences they say in every call, and how often they need no cue.

Kept on the agent's machine only, as fingerprints and counts; no words, nothing of a customer, no judgment.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

CALLS = 20
"""So many are remembered."""
FLUENT = 0.7
"""Share of moments acknowledged unprompted from which on an agent is given time before a cue."""
FEWEST_MOMENTS = 6


class CallHabits(Struct, frozen=True, kw_only=True):
    """One call's."""

    sentences: tuple[int, ...] = ()
    """`scripted.fingerprint` of each sentence of the agent."""
    moments: int = 0
    unprompted: int = 0
    """Moments that opened, and those acknowledged before a cue asked for it."""


class Habits(Struct, frozen=True):
    """The latest calls', oldest first."""

    calls: tuple[CallHabits, ...] = ()

    @property
    def sentences(self) -> Sequence[tuple[int, ...]]:
        return [call.sentences for call in self.calls]

    @property
    def fluent(self) -> bool:
        """Whether the agent mostly acknowledges by themselves."""
        moments = sum(call.moments for call in self.calls)
        return moments >= FEWEST_MOMENTS and sum(call.unprompted for call in self.calls) >= FLUENT * moments


NO_HABITS = Habits()
