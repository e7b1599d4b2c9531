"""Calls with known secrets, made from the templates in `dialogues`: the same seed makes the same calls.

A template is a heading and turns:

    == retail: a card by telephone | uk
    a: What's the long number across the front?
    c: It's {card}
    a: And the expiry? {amount} will be taken.

`{card}` is a slot: a number of that kind, the same one wherever the slot stands again; `{card_2}` is another.
How it is said, and over how many turns, is drawn for each call. Must not know how secrets are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.bench.masking.counted import COUNTED
from tests.bench.masking.errors import misheard
from tests.bench.masking.pieces import Call, Line, Piece, Turn, line, plain, words_of
from tests.bench.masking.shapes import Number, Scene, given, read_back
from tests.bench.masking.values import INNOCENT, KIND, SECRET, mixed
from tests.bench.masking.voices import Voice, habits, writing

DIALOGUES = Path(__file__).parent / "dialogues"
SLOT = re.compile(r"\{(\w+?)(_\d)?\}")
BREAK = re.compile(r"(\{\w+\})")
SPEAKERS = {"a": "agent", "c": "customer"}
WORD_ERRORS = 0.1
"""Share of words that a recogniser gets wrong on a telephone line."""
READ_BACK = 0.3
CARDS_AND_CODES = ("card", "security_code", "one_time_code", "pin")
"""What `calls` counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A written call: its name, its country's way of speaking, and its turns as (speaker, text with slots)."""

    name: str
    british: bool
    turns: tuple[tuple[str, str], ...]

    @property
    def secret(self) -> bool:
        return any(one[1] in SECRET for _, text in self.turns for one in SLOT.finditer(text))


def calls(seed: int, count: int, *, word_errors: float = WORD_ERRORS) -> Iterator[Call]:
    """Calls with secrets until they hold at least `count` cards and codes."""
    held, n = 0, 0
    while held < count:
        call = _made(f"{seed}/secret/{n}", secret=True, word_errors=word_errors)
        held += len({one.group for said in call.lines for one in said.secrets if one.kind in CARDS_AND_CODES})
        n += 1
        yield call


def calm_calls(seed: int, count: int, *, word_errors: float = WORD_ERRORS) -> Iterator[Call]:
    """`count` calls full of numbers that are no secrets."""
    return (_made(f"{seed}/calm/{n}", secret=False, word_errors=word_errors) for n in range(count))


@cache
def templates(*, secret: bool) -> tuple[Template, ...]:
    """All written calls with secrets, or all without."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DIALOGUES.glob("*.txt"))]
    read = [_template(part) for text in texts for part in re.split(r"(?m)^== ", text)[1:]]
    return tuple(one for one in read if one.secret == secret)


def make(template: Template, random: Random, *, word_errors: float = WORD_ERRORS) -> Call:
    """One call of this template."""
    style = writing(random)
    british = template.british
    voices = {one: Voice(habits=habits(random, british=british), writing=style) for one in ("agent", "customer")}
    making = _Making(Scene(voices=voices, random=random), british=british)
    turns = [turn for speaker, text in template.turns for turn in making.turn(speaker, text)]
    lines: list[Line] = []
    for speaker, said in turns:
        pieces = misheard(plain(said) if style.plain else _begun(said), word_errors, random)
        if pieces:
            lines.append(line(speaker, pieces, making.kinds))
    return Call(template=template.name, lines=tuple(lines))


class _Making:
    """One call in the making: the numbers that were drawn, by slot."""

    def __init__(self, scene: Scene, *, british: bool) -> None:
        self._scene = scene
        self._british = british
        self._numbers: dict[str, Number] = {}
        self.kinds: dict[str, str] = {}

    def turn(self, speaker: str, text: str) -> list[Turn]:
        """The turns that one turn of the template becomes."""
        turns: list[Turn] = [(speaker, [])]
        after: list[Turn] = []
        for part in BREAK.split(text):
            slot = SLOT.fullmatch(part)
            if slot is None:
                _punctuate(turns[-1][1], part)
                turns[-1][1].extend(words_of(part))
            elif slot[1] in COUNTED:
                turns[-1][1].extend(self._counted(slot[1]))
            else:
                number = self._number(slot[1], part)
                parts = given(number, speaker, self._scene)
                turns[-1][1].extend(parts[0][1])
                turns += parts[1:]
                after += self._back(number, speaker)
        return [turn for turn in [*turns, *after] if turn[1]]

    def _back(self, number: Number, speaker: str) -> list[Turn]:
        """The other's read-back, if there is one."""
        if speaker == "agent" or self._scene.random.random() >= READ_BACK:
            return []
        return read_back(number, speaker, self._scene)

    def _counted(self, slot: str) -> list[Piece]:
        random, style = self._scene.random, self._scene.voices["agent"].writing
        figures = style.digits != "words" and random.random() < 0.85
        return words_of(COUNTED[slot](random, figures, self._british))

    def _number(self, slot: str, name: str) -> Number:
        """The call's number of that slot, drawn where it is first named."""
        if name not in self._numbers:
            random = self._scene.random
            if slot in SECRET:
                characters, group = SECRET[slot](random), f"c{len(self.kinds) + 1}"
                self.kinds[group] = KIND.get(slot, slot)
            else:
                slot = {"phone": "phone_uk" if self._british else "phone_us"}.get(slot, slot)
                pattern = INNOCENT[slot]
                characters, group = mixed(random, pattern) if isinstance(pattern, str) else pattern(random), ""
                characters = re.sub(r"[ -]", "", characters)
            self._numbers[name] = Number(slot=slot, characters=characters, group=group)
        return self._numbers[name]


def _made(seed: str, *, secret: bool, word_errors: float) -> Call:
    random = Random(seed)
    return make(random.choice(templates(secret=secret)), random, word_errors=word_errors)


def _template(text: str) -> Template:
    """A template from its text, without the "== "."""
    heading, *rest = [one.strip() for one in text.splitlines() if one.strip()]
    name, _, country = heading.partition(" | ")
    if country not in ("uk", "us") or any(one[:3] not in ("a: ", "c: ") for one in rest):
        raise ValueError(f"The written call {heading!r} needs '| uk' or '| us', and turns that begin with a: or c:")
    return Template(name=name, british=country == "uk", turns=tuple((SPEAKERS[one[0]], one[3:]) for one in rest))


def _punctuate(pieces: list[Piece], rest: str) -> None:
    """Give the last piece the punctuation that `rest` begins with."""
    mark = re.match(r"[.,?!]", rest)
    if mark and pieces:
        pieces[-1] = pieces[-1]._replace(after=mark[0])


def _begun(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a capital at the beginning, as a better engine writes a turn."""
    return [pieces[0]._replace(text=pieces[0].text[:1].upper() + pieces[0].text[1:]), *pieces[1:]]
