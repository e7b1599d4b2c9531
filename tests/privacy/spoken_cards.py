"""Calls in which a card is given aloud, made with two synthetic voices; and what of their numbers can be read.

The reading is the tests' own, on purpose: it must not share a mistake with what it judges, so it knows nothing of
`assist.privacy`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import soundfile
import soxr

from tests.making import ROOT

sys.path.insert(0, str(ROOT / "packaging"))  # a folder of scripts, not a package

import make_call
from make_call import Samples, Turn, Voice

SEED = 7_411
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DIGITS = {word: str(digit) for digit, word in enumerate(ONES)} | dict.fromkeys(("oh", "o", "nought", "naught"), "0")
_NUMBERS = {word: str(10 + n) for n, word in enumerate(_TEENS)} | {"hundred": "00", "thousand": "000"}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
SIGN = re.compile(r"\[[a-z -]+?(?: (\d+))?\]")
"""What stands in place of a secret, and the digits that stay."""
_NAMES = {"type", "id", "utterance", "cue"}
"""Fields of events that hold counters and no words."""


# --- calls ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCall:
    """What two people say, and the card's number in it."""

    name: str
    number: str
    code: str
    """Its security code; empty where it is not given."""
    turns: tuple[Turn, ...]
    swapped: bool
    """The agent has the customer's voice and the other way round."""
    rate: int
    """Samples a second of the recording."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may not be read."""
        return tuple(secret for secret in (self.number, self.code) if secret)


