"""What a masker remembers of a call: what was asked for, and the number that is being given.

Plain values, so that a text that is still being spoken is judged with a copy and forgotten. Digits are remembered only
while the number they belong to is being given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assist.events import Speaker
from assist.privacy.kinds import Kind, Label

READABLE = "readable"
"""Stands for a kind where it is known that a number is no secret."""
UNKNOWN = ""
"""Stands for a kind where nothing tells yet."""
ASKED_TURNS = 10
"""A question is answered within so many turns, or not at all."""
GIVING_TURNS = 4
"""A number that is being given goes on within so many."""
PAYING_TURNS = 14
"""While a card is given, and so long after, short numbers are its codes."""
SPOKEN_TURNS = 8
"""For so long after a card was spoken of, a long number is likely to be one's."""
LATELY_TURNS = 10
KEPT = 40
"""Digits of one number that are remembered."""
_NEVER = -1000

Turn = int


@dataclass(frozen=True, slots=True)
class Giving:
    """A number in the course of being given."""

    kind: str
    """A secret's, READABLE or UNKNOWN."""
    digits: str = field(repr=False)
    turn: Turn
    by: Speaker
    pieces: int = 1
    doubt: int = 0
    """Of an UNKNOWN one: under which number its words are hidden for the time being; 0 where they are not."""


@dataclass(frozen=True, slots=True)
class Memory:
    """One call's, after some turn. Turns that say nothing but "mhm" are not counted."""

    turn: Turn = 0
    asked: tuple[Label, ...] = ()
    asked_at: Turn = _NEVER
    answered: bool = False
    giving: Giving | None = None
    doubts: int = 0
    """How many numbers have been in doubt."""
    paying_at: Turn = _NEVER
    """When a card was last asked for or given."""
    card_at: Turn = _NEVER
    """When a card that pays was last spoken of."""
    other_card_at: Turn = _NEVER
    """When a card that pays nothing was."""
    said_at: Mapping[str, Turn] = field(default_factory=dict)
    """When a word that makes a kind likely was said last."""
    shown: str = field(default="", repr=False)
    """The digits that were said last and stay readable."""

    @property
    def questions(self) -> tuple[Label, ...]:
        """What was asked for and may be answered now."""
        return self.asked if self.turn - self.asked_at <= ASKED_TURNS else ()

    @property
    def secrets_asked(self) -> tuple[Kind, ...]:
        return tuple(label for label in self.questions if isinstance(label, Kind))

    @property
    def open_number(self) -> Giving | None:
        """The number that may go on now."""
        return self.giving if self.giving and self.turn - self.giving.turn <= GIVING_TURNS else None

    @property
    def open_secret(self) -> Giving | None:
        giving = self.open_number
        return giving if giving and giving.kind not in (UNKNOWN, READABLE) else None

    @property
    def paying(self) -> bool:
        return self.turn - self.paying_at <= PAYING_TURNS

    @property
    def speaks_of_cards(self) -> bool:
        """Whether cards that pay are what was spoken of lately."""
        return self.turn - self.card_at <= SPOKEN_TURNS and self.card_at >= self.other_card_at

    def was_said(self, words: frozenset[str]) -> bool:
        """Whether one of these words was said lately."""
        return any(self.turn - self.said_at.get(word, _NEVER) <= LATELY_TURNS for word in words)
