"""Any call at all, and any rules: number words, what announces them, fillers, and junk."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from assist.events import Speaker
from assist.privacy import kinds
from assist.privacy.checks import passes_luhn
from tests.privacy.properties import DIGITS, Text

_OTHERS = (
    "ten eleven thirteen nineteen twenty thirty fifty ninety hundred thousand double triple treble point and a um er "
    "uh mhm yes no sorry again that's it's okay so then wait dash slash plus star hash alpha bravo zulu b c v t for "
    "won ate to too tree may june pounds dollars o'clock percent twenty-one don't please thanks 4 16 4111 12/28 "
    "4111111111111111 [card] [number] ٤ ４ ４１１１ a@b.co https://x.y 5454-5454 sw1a"
)
OTHERS = tuple(_OTHERS.split())
_JUNK = "\x00|\n\r\t|\u2028|\u200b|é́|\ufeff|👩‍👩‍👧|ß|İ|ǅ|½|²|Ⅳ|零|]|[card|’|_|\udc80"
JUNK = ("", " ", *_JUNK.split("|"))
SETTINGS = ("mask_phone", "mask_email", "mask_postcode", "mask_birth_date", "mask_name")
HEADS = (*["[[kind]]"] * 3, *["[[readable]]"] * 2, "[words]", "[[ kind ]]", "[kind]", "junk = 1")
GOOD_LINES = (
    *['said = ["SAID"]'] * 3, 'said = ["SAID", "that code"]', *['name = "staff code"'] * 3, 'name = "card"', "from = 2",
    'form = "words"', "paying = true", 'setting = "mask_phone"', 'digits = "9[0-9]{3,}"', "longest = 4", "# name",
    'near = ["<card>", "pin"]', 'thing = "badge pass"',
)  # fmt: skip
WRONG_LINES = (
    "said = 'SAID'", 'name = "readable"', 'name = "Card"', "from = 0", 'form = "zip"', 'near = ["<card>", "a b"]',
    'setting = "loud"', 'digits = "("', 'digits = "a{99999999999}"', 'x = "\\u0000"', "thing = 3", "longest = 1e3",
    f"n = {'[' * 9999}", f"n = {'9' * 9999}",
)  # fmt: skip


class Case(NamedTuple):
    """A call, and what is to be hidden in it."""

    texts: tuple[Text, ...]
    settings: tuple[str, ...] = ()
    rules: bytes = b""
    card: str = ""
    """A card's number that the customer says in one of the texts."""


@cache
def labels() -> tuple[str, ...]:
    """Everything that announces a number or asks for one, by our table."""
    table = tomllib.loads(kinds.OURS.read_text(encoding="utf-8"))
    return tuple(said for sort in ("kind", "readable") for label in table[sort] for said in label.get("said", ()))


@cache
def named_words() -> dict[str, list[str]]:
    words = tomllib.loads(kinds.OURS.read_text(encoding="utf-8"))["words"]
    return {name: said.split() for name, said in words.items()}


def some_label(chance: random.Random) -> str:
    words = []
    for step in chance.choice(labels()).split():
        choice = chance.choice(step.split("|"))
        words.append(chance.choice(named_words().get(choice.strip("<>"), [choice.replace("*", "your")])))
    return " ".join(words)


def some_words(chance: random.Random) -> str:
    said: list[str] = []
    for _ in range(chance.choice((1, 2, 4, 8, 30) if chance.random() < 0.99 else (400,))):
        makers: tuple[Callable[[], str], ...] = (
            lambda: " ".join(chance.choice(chance.choice(DIGITS).split()) for _ in range(chance.randint(1, 9))),
            lambda: chance.choice(OTHERS),
            lambda: some_label(chance),
            lambda: chance.choice(JUNK),
            lambda: chance.randbytes(chance.randint(1, 9)).decode(
                chance.choice(("utf-8", "latin-1", "utf-16")), "replace"
            ),
        )
        said.append(chance.choices(makers, (6, 5, 4, 0.4, 0.2))[0]())
    return chance.choices((" ", ", ", ""), (30, 2, 1))[0].join(said)


def some_card(chance: random.Random) -> str:
    start = chance.choice(("4", *map(str, range(51, 56)))) + "".join(chance.choices("0123456789", k=13))
    return next(card for last in range(100) if passes_luhn(card := f"{start}{last:02}"[:16]) and len(card) == 16)


def some_rules(chance: random.Random) -> bytes:
    """A team's, more or less."""
    parts: list[str] = []
    for _ in range(chance.randint(0, 4)):
        said = chance.choice((some_label(chance), chance.choice(labels()), chance.choice(OTHERS), "* x", "<x> y"))
        parts.append(chance.choice(HEADS))
        parts += (line.replace("SAID", said) for line in chance.choices(GOOD_LINES, k=chance.randint(1, 4)))
        parts += chance.choices(WRONG_LINES, k=chance.choice((0, 0, 0, 0, 1)))
    rules = "\n".join(parts).encode("utf-8", "replace")
    if chance.random() < 0.8:
        return rules
    return rules[: chance.randint(0, len(rules))] + chance.randbytes(chance.randint(0, 5))


def some_case(chance: random.Random) -> Case:
    texts: list[Text] = []
    for _ in range(chance.choice((1, 3, 6, 12))):
        speaker: Speaker = chance.choice(("agent", "customer"))
        words = some_words(chance)
        parts = words.split(" ")
        shares = [chance.randint(1, len(parts)) for _ in range(chance.choice((0, 0, 1, 3)))]
        texts += [Text(speaker, " ".join(parts[:share]), final=False) for share in shares]
        texts.append(Text(speaker, words))
    if chance.random() < 0.3:
        chance.shuffle(texts)
    card = some_card(chance) if chance.random() < 0.5 else ""
    if card:
        said = " ".join(chance.choice(DIGITS[int(digit)].split()) for digit in card)
        before, after = (
            chance.choice(("", "yes it's", "okay so", "um it is", "please", "thank you")) for _ in range(2)
        )
        texts.insert(chance.randint(0, len(texts)), Text("customer", f"{before} {said} {after}".strip()))
    chosen = tuple(name for name in SETTINGS if chance.random() < 0.3)
    return Case(tuple(texts), chosen, some_rules(chance) if chance.random() < 0.3 else b"", card)
