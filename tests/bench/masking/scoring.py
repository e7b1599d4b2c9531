"""How well secrets are masked: what stays readable of each number, and which innocent words are lost.

A number is missed when any of its digits can be read anywhere in the call. Of a card, the first two digits and the last
four may be read, as they were heard from whoever says them; of everything else nothing. Knows no masker.
"""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tests.bench.masking.pieces import KINDS, Call, Line
from tests.bench.table import Figure, percentiles

Span = tuple[int, int, str]
"""Characters [start, end) of a line that are masked, and as what."""
Mask = Callable[[list[tuple[str, str]]], list[list[Span]]]
"""A call's (speaker, text) lines → the masked spans of each."""
EXPOSED = 7
"""Digits of a card that can be read besides those that may be: with so many little is left to guess."""
FIRST, LAST = 2, 4
"""Digits of a card that may be read at its beginning and its end."""
Z = 1.959964
"""95 % of a normal distribution lie within so many standard deviations."""
WORD = re.compile(r"\S*\w\S*")


class Miss(NamedTuple):
    """A number that can be read: its lines as they would be shown, to be read by a person."""

    call: int
    group: str
    kind: str
    template: str
    shown: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Counts over calls. `confused` counts numbers by (true kind, kind of most of its mask)."""

    numbers: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    exposed: int = 0
    """Cards of which much can be read."""
    misses: list[Miss] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    innocent: int = 0
    innocent_masked: int = 0
    lost_words: Counter[str] = field(default_factory=Counter)
    utterance_s: list[float] = field(default_factory=list)


def score(mask: Mask, calls: Iterable[Call]) -> Score:
    """What `mask` does to the calls; the time is each call's, divided by its lines."""
    total = Score()
    for number, call in enumerate(calls):
        spoken = call.spoken()
        began_s = time.perf_counter()
        spans = mask(spoken)
        total.utterance_s.append((time.perf_counter() - began_s) / max(1, len(spoken)))
        count(total, number, call, spans)
    return total


def count(total: Score, number: int, call: Call, spans: Sequence[Sequence[Span]]) -> None:
    """Add one call, the `number`th, with its masked spans to the total."""
    if len(spans) != len(call.lines):
        raise ValueError(f"The mask gave {len(spans)} lists of spans for a call of {len(call.lines)} lines.")
    covered = [_covered(line, some) for line, some in zip(call.lines, spans, strict=True)]
    for group, kind in {one.group: one.kind for line in call.lines for one in line.secrets if one.carried}.items():
        total.numbers[kind] += 1
        total.confused[kind, _said_kind(call, spans, group)] += 1
        if places := _readable(call, covered, group, kind):
            total.missed[kind] += 1
            total.exposed += kind == "card" and len(places) >= EXPOSED
            total.misses.append(Miss(number, group, kind, call.template, tuple(_shown(call, covered, group))))
    for line, hidden in zip(call.lines, covered, strict=True):
        for word, lost in _innocent(line, hidden):
            total.innocent += 1
            total.innocent_masked += lost
            if lost:
                total.lost_words[word] += 1


def best(scores: Sequence[Score]) -> Score:
    """A number is missed only where every score missed it; innocent words are those of the one that misses fewest."""
    missed = set.intersection(*({(miss.call, miss.group) for miss in one.misses} for one in scores))
    kept = min(scores, key=lambda one: len(one.misses))
    misses = [miss for miss in scores[0].misses if (miss.call, miss.group) in missed]
    return replace(kept, missed=Counter(miss.kind for miss in misses), misses=misses)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) for nothing counted."""
    if count == 0:
        return 0.0, 1.0
    share, square = hits / count, Z * Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(name: str, hits: int, count: int) -> Figure:
    """A share of `count` in percent, with its interval as lowest and highest."""
    low, high = wilson(hits, count)
    value = hits / count if count else 0.0
    return Figure(name=name, unit="%", value=value * 100, low=low * 100, high=high * 100, count=count)


def recalls(name: str, of: Score) -> list[Figure]:
    """The share of numbers that were wholly masked: of all, and of each kind."""
    numbers, missed = sum(of.numbers.values()), sum(of.missed.values())
    kinds = [kind for kind in KINDS if of.numbers[kind]]
    return [
        share(f"{name}: masked, all kinds", numbers - missed, numbers),
        *(share(f"  {kind}", of.numbers[kind] - of.missed[kind], of.numbers[kind]) for kind in kinds),
    ]


def times(name: str, utterance_s: Sequence[float]) -> list[Figure]:
    """The median and the slowest hundredth of these seconds, in microseconds."""
    return percentiles(name, "us", [one * 1e6 for one in utterance_s], (50, 99))


def _covered(line: Line, spans: Sequence[Span]) -> list[bool]:
    """Whether each character of the line is masked."""
    hidden = [False] * len(line.text)
    for start, end, _ in spans:
        for n in range(max(0, start), min(end, len(hidden))):
            hidden[n] = True
    return hidden


def _readable(call: Call, covered: Sequence[Sequence[bool]], group: str, kind: str) -> set[int]:
    """The places of the number's digits that can be read and should not."""
    heard: dict[str, set[int]] = {}
    shown: dict[str, set[int]] = {}
    for line, hidden in zip(call.lines, covered, strict=True):
        for secret in line.secrets:
            for one in secret.carried if secret.group == group else ():
                heard.setdefault(line.speaker, set()).update(one.places)
                if not all(hidden[one.start : one.end]):
                    shown.setdefault(line.speaker, set()).update(one.places)
    if kind != "card":
        return set[int]().union(*shown.values())
    every = sorted(set[int]().union(*heard.values()))
    common = {*every[:FIRST], *every[-LAST:]}
    return set[int]().union(
        *(
            places - common - {*sorted(heard[speaker])[:FIRST], *sorted(heard[speaker])[-LAST:]}
            for speaker, places in shown.items()
        )
    )


def _said_kind(call: Call, spans: Sequence[Sequence[Span]], group: str) -> str:
    """The kind that masks most of the number's words; "" where nothing does."""
    kinds: Counter[str] = Counter()
    for line, some in zip(call.lines, spans, strict=True):
        for one in [one for secret in line.secrets if secret.group == group for one in secret.carried]:
            kinds.update(kind for start, end, kind in some if start <= one.start and one.end <= end)
    return kinds.most_common(1)[0][0] if kinds else ""


def _innocent(line: Line, hidden: Sequence[bool]) -> Iterable[tuple[str, bool]]:
    """The line's innocent words, and whether any character of each is masked."""
    spared = [*((one.start, one.end) for one in line.secrets), *line.neutral]
    for word in WORD.finditer(line.text):
        if not any(start < word.end() and word.start() < end for start, end in spared):
            yield word[0], any(hidden[word.start() : word.end()])


def _shown(call: Call, covered: Sequence[Sequence[bool]], group: str) -> Iterable[str]:
    """The number's lines, with a full block for each masked character."""
    for line, hidden in zip(call.lines, covered, strict=True):
        if any(one.group == group for one in line.secrets):
            text = "".join("█" if gone else one for one, gone in zip(line.text, hidden, strict=True))
            yield f"{line.speaker}: {text}"
