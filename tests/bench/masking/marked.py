"""Calls whose secrets a person marked, one JSON object a line, as calls that can be scored.

    {"speaker": "customer", "text": "...", "secrets": [{"kind": "card", "start": 0, "end": 4, "group": "c1"}]}

An empty line, or a line {"call": "its name"}, begins another call. Such marks do not say which digits a word gives
away, so they are read here: of a card, to know its first two and last four; of all else, every word but fillers counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.bench.masking.errors import NEAR
from tests.bench.masking.pieces import KINDS, Call, Carried, Line, Secret
from tests.bench.masking.spoken import ONES, TEENS, TENS

DIGITS = {word: str(n) for n, word in enumerate(ONES)} | {word: str(10 + n) for n, word in enumerate(TEENS)}
DIGITS |= {word: str(n) for n, word in enumerate(TENS) if word} | {"oh": "0", "o": "0", "nought": "0", "naught": "0"}
DIGITS |= {"hundred": "00", "thousand": "000"}
HEARD = {said: DIGITS[word] for word, near in NEAR.items() if word in DIGITS for said in near} | DIGITS
TIMES = {"double": 2, "triple": 3, "treble": 3}
FILLERS = {"uh", "um", "er", "erm", "and", "then", "that's", "it's", "slash", "stroke", "dash", "of", "for", "capital"}
CARD_LENGTH = 16


class _Word(NamedTuple):
    """A word of a number, and the digits that it is read as."""

    start: int
    end: int
    digits: str


def read(name: str, lines: Iterable[str]) -> Iterator[Call]:
    """The marked calls of a file. ValueError where a mark does not fit."""
    some: list[dict[str, object]] = []
    begun = 0
    for text in [*lines, ""]:
        kept = json.loads(text) if text.strip() else {}
        if "text" in kept:
            some.append(kept)
        elif some:
            yield _call(f"{name}, call {begun + 1}", some)
            some, begun = [], begun + 1


def _call(name: str, lines: list[dict[str, object]]) -> Call:
    """One call; each card's digits are put together over its lines."""
    known: dict[str, str] = {}
    return Call(template=name, lines=tuple(_line(one, known) for one in lines))


def _line(one: dict[str, object], known: dict[str, str]) -> Line:
    speaker, text, marks = one["speaker"], one["text"], one["secrets"]
    if not isinstance(speaker, str) or not isinstance(text, str) or not isinstance(marks, list):
        raise ValueError(f"A marked line needs a speaker, a text and secrets: {one}")
    secrets = []
    for mark in sorted(marks, key=lambda mark: int(mark["start"])):
        kind, start, end, group = mark["kind"], mark["start"], mark["end"], str(mark["group"])
        if kind not in KINDS or not 0 <= start < end <= len(text):
            raise ValueError(f"This mark does not fit its line: {mark} in {text!r}")
        words = list(_words(text, start, end, figures=kind == "card"))
        carried = _card(words, speaker, group, known) if kind == "card" else _all(words)
        secrets.append(Secret(kind=kind, start=start, end=end, group=group, carried=tuple(carried)))
    return Line(speaker=speaker, text=text, secrets=tuple(secrets))


def _words(text: str, start: int, end: int, *, figures: bool) -> Iterator[_Word]:
    """The words of a stretch that give something away; figures one by one."""
    times = 1
    every = list(re.finditer(r"\d|[^\W\d][\w']*" if figures else r"\w[\w']*", text[start:end]))
    for found, after in zip(every, [*(one[0].lower() for one in every[1:]), ""], strict=True):
        word = found[0].lower()
        digits = word if word.isdigit() else HEARD.get(word, "")
        if word in TENS and HEARD.get(after, "0") not in "123456789":
            digits += "0"
        if word in TIMES:
            times = TIMES[word]
        elif digits or (word not in FILLERS and not figures):
            yield _Word(start + found.start(), start + found.end(), digits * times)
            times = 1


def _all(words: Iterable[_Word]) -> Iterator[Carried]:
    return (Carried(word.start, word.end, (n,)) for n, word in enumerate(words))


def _card(words: list[_Word], speaker: str, group: str, known: dict[str, str]) -> Iterator[Carried]:
    """Each word with its places in the card: what the customer says goes on, what the agent says was said before."""
    said, before = "".join(word.digits for word in words), known.get(group, "")
    again = speaker == "agent" or len(before) + len(said) > CARD_LENGTH or (len(said) > 4 and said.startswith(before))
    at = before.rfind(said) if before and again else len(before)
    if at < 0:
        at = max(0, len(before) - len(said))
    known[group] = before[:at] + said + before[at + len(said) :]
    for word in words:
        yield Carried(word.start, word.end, tuple(range(at, at + len(word.digits))))
        at += len(word.digits)
