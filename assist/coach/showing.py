"""Whether the customer shows a hard feeling: clearly, now, not in jest. What opens an AER moment, and what does not."""

from __future__ import annotations

from msgspec import structs

from assist.coach.feelings import Named, joked
from assist.coach.governance import Think, Thought
from assist.coach.moment import FEELINGS
from assist.coach.plain import spoken
from assist.events import EmotionEstimate, State

CONFIDENT = 0.6
"""Confidence from which a feeling counts."""
NAMED = 0.6
"""Intensity of a feeling that was named outright, where nothing else tells it."""
PLAIN = 0.15
"""How much less intensity is asked for where the feeling, or that it is not the first time, was said outright."""
ASKS: frozenset[State] = frozenset({"anxious", "confused"})
"""States that a mere question looks like: they must show more clearly."""


def with_plain_words(estimate: EmotionEstimate, named: Named | None) -> EmotionEstimate:
    """The estimate with the feeling that was named outright, as its evidence or in place of another state."""
    if named is None or estimate.state == "satisfied":
        return estimate
    # The model's own evidence is often the same words, cut in another place.
    own = [each for each in estimate.because if len(set(named.words.split()) & set(spoken(each).split())) < 2]
    because = (named.words, *own)
    if estimate.state == named.state:
        return structs.replace(estimate, because=because)
    strength = max(NAMED, estimate.intensity)
    return structs.replace(estimate, state=named.state, confidence=CONFIDENT, intensity=strength, because=because)


class Showing:
    """One call's. `clear` is the intensity that a profile asks for."""

    def __init__(self, clear: float, think: Think) -> None:
        self._clear = clear
        self._think = think
        self._last: tuple[State, tuple[str, ...]] = ("unsure", ())
        """What the last final estimate said, and by what."""

    def shows(self, estimate: EmotionEstimate, words: str, *, named: bool, again: bool, muted: bool) -> bool:
        """Whether these words show a feeling that opens a moment.

        `named`: it was said outright. `again`: that it is not the first time was.
        """
        last, now = self._last, (estimate.state, estimate.because)
        if not estimate.provisional:
            self._last = now
        if estimate.state not in FEELINGS:
            return False
        clear = self._clear
        if named or again:
            clear -= PLAIN
        elif estimate.state in ASKS:
            clear += PLAIN / 2
        doubts = {
            "it lasts, and shows in nothing new": now == last and not named,
            "it is doubtful": estimate.confidence < CONFIDENT,
            "it is said in jest": joked(words),
            "these words trigger nothing": muted,
            f"its intensity {estimate.intensity:.2f} is below {clear:.2f}": estimate.intensity < clear,
        }
        why = next((doubt for doubt, holds in doubts.items() if holds), "")
        if why and not estimate.provisional:
            self._think(Thought(estimate.at, "feeling", f"{estimate.state}, but {why}"))
        return not why
