"""The AER moment: a feeling shows; then acknowledge, empathize, respond. Opened, ticked off, overdue, closed.

feeling shown ──► acknowledge ──► empathize ──► respond ──► done
                      │ the agent moves on, four seconds pass
                      └──► overdue (a warning)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assist.events import Aer, EmotionEstimate, State, Step

AER: tuple[Step, ...] = ("aer.acknowledge", "aer.empathize", "aer.respond")
FEELINGS: frozenset[State] = frozenset({"frustrated", "anxious", "confused", "disappointed"})
OVERDUE_S = 4.0
FRESH_S = 25.0
"""A moment that nothing has touched for this long is over."""


@dataclass(slots=True, kw_only=True)
class Moment:
    """An open AER moment. Times are seconds of call."""

    opened_s: float
    touched_s: float
    state: State
    intensity: float
    because: tuple[str, ...]
    utterance: str
    tentative: bool
    """From a partial text: the final words may take it back."""
    done: set[Step] = field(default_factory=set)
    moved_on: bool = False
    warned: bool = False
    asked: set[Step] = field(default_factory=set)
    """Steps that were suggested; once in a moment is enough."""
    cued: bool = False
    """Whether the agent was shown a cue for it; if not, what they do is unprompted."""

    @property
    def handled(self) -> bool:
        """Whoever was heard and got something concrete is through; empathy later would only delay the solution."""
        return self.heard and "aer.respond" in self.done

    @property
    def heard(self) -> bool:
        """Acknowledged, or felt with: the customer knows that it has arrived."""
        return "aer.acknowledge" in self.done or "aer.empathize" in self.done

    @property
    def next_step(self) -> Step | None:
        """The first step not done yet; None when the moment is handled. Who has felt with them need not go back."""
        if self.handled:
            return None
        if "aer.empathize" in self.done:
            return "aer.respond"
        return "aer.empathize" if "aer.acknowledge" in self.done else "aer.acknowledge"

    @property
    def aer(self) -> Aer:
        """How it stands."""
        if self.handled:
            return "done"
        return "overdue" if self.warned and not self.heard else "open"

    def take(self, steps: Iterable[Step], at: float) -> list[Step]:
        """The agent's utterance took these steps; those of the method are ticked off.

        Who goes on to questions or answers and has not heard the customer yet has moved on.
        """
        taken = [step for step in AER if step in steps]
        self.done.update(taken)
        if taken:
            self.touched_s = at
        self.moved_on = self.moved_on or not self.heard
        return taken


def opened(estimate: EmotionEstimate, before: Moment | None, *, handled_before: int) -> Moment:
    """The moment that an estimate opens, or what becomes of the one that is open.

    The same feeling goes on: what was done stays done, and how long it has waited counts on. After two moments of the
    call were handled, what helps is the solution and not more empathy (Singh et al. 2018), so only that is open.
    """
    same = before is not None and before.state == estimate.state
    unheard = before is not None and same and not before.handled and not before.tentative
    done: set[Step] = {"aer.acknowledge", "aer.empathize"} if handled_before >= 2 else set()
    if before is not None and same:
        done |= before.done - ({"aer.respond"} if before.handled else set())
    return Moment(
        opened_s=before.opened_s if before is not None and unheard else estimate.at,
        touched_s=estimate.at,
        state=estimate.state,
        intensity=estimate.intensity,
        because=estimate.because,
        utterance=estimate.utterance,
        tentative=estimate.provisional,
        done=done,
        moved_on=before is not None and unheard and before.moved_on,
        warned=before is not None and unheard and before.warned,
        asked=set(before.asked) if before is not None and unheard else set(),
        cued=before is not None and same and before.cued,
    )
