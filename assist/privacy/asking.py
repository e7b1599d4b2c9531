"""Whether an agent asks for a card, so that the call is paused before it is given.

Stricter than what makes the masker suspicious (`kinds.toml`): a pause for nothing costs a minute of the customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assist.privacy.phrases import Phrases

_WORDS = {
    "card": "card visa mastercard amex maestro debit credit",
    "number": "number numbers digits details",
}
_SAID = (
    "<card> * <number>", "long <number>", "long * <number>", "<number> on|across|from|off * card",
    "<number> across * front",
    "sixteen|fifteen|16|15 digit|digits|numbers", "security code|number", "cvv|cvc|cv2", "c v v|c|two",
    "three|four|3|4 <number> * back|front|reverse|strip", "last three <number>", "last three * back|reverse|strip",
    "code * back|front|reverse * card", "expiry|expiration date * card", "card expire|expires",
)  # fmt: skip
_ASKS = Phrases([(said, said) for said in _SAID], _WORDS)
_REQUEST_WORDS = (
    "can could may might would what's what whats read give tell take need grab pop ready please whenever when confirm "
    "provide let's shall got start and"
)
_REQUESTS = frozenset(_REQUEST_WORDS.split())
_DENIALS = "never don't not won't without can't shouldn't thanks last ending already"
_NOT = frozenset(_DENIALS.split())
_OTHERS = (
    "loyalty membership member club library gift store reward rewards points travel insurance health medical id sim "
    "identity calling student staff"
)
_OTHER_CARDS = frozenset(_OTHERS.split())
"""Said of a card, it is none that pays."""
_BEFORE = 6
"""Words before what is asked for in which a "never" counts."""


def asks_for_card(words: Sequence[str]) -> bool:
    """Whether an agent who says these words (in small letters) asks for a card's number or one of its codes."""
    if _REQUESTS.isdisjoint(words):
        return False
    for asked in _ASKS.find(words):
        near = words[max(0, asked.first - 1) : asked.last + 1]
        pays = not any(before in _OTHER_CARDS and word == "card" for before, word in pairwise(near))
        if pays and _NOT.isdisjoint(words[max(0, asked.first - _BEFORE) : asked.first]):
            return True
    return False
