"""The stage of the call by CARE: connect, assess, relate, engage. Going back is normal."""

from __future__ import annotations

from collections.abc import Iterable

from assist.events import Stage, Step

FEWEST_WORDS = 4
"""A customer who has said this much has begun to tell; before, people greet each other."""
_LEADS_TO: tuple[tuple[Step, Stage], ...] = (
    ("care.engage", "engage"),
    ("aer.respond", "engage"),
    ("care.relate", "relate"),
    ("care.assess", "assess"),
)


class Arc:
    """One call's stage."""

    def __init__(self) -> None:
        self.stage: Stage = "connect"

    def agent(self, steps: Iterable[Step]) -> None:
        """What the agent's utterance did; of several steps the furthest counts."""
        taken = set(steps)
        self.stage = next((stage for step, stage in _LEADS_TO if step in taken), self.stage)

    def customer(self, text: str) -> None:
        """The customer begins to tell."""
        if self.stage == "connect" and len(text.split()) >= FEWEST_WORDS:
            self.stage = "assess"
