"""How much a call needs a person, and when that moves its card. Pure; knows no other call, no agent, no clock.

Need is 0 to 100. Reasons stand in classes that never mix, as long as nobody has answered:

    90-99  harm               somebody may come to harm
    75-84  supervisor, hand, help     a person was asked for
    60-69  leave              the customer says they leave
    50-59  complaint
    40-49  sustained
    30-39  rising
     0-25  no reason: the customer's state x intensity, how long it has lasted, where it goes

Within a class that last line, scaled to 9, decides. An alert that somebody has acknowledged or taken counts a quarter;
a false alarm counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assist.events import State, Trend
from assist.floor.messages import Answer, Reason

WEIGHTS: dict[Reason, float] = {
    "harm": 90, "supervisor": 75, "hand": 75, "help": 75, "leave": 60, "complaint": 50, "sustained": 40, "rising": 30,
}  # fmt: skip
ANSWERED: dict[Answer | Literal[""], float] = {"": 1.0, "acknowledged": 0.25, "assigned": 0.25, "false alarm": 0.0}
"""What is left of a reason's weight after an answer."""
HARDNESS: dict[State, float] = {"frustrated": 18.0, "anxious": 15.0, "disappointed": 14.0, "confused": 12.0}
"""What a feeling at full intensity counts."""
TREND: dict[Trend, float] = {"rising": 2.0, "steady": 0.0, "easing": -2.0}
LONG_S, LONG = 600.0, 5.0
"""Trouble that has lasted so long counts so much, a shorter one in proportion."""
FEELING_MOST, WITHIN_CLASS = 25.0, 9.0
STEP = 5.0
"""A card's place is kept until its need differs by this from the need it was placed by."""


def feeling(state: State, intensity: float, trend: Trend, hard_for: float) -> float:
    """What the customer's state alone counts, 0 to FEELING_MOST; `hard_for`: s that a hard feeling has lasted."""
    if state not in HARDNESS:
        return 0.0
    lasting = LONG * min(hard_for / LONG_S, 1.0)
    return min(max(HARDNESS[state] * intensity + lasting + TREND[trend], 0.0), FEELING_MOST)


def need(felt: float, reasons: Iterable[tuple[Reason, Answer | Literal[""]]]) -> float:
    """The need of a call with this `feeling` and these reasons with their answers, 0 to 100."""
    weight = max((WEIGHTS[reason] * ANSWERED[answer] for reason, answer in reasons), default=0.0)
    return max(felt, weight + felt * WITHIN_CLASS / FEELING_MOST) if weight else felt


def placed(now: float, before: float) -> float:
    """The need by which a card is placed: `before` as long as the need of now is within STEP of it."""
    return now if abs(now - before) >= STEP else before
