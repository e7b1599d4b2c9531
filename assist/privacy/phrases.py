"""Phrases looked for in words: fast enough for every text of a call, and writable by a team.

A phrase is words with spaces. `a|b` is either word, `*` up to three words of any kind, `<name>` one of the words of
that name in the table's `[words]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

GAP = 3
"""Words that a `*` may stand for, at most."""

T = TypeVar("T")
_Steps = tuple[frozenset[str] | None, ...]
"""A set of words for one word, None for a gap."""


class Found(NamedTuple, Generic[T]):
    """A phrase that was said with the words `first` to `last`, both included."""

    first: int
    last: int
    meaning: T


class Phrases(Generic[T]):
    """Phrases and what each means."""

    def __init__(self, meanings: Iterable[tuple[str, T]], words: Mapping[str, str]) -> None:
        """`words` are the named ones, each a text with spaces. Raises ValueError with what is wrong in a phrase."""
        self._by_first: dict[str, list[tuple[_Steps, T]]] = {}
        for phrase, meaning in meanings:
            steps = _compiled(phrase, words)
            for word in steps[0] or ():
                self._by_first.setdefault(word, []).append((steps, meaning))

    def find(self, words: Sequence[str], counts: Callable[[T], bool] = lambda _: True) -> list[Found[T]]:
        """Where phrases that count were said, in order, none inside or across another.

        Of those that would be, the one with more words stands, then the one with the smaller gaps, then
        the one that was given first.
        """
        found: list[tuple[int, Found[T]]] = []
        for first, word in enumerate(words):
            for steps, meaning in self._by_first.get(word, ()):
                last = _end(words, first, steps)
                if last is not None and counts(meaning):
                    said = sum(step is not None for step in steps)
                    found.append((said, Found(first, last, meaning)))
        found.sort(key=lambda each: (-each[0], each[1].last - each[1].first, each[1].first))
        kept: list[Found[T]] = []
        for _, each in found:
            if all(each.last < other.first or each.first > other.last for other in kept):
                kept.append(each)
        return sorted(kept)


def _compiled(phrase: str, words: Mapping[str, str]) -> _Steps:
    steps: list[frozenset[str] | None] = []
    for word in phrase.lower().split():
        if word == "*":
            steps.append(None)
            continue
        meant: list[str] = []
        for choice in word.split("|"):
            if choice.startswith("<") and choice.endswith(">"):
                if choice[1:-1] not in words:
                    raise ValueError(f"there are no [words] named {choice}")
                meant += words[choice[1:-1]].split()
            else:
                meant.append(choice)
        steps.append(frozenset([*meant, *(f"{word}'s" for word in meant)]))
    if not steps or steps[0] is None or steps[-1] is None:
        raise ValueError("a phrase begins and ends with a word")
    return tuple(steps)


def _end(words: Sequence[str], at: int, steps: _Steps) -> int | None:
    """The last word of a phrase that begins here; of several the nearest."""
    for number, step in enumerate(steps):
        if step is None:
            rest = steps[number + 1 :]
            ends = (_end(words, start, rest) for start in range(at, at + GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(words) or words[at] not in step:
            return None
        at += 1
    return at - 1
