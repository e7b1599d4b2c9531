"""Words with the digits that they give away, and a line of a call made of them.

Owns the truth of a made call. Must not know how numbers are spoken, misheard or masked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

CARD_KINDS = ("card", "security_code", "expiry")
KINDS = (*CARD_KINDS, "account", "sort_code", "routing", "iban", "national_id", "password", "pin", "one_time_code")
FILLERS_BETWEEN = 3
"""So many words between two parts of one number are fillers: whether they are masked does not count."""


class Piece(NamedTuple):
    """One word. `carries` are the places in its number that it gives away; `number` is "" for an innocent word.

    A word of a number may carry nothing ("double"). `lost` marks a word of a number that was misheard beyond reading.
    """

    text: str
    carries: tuple[int, ...] = ()
    number: str = ""
    before: str = " "
    after: str = ""
    lost: bool = False


Turn = tuple[str, list[Piece]]
"""A speaker ("agent" or "customer") and what they say."""


class Carried(NamedTuple):
    """Characters [start, end) give away these places of a number."""

    start: int
    end: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A stretch of words of one secret number; `carried` says which of them give away what."""

    kind: str
    start: int
    end: int
    group: str
    carried: tuple[Carried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One utterance with its secrets; masking what is in `neutral` is neither asked for nor wrong."""

    speaker: str
    text: str
    secrets: tuple[Secret, ...] = ()
    neutral: tuple[tuple[int, int], ...] = ()

    def as_json(self) -> str:
        """The line as the project writes calls with marked secrets."""
        secrets = [{"kind": one.kind, "start": one.start, "end": one.end, "group": one.group} for one in self.secrets]
        return json.dumps({"speaker": self.speaker, "text": self.text, "secrets": secrets}, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A made call: which template it came from, its lines in order, and whether it holds secrets."""

    template: str
    lines: tuple[Line, ...]

    def spoken(self) -> list[tuple[str, str]]:
        """What a masker is given: speaker and text of every line."""
        return [(line.speaker, line.text) for line in self.lines]


def line(speaker: str, pieces: Sequence[Piece], kinds: Mapping[str, str]) -> Line:
    """The pieces as text with its truth; `kinds` gives the kind of each number."""
    text, places = "", []
    for piece in pieces:
        text += (piece.before if text else "") + piece.text
        places.append((len(text) - len(piece.text), len(text)))
        text += piece.after
    stretches = groupby(range(len(pieces)), key=lambda n: "" if pieces[n].lost else pieces[n].number)
    return Line(
        speaker=speaker,
        text=text,
        secrets=tuple(_secret(list(ns), pieces, places, kinds[number]) for number, ns in stretches if number),
        neutral=tuple(_neutral(pieces, places)),
    )


def words_of(text: str) -> list[Piece]:
    """Plain words, each with the punctuation that follows it."""
    found = re.finditer(r"(\S*?\w\S*?)([.,?!;:…]*)(?:\s+|$)", text)
    return [Piece(one[1], after=one[2]) for one in found]


def plain(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces as an engine writes them that knows no capitals and no punctuation."""
    kept = []
    for piece in pieces:
        parts = [part for part in re.split(r"[^\w'£$@%]+", piece.text.lower()) if part]
        before = " " if piece.before.strip() else piece.before
        for number, part in enumerate(parts):
            kept.append(piece._replace(text=part, before=" " if number else before or "", after=""))
    return kept


def _secret(numbers: list[int], pieces: Sequence[Piece], places: Sequence[tuple[int, int]], kind: str) -> Secret:
    """The secret made of these pieces, which follow each other."""
    return Secret(
        kind=kind,
        start=places[numbers[0]][0],
        end=places[numbers[-1]][1],
        group=pieces[numbers[0]].number,
        carried=tuple(Carried(*places[n], pieces[n].carries) for n in numbers if pieces[n].carries),
    )


def _neutral(pieces: Sequence[Piece], places: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Where misheard words of a number and fillers between its parts are."""
    last: dict[str, int] = {}
    for n, piece in enumerate(pieces):
        if piece.number:
            before = last.get(piece.number)
            if before is not None and 1 < n - before <= FILLERS_BETWEEN + 1:
                yield places[before + 1][0], places[n - 1][1]
            last[piece.number] = n
        if piece.lost:
            yield places[n]
