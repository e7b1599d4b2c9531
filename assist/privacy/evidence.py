"""What makes some kinds of secrets likelier from now on: what is spoken of, and when. Knows nothing of the numbers.

Single words, no phrases: recognisers mishear one of a phrase more often than all of these.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from assist.privacy.kinds import Readable
from assist.privacy.memory import Memory
from assist.privacy.turn import Turn
from assist.privacy.weighing import WHOLE

_PAYING_WORDS = (
    "pay pays paying paid payment payments charge charged cost deposit excess purchase fee debit credit settle total "
    "balance owe owed due bill price donate donation overdue arrears cash tip renewal subscription visa mastercard "
    "amex pound pounds quid dollar dollars euros"
)
_PAYING = frozenset(_PAYING_WORDS.split())
_MONEY_SIGNS = frozenset("£$€")
_SENT_WORDS = (
    "text texts texted texting sms message send sends sent sending email emailed mail app authenticator log login "
    "verify verification buzzed"
)
_SENT = frozenset(_SENT_WORDS.split())
"""Said by an agent of a code that goes to the customer's telephone."""
_BANKS_WORDS = "bank bank's banks sort payee iban routing aba wire"
_BANKS = frozenset(_BANKS_WORDS.split())
_CODES_WORDS = "code codes cold coat passcode pin pins security cvv cvc digits digit verification"
_CODES = frozenset(_CODES_WORDS.split())
_MONTH_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])(?:[0-3]\d)?(?:20)?(?:2[5-9]|3\d)")
"""A month and a year to come, also with a day between."""


def hear(turn: Turn, memory: Memory) -> Memory:
    """The memory with what this turn speaks of."""
    now = memory.turn
    agent = turn.speaker == "agent"
    words = frozenset(turn.words)
    pays = bool(_PAYING & words) or not _MONEY_SIGNS.isdisjoint(turn.text)
    parts = agent and turn.substance > 0 and not turn.bare and bool(memory.doubted)
    return replace(
        memory,
        said_at={**memory.said_at, **dict.fromkeys(turn.table.all_near & words, now)},
        card_at=now if turn.cards else memory.card_at,
        other_card_at=now if turn.other_cards else memory.other_card_at,
        pay_at=now if pays else memory.pay_at,
        sent_at=now if agent and _SENT & words else memory.sent_at,
        bank_at=now if _BANKS & words else memory.bank_at,
        code_at=now if _speaks_of_codes(turn) else memory.code_at,
        expiry_at=now if _gives_expiry(turn, memory) else memory.expiry_at,
        parted_at=now if parts else memory.parted_at,
    )


def _speaks_of_codes(turn: Turn) -> bool:
    """Whether a code is spoken of that is not named as one that stays readable: a promo code."""
    readable = [label for label in turn.labels if isinstance(label.meaning, Readable)]
    return any(
        word in _CODES and not any(label.first <= at <= label.last for label in readable)
        for at, word in enumerate(turn.words)
    )


def _gives_expiry(turn: Turn, memory: Memory) -> bool:
    """Whether a month and year are given right after an agent's question, with what may be a card's number before."""
    return (
        turn.speaker == "customer"
        and turn.bare
        and memory.parted_at == memory.turn - 1
        and _MONTH_YEAR.fullmatch(turn.runs[0].core) is not None
        and any(len(number.digits) >= WHOLE for number in memory.doubted)
    )
