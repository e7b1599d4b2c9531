"""What a number in doubt is: evidence from before it and after it is added up. A pure function of memory and number.

Nobody said plainly what such a number is, or only in words that others use too. It is hidden until this can tell.
"""

from __future__ import annotations

from assist.privacy.checks import begins_as_card
from assist.privacy.memory import READABLE, Giving, Memory
from assist.privacy.turn import OF_CARDS

PARTLY, LIKELY, WHOLE = 6, 11, 12
"""Digits: with fewer than PARTLY it may be a card's last four; with LIKELY it may become one; with WHOLE be one."""
BEGUN = 4
"""So many digits may be the beginning of a card's number that was gone on with later."""
ENOUGH = 4
"""So much evidence makes it a secret; each piece of it counts one or two."""
SECURITY = range(2, 5)
"""Digits of a card's security code, as far as it was understood."""
SHORT = 14
"""Digits that are said to give a code, put it right and say it again, at most."""
ONE_TIME = frozenset({*range(4, 10), 13, 14})
"""Digits that are a code where nobody says so: with ten to twelve it is a telephone's number, or an order's."""
JUST, LATELY = 2, 8
"""Turns."""


def weigh(memory: Memory, number: Giving) -> str:
    """The kind of secret it is as far as is known now, or READABLE."""
    count = len(number.digits)
    if number.by == "customer" and _card(memory, number) >= ENOUGH:
        return "card"
    if number.perhaps in OF_CARDS and number.perhaps != "card" and count <= SHORT:
        return number.perhaps
    asked_now = number.begun - memory.code_at <= JUST
    if count in SECURITY and (memory.paying or (asked_now and memory.spoke_of_cards(number.begun))):
        return "security code"
    if number.by == "customer":
        coded = number.perhaps == "one-time code" or (count in ONE_TIME and number.begun - memory.code_at <= LATELY)
        if coded and count <= SHORT and number.begun - memory.sent_at <= LATELY:
            return "one-time code"
        if count >= PARTLY and number.begun - memory.bank_at <= JUST:
            return "account"
    return READABLE


def _card(memory: Memory, number: Giving) -> int:
    """How much speaks for a card's number; 0 where it is too short for one."""
    count = len(number.digits)
    begins = begins_as_card(number.digits)
    claimed = number.perhaps == "card"
    least = PARTLY if claimed else LIKELY
    if begins and count >= BEGUN and memory.paying_at > number.turn:
        least = BEGUN  # a card was given right after: this was its beginning
    shape = 2 if begins and count >= WHOLE else 1 if count >= WHOLE or (begins and count >= least) else 0
    if not shape:
        return 0
    return (
        shape
        + 2 * claimed
        + 2 * memory.spoke_of_cards(number.begun)
        + 2 * (memory.expiry_at > number.begun)
        + 2 * memory.paying
        + memory.pays
        - 2 * number.digits.startswith("0")
    )
