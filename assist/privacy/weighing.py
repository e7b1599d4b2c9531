"""What a number in doubt is: evidence from before it and after it is added up. A pure function of memory and number.

Nobody said plainly what such a number is, or only in words that others use too. It is hidden until this can tell.
"""

from __future__ import annotations

from assist.privacy.checks import begins_as_card
from assist.privacy.memory import PAYING_TURNS, READABLE, Giving, Memory
from assist.privacy.turn import OF_CARDS

PARTLY, LIKELY, WHOLE = 6, 9, 12
"""Digits: with fewer than PARTLY it may be a card's last four; with LIKELY it may become one; with WHOLE be one."""
ENOUGH = 4
"""So much evidence makes it a secret; each piece of it counts one or two."""
CODE, LONGEST_CODE = (3, 4), 14
"""Digits of a card's security code; and those that may be said to give a code, put right and said again."""
NO_CODE = range(10, 13)
"""Digits of an order, a telephone number; a code that is put right has more."""
JUST, LATELY = 2, 12
"""Turns."""


def weigh(memory: Memory, number: Giving) -> str:
    """The kind of secret it is as far as is known now, or READABLE."""
    count = len(number.digits)
    if number.by == "customer" and _card(memory, number) >= ENOUGH:
        return "card"
    if number.perhaps == "one-time code":
        sent = number.by == "customer" and number.begun - memory.sent_at <= 8
        if sent and count <= LONGEST_CODE:
            return number.perhaps
    if number.perhaps in OF_CARDS - {"card"} and count <= LONGEST_CODE:
        return number.perhaps
    if 2 <= count <= max(CODE) and memory.paying:
        return "security code"
    spoken = memory.spoke_of_cards(number.begun)
    if 2 <= count <= max(CODE) and spoken and number.begun - memory.code_at <= JUST:
        return "security code"
    if CODE[0] < count <= LONGEST_CODE and count not in NO_CODE and number.by == "customer":
        sent = number.begun - memory.sent_at
        if sent <= LATELY and number.begun - memory.code_at <= LATELY:
            return "one-time code"
    if count >= PARTLY and number.by == "customer" and number.begun - memory.bank_at <= JUST:
        return "account"
    return READABLE


def _card(memory: Memory, number: Giving) -> int:
    """How much speaks for a card's number; 0 where it is too short for one."""
    count = len(number.digits)
    begins = begins_as_card(number.digits)
    claimed = number.perhaps == "card"
    least = PARTLY if claimed else LIKELY
    shape = 2 if begins and count >= WHOLE else 1 if count >= WHOLE or (begins and count >= least) else 0
    if not shape:
        return 0
    return (
        shape
        + 2 * claimed
        + 2 * memory.spoke_of_cards(number.begun)
        + 2 * (memory.expiry_at > number.begun)
        + 2 * (memory.paying or memory.turn - memory.paid_at <= PAYING_TURNS)
        + memory.pays
        - 2 * (not begins and not memory.pays)
        - 2 * number.digits.startswith("0")
    )
