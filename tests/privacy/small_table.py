"""A small table of secrets, and short ways to say what was said and is known: for tests of the rules themselves."""

from __future__ import annotations

from typing import Any

from assist.events import Speaker
from assist.privacy.judging import Judgement, judge
from assist.privacy.kinds import Kind, Readable, Table
from assist.privacy.memory import UNKNOWN, Giving, Memory

CARD = Kind(name="card", said=("card number", "long card number", "amex number", "card"))
LIKELY_CARD = Kind(name="card", said=("long number", "whole of it"), near=("<spoken>",))
SECURITY_CODE = Kind(name="security code", said=("security code",), least=2)
LITTLE_NUMBER = Kind(name="security code", said=("little number",), least=2, paying=True)
EXPIRY = Kind(name="expiry", said=("expiry", "valid until"), form="date", least=2, paying=True)
PIN = Kind(name="pin", said=("pin",), least=2)
PASSCODE = Kind(name="one-time code", said=("passcode",))
TEXTED_CODE = Kind(name="one-time code", said=("the code",), near=("text",))
SORT_CODE = Kind(name="sort code", said=("sort code",), least=2)
ACCOUNT = Kind(name="account", said=("account number",), form="letters and digits", near=("bank",))
PASSWORD = Kind(name="password", said=("password",), form="words", least=1)
BIRTH_DATE = Kind(name="birth date", said=("birthday",), form="date", least=2)
LAST_FOUR = Readable(said=("last four", "ending in", "last four of the card"), longest=8)
ORDER = Readable(said=("order number", "promo code", "code on parcel", "library card", "reference"))
TOTAL = Readable(said=("total", "how many"), amount=True)
TEAMS = Readable(digits="9999[0-9]*")
KINDS = (
    CARD, LIKELY_CARD, SECURITY_CODE, LITTLE_NUMBER, EXPIRY, PIN, PASSCODE, TEXTED_CODE, SORT_CODE, ACCOUNT, PASSWORD,
    BIRTH_DATE,
)  # fmt: skip
WORD_LISTS = {"card": "card amex", "spoken": "card amex cod"}
TABLE = Table(KINDS, (LAST_FOUR, ORDER, TOTAL, TEAMS), WORD_LISTS)
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
VISA = "4111111111111111"
"""A number that a card can have."""
NO_CARD = "4111111111111112"
"""One that none can have."""


def spelled(digits: str) -> str:
    """The digits as words."""
    return " ".join(WORDS[int(digit)] for digit in digits)


def number(digits: str, *, kind: str = UNKNOWN, by: Speaker = "customer", **more: Any) -> Giving:
    """One that a call with 20 turns gave last; `more` is as in Giving."""
    return Giving(kind, digits, by=by, **{"turn": 20, "begun": 20, **more})


def known(**more: Any) -> Memory:
    """What is known after 20 turns; `more` is as in Memory."""
    return Memory(turn=20, **more)


def judged(*lines: str, memory: Memory | None = None, table: Table = TABLE) -> list[Judgement]:
    """What is found in each line: "agent: hello"."""
    memory = memory or Memory()
    found: list[Judgement] = []
    for line in lines:
        who, _, text = line.partition(": ")
        found.append(judge(table, memory, "agent" if who == "agent" else "customer", text))
        memory = found[-1].memory
    return found