def calls(seed: int = SEED) -> tuple[SpokenCall, ...]:
    """Each way of asking for a card and of giving it, every number another: the same seed, the same calls."""
    random = Random(seed)
    made = []
    for number, (name, (start, length, turns)) in enumerate(_WAYS.items()):
        card = luhn_number(random, start, length)
        code = "".join(random.sample("123456789", 3)) if "{code}" in turns else ""
        written = tuple(_turn(line, card, code) for line in turns.strip().splitlines())
        swapped, rate = bool(number % 2), (8000, 16000)[number // 2 % 2]
        made.append(SpokenCall(name=name, number=card, code=code, turns=written, swapped=swapped, rate=rate))
    return tuple(made)


def luhn_number(random: Random, start: str, length: int) -> str:
    """A number that begins so and passes the check of card numbers (ISO/IEC 7812-1, annex B)."""
    begun = start + "".join(random.choice("0123456789") for _ in range(length - len(start) - 1))
    return next(begun + last for last in "0123456789" if passes_luhn(begun + last))


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the one that the others ask for."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def write(call: SpokenCall, folder: Path) -> Path:
    """The recording of a call in that folder: agent on the left."""
    path = folder / f"{call.name.replace(' ', '_')}.flac"
    first, second = voices()
    speaking = {"AGENT": second, "CUSTOMER": first} if call.swapped else {"AGENT": first, "CUSTOMER": second}
    sound, _ = make_call.speak_call(list(call.turns), speaking)
    soundfile.write(path, at_rate(sound, call.rate), call.rate, subtype="PCM_16")
    return path


@cache
def voices() -> tuple[Voice, Voice]:
    """A woman's and a man's; what each has said once costs nothing again."""
    return cache(make_call.hibari_voice()), cache(make_call.piper_voice())


def at_rate(sound: Samples, rate: int) -> Samples:
    """What `make_call` made, at another rate."""
    return np.asarray(soxr.resample(sound, make_call.RATE, rate), np.float32).clip(-1, 1)


_WAYS = {
    "asked for in one go": ("4", 16, """
        A Thanks for calling. Can I take the long card number, please?
        C Sure. It's {all}.
        A Thank you. And the security code on the back?
        C It's {code}.
    """),
    "in groups": ("52", 16, """
        A What's the sixteen digit number across the front of the card?
        C It's {1}.
        A Mhm.
        C {2}.
        A Mhm.
        C {3}, {4}.
        A And the expiry date?
        C Oh nine, twenty eight.
    """),
    "volunteered": ("4", 16, """
        C Hello, I want to pay my bill with my visa, the number is {all}.
        A Thank you, one moment please.
    """),
    "in twos and doubles": ("4", 16, """
        A Could you read me your card number when you are ready?
        C Yes, {twos}.
        A Lovely, thank you.
    """),
    "read back": ("55", 16, """
        A Which card would you like to use today?
        C My mastercard. {1}, {2}, {3}, {4}.
        A Let me read that back. {all}.
        C That's right.
    """),
    "fifteen digits": ("37", 15, """
        A Go ahead with the number whenever you like.
        C It's american express. {all}.
        A And the code on the front?
        C {code}.
    """),
}  # fmt: skip
"""Name → how the number begins, its length, and what is said with it."""


def _turn(line: str, card: str, code: str) -> Turn:
    who, text = line.split(maxsplit=1)
    groups = [card[at : at + 4] for at in range(0, 16, 4)] if len(card) == 16 else [card[:4], card[4:10], card[10:]]
    said = {str(n): spell(group) for n, group in enumerate(groups, 1)}
    text = text.format(None, *said.values(), all=", ".join(said.values()), code=spell(code), twos=in_twos(card))
    return Turn("AGENT" if who == "A" else "CUSTOMER", 0.6, text[0].upper() + text[1:])


def spell(digits: str) -> str:
    """Digit by digit."""
    return " ".join(ONES[int(digit)] for digit in digits)


def in_twos(digits: str) -> str:
    """As "forty two, double one, oh five"."""
    return ", ".join(_two(digits[at : at + 2]) for at in range(0, len(digits), 2))


def _two(pair: str) -> str:
    if len(pair) == 1:
        return spell(pair)
    ten, one = map(int, pair)
    if ten == one:
        return f"double {ONES[one]}"
    if ten == 0:
        return f"oh {ONES[one]}"
    return _TEENS[one] if ten == 1 else _TENS[ten - 2] + (f" {ONES[one]}" if one else "")


# --- what can be read -----------------------------------------------------------------------------------------------


def readings(text: str) -> tuple[str, str]:
    """The digits of a text, all else left out, as figures and words of numbers give them: "forty two" as 42, as 402."""
    words = re.findall(r"[a-z]+|\d", text.lower())
    return _read(words, in_twos=True), _read(words, in_twos=False)


def holds(text: str, number: str) -> bool:
    """Whether the number can be read in the text."""
    return any(number in reading for reading in readings(text))


def most_read(texts: Iterable[str], secret: str) -> int:
    """The most digits of a secret, one after another, that can be read in one text, beside those that a sign shows."""
    plain = (SIGN.sub(" ", text) for text in texts)
    return max((_longest(reading, secret) for text in plain for reading in readings(text)), default=0)


def told(events: list[dict[str, Any]]) -> list[str]:
    """Every text of some events by itself; those of each speaker joined, the unfinished apart; and all joined."""
    alone = list(_strings(events))
    joined = [
        " ".join(event["text"] for event in events if event["type"] in kinds and event["speaker"] in who)
        for kinds in (("partial",), ("utterance",), ("utterance", "revealed"))
        for who in (("agent",), ("customer",), ("agent", "customer"))
    ]
    return [*alone, *joined, " ".join(alone)]


def _strings(value: object) -> Iterator[str]:
    """Every text in what JSON holds."""
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                yield from () if name in _NAMES else _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)


def _longest(reading: str, number: str) -> int:
    return next(
        (
            length
            for length in range(len(number), 0, -1)
            if any(number[at : at + length] in reading for at in range(len(number) - length + 1))
        ),
        0,
    )


def _read(words: list[str], *, in_twos: bool) -> str:
    read, times, tens = "", 1, ""
    for word in words:
        if word in _TENS:
            read += tens + "0" * bool(tens)
            tens = str(2 + _TENS.index(word))
            continue
        digit = _DIGITS.get(word, word if word.isdigit() else "")
        if tens:
            read += tens + ("" if in_twos and digit and digit != "0" else "0")
            tens = ""
        read += digit * times + _NUMBERS.get(word, "")
        times = _TIMES.get(word, 1)
    return read + (f"{tens}0" if tens else "")
