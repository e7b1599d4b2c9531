"""What a call is about, from the customer's words. Situations and their words are data (`packs/situations.toml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assist.coach.packs import Situation
from assist.coach.plain import plain

FADING = 0.7
"""What was said an utterance ago counts by this much: calls move on."""
ENOUGH = 0.5
"""Below this it is not known."""
_GAP = "<gap>"


class _Words(NamedTuple):
    situation: str
    first: str
    """The word it begins with, so that most are not even tried; nothing where that word may end in many ways."""
    pattern: re.Pattern[str]


class Situations:
    """One call's situation."""

    def __init__(self, known: Sequence[Situation]) -> None:
        self._known = {each.id: each for each in known}
        self._words = _compiled(tuple(known))
        self._weights = dict.fromkeys(self._known, 0.0)

    def hear(self, text: str) -> None:
        """A customer's words."""
        now = self._weigh(text)
        for name, weight in self._weights.items():
            # What must not be forgotten, as a death, stays for the whole call.
            self._weights[name] = now[name] + weight * (1 if self._known[name].alone else FADING)

    def now(self, partial: str = "") -> Situation | None:
        """What the call is about as far as is known, with what is being said."""
        more = self._weigh(partial) if partial else {}
        weights = {name: weight + more.get(name, 0.0) for name, weight in self._weights.items()}
        best = max(weights, key=lambda name: weights[name], default=None)
        return self._known[best] if best is not None and weights[best] >= ENOUGH else None

    def _weigh(self, text: str) -> dict[str, float]:
        """How many of each situation's words are in a text."""
        words = plain(text)
        there = {"", *words.split()}
        weights = dict.fromkeys(self._known, 0.0)
        for each in self._words:
            if each.first in there and each.pattern.search(words):
                weights[each.situation] += 1
        return weights


@cache
def _compiled(known: tuple[Situation, ...]) -> tuple[_Words, ...]:
    return tuple(_words(situation.id, words) for situation in known for words in situation.words)


def _words(situation: str, words: str) -> _Words:
    """`charged ... twice` and `cancel*` as a pattern of words."""
    parts = plain(words, keep="*.").split()
    whole = " ".join(_GAP if part == "..." else re.escape(part).replace(r"\*", r"[\w']*") for part in parts)
    pattern = re.compile(r"\b" + whole.replace(f" {_GAP} ", r"(?: [\w'-]+){0,4}? ") + r"(?![\w'])")
    return _Words(situation, "" if "*" in parts[0] else parts[0], pattern)
