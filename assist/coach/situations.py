"""What a call is about, from the customer's words. Situations and their words are data (`packs/situations.toml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.coach.packs import Situation
from assist.coach.plain import plain

FADING = 0.7
"""What was said an utterance ago counts by this much: calls move on."""
ENOUGH = 0.5
"""Below this it is not known."""
_GAP = "<gap>"


class Situations:
    """One call's situation."""

    def __init__(self, known: Sequence[Situation]) -> None:
        self._patterns = [(each, [_pattern(words) for words in each.words]) for each in known]
        self._weights = {each.id: 0.0 for each in known}

    def hear(self, text: str) -> None:
        """A customer's words."""
        now = self._weigh(text)
        self._weights = {name: FADING * weight + now[name] for name, weight in self._weights.items()}

    def now(self, partial: str = "") -> Situation | None:
        """What the call is about as far as is known, with what is being said."""
        more = self._weigh(partial) if partial else {}
        weights = {name: weight + more.get(name, 0.0) for name, weight in self._weights.items()}
        best = max((each for each, _ in self._patterns), key=lambda each: weights[each.id], default=None)
        return best if best is not None and weights[best.id] >= ENOUGH else None

    def _weigh(self, text: str) -> dict[str, float]:
        words = plain(text)
        return {each.id: float(sum(bool(p.search(words)) for p in patterns)) for each, patterns in self._patterns}


def _pattern(words: str) -> re.Pattern[str]:
    """`charged ... twice` and `cancel*` as a pattern of words."""
    parts = [_word(word) for word in plain(words, keep="*.").split()]
    return re.compile(r"\b" + " ".join(parts).replace(f" {_GAP} ", r"(?: [\w'-]+){0,4}? ") + r"(?![\w'])")


def _word(word: str) -> str:
    return _GAP if word == "..." else re.escape(word).replace(r"\*", r"[\w']*")
