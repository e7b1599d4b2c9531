"""What a masker remembers of a call: what was asked for, and the number that is being given.

Plain values, so that a text that is still being spoken is judged with a copy and forgotten. Digits are remembered only
while the number they belong to is being given.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from assist.events import Speaker
from assist.privacy.kinds import Kind, Label, Readable

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
LAST_FOUR = 8
"""Digits in which the last four are given, and put right."""
OTHER_TURNS = 24
"""So long a card that is spoken of is the library card that was spoken of before."""
LATELY_TURNS = 10
WAIT_TURNS = 6
"""A number in doubt that has not become a secret within so many turns is none."""
KEPT = 40
"""Digits of one number that are remembered."""
_NEVER = -1000

Turn = int


class Giving(Struct, frozen=True):
    """A number in the course of being given."""

    kind: str
    """A secret's, READABLE or UNKNOWN."""
    digits: str
    turn: Turn
    by: Speaker
    begun: Turn = 0
    perhaps: str = ""
    """Of an UNKNOWN one: the kind that it is if its digits can be one's."""
    doubt: int = 0
    """Of an UNKNOWN one: under which number its words are hidden for the time being; 0 where they are not."""

    def __repr__(self) -> str:
        """What it is, and no digit of it."""
        return f"Giving({self.kind or self.perhaps or 'unknown'}, {len(self.digits)} digits)"


class Memory(Struct, frozen=True):
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
    pay_at: Turn = _NEVER
    """When paying was last spoken of."""
    other_card_at: Turn = _NEVER
    """When a card that pays nothing was."""
    said_at: Mapping[str, Turn] = {}
    """When a word that makes a kind likely was said last."""
    waiting: tuple[Giving, ...] = ()
    """Numbers in doubt that have ended."""
    expiry_at: Turn = _NEVER
    """When a card's expiry or security code was last asked for, or a date given that may be an expiry."""
    code_at: Turn = _NEVER
    """When the agent last spoke of a code."""
    bank_at: Turn = _NEVER
    """When the details of a bank account were last spoken of."""
    sent_at: Turn = _NEVER
    """When something was last said to be sent or shown to the customer."""
    parted_at: Turn = _NEVER
    """When the agent last said something else while a number was in doubt."""
    shown: str = ""
    """The digits that were said last and stay readable."""

    def __repr__(self) -> str:
        """How far the call is; of the words that were said, none."""
        return f"Memory(turn {self.turn}, {len(self.doubted)} in doubt)"

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
        return self.spoke_of_cards(self.turn)

    def spoke_of_cards(self, turn: Turn) -> bool:
        """Whether cards that pay are what was spoken of shortly before that turn, or since."""
        return turn - self.card_at <= SPOKEN_TURNS and self.card_at >= self.other_card_at

    @property
    def doubted(self) -> tuple[Giving, ...]:
        """All numbers in doubt."""
        giving = self.giving
        return (*self.waiting, giving) if giving is not None and giving.doubt else self.waiting

    @property
    def in_doubt(self) -> bool:
        """Whether a number that is being given is in doubt."""
        giving = self.open_number
        return giving is not None and giving.doubt > 0

    @property
    def asked_since_doubt(self) -> bool:
        """Whether something was asked since a piece of the number in doubt was given last."""
        return self.giving is not None and self.asked_at > self.giving.turn

    @property
    def pays(self) -> bool:
        """Whether paying was spoken of lately."""
        return self.turn - self.pay_at <= OTHER_TURNS

    @property
    def speaks_of_other_cards(self) -> bool:
        """Whether cards that pay nothing are what was spoken of, and paying was not since."""
        return self.turn - self.other_card_at <= OTHER_TURNS and self.other_card_at > max(self.card_at, self.pay_at)

    @property
    def tells_of_else(self) -> bool:
        """Whether what was last asked for, or is being given, is a number that is no secret."""
        giving = self.open_number
        if self.questions and not self.secrets_asked and self.asked_at >= self.card_at:
            return not all(isinstance(label, Readable) and label.amount for label in self.questions)
        return giving is not None and giving.kind == READABLE and giving.turn >= self.card_at

    def was_said(self, words: frozenset[str]) -> bool:
        """Whether one of these words was said lately."""
        return any(self.turn - self.said_at.get(word, _NEVER) <= LATELY_TURNS for word in words)
