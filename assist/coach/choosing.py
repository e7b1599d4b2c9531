"""Which phrase of the library fits this customer, now; filled with their own details.

A phrase is left out when a detail it needs is not known, when it was used in this call, or when it does not fit the
state, the strength, the stage or the situation. Of those that fit, the ones with most of this customer in them win;
among equals chance decides, by a seed that is given, so that calls differ and a replay does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assist.coach.details import Detail, Slot
from assist.coach.packs import SAY_WORDS, Library, Phrase, Situation
from assist.coach.plain import plain
from assist.events import Stage, State, Step

TELLING = {"name": 0, "who": 0, "product": 1, "day": 1}
"""How much a detail tells of the trouble itself; 2 if not said."""
STRONG = 0.7
"""Intensity from which a feeling is strong; below, it may be mild."""


class Wanted(NamedTuple):
    """What is to be said, and to whom."""

    step: Step
    state: State
    intensity: float
    stage: Stage
    situation: Situation | None
    details: Mapping[Slot, Detail]
    said: str
    """The customer's words so far, as `plain.plain` gives them."""
    taken: frozenset[str] = frozenset()
    """Phrases that are spoken for."""


class Suggestion(NamedTuple):
    """A phrase, filled."""

    id: str
    headline: str
    say: str
    details: tuple[Detail, ...]
    """What it was filled with."""


class Chooser:
    """One call's choice; never the same twice."""

    def __init__(self, library: Library, *, seed: int) -> None:
        self._by_step: dict[Step, list[Phrase]] = {}
        for phrase in library.phrases:
            self._by_step.setdefault(phrase.step, []).append(phrase)
        self._seed = seed
        self._used: set[str] = set()

    def choose(self, wanted: Wanted) -> Suggestion | None:
        """The best phrase that fits, not yet used up; None when nothing fits."""
        fitting = [phrase for phrase in self._by_step.get(wanted.step, ()) if self._fits(phrase, wanted)]
        filled = [each for phrase in fitting if (each := _fill(phrase, wanted.details)) is not None]
        if not filled:
            return None
        phrases = {phrase.id: phrase for phrase in fitting}
        return max(filled, key=lambda each: (_worth(phrases[each.id]), self._chance(each.id)))

    def use(self, suggestion: str) -> None:
        """This one was shown."""
        self._used.add(suggestion)

    def _fits(self, phrase: Phrase, wanted: Wanted) -> bool:
        situation = wanted.situation.id if wanted.situation else None
        strong = wanted.intensity >= STRONG
        return (
            phrase.id not in self._used
            and phrase.id not in wanted.taken
            and wanted.state in phrase.states
            and phrase.strength in (None, "strong" if strong else "mild")
            and (not phrase.stages or wanted.stage in phrase.stages)
            and (not phrase.situations or situation in phrase.situations)
            and (wanted.situation is None or not wanted.situation.alone or situation in phrase.situations)
            and not _said_one(phrase.not_when, wanted.said)
        )

    def _chance(self, name: str) -> bytes:
        return hashlib.blake2b(f"{self._seed} {name}".encode(), digest_size=8).digest()


def _worth(phrase: Phrase) -> int:
    """The more of this customer's trouble is in it the better; a name or a relative says little about it."""
    return sum(TELLING.get(slot, 2) for slot in phrase.slots[:2]) + 2 * bool(phrase.situations)


def _fill(phrase: Phrase, details: Mapping[Slot, Detail]) -> Suggestion | None:
    slots = phrase.slots
    if any(slot not in details for slot in slots):
        return None
    used = {slot: details[slot] for slot in slots}  # type: ignore[index]  # packs.check knows the slots
    say = phrase.say.format(**{slot: detail.value for slot, detail in used.items()})
    if len(say.split()) > SAY_WORDS:
        return None
    return Suggestion(phrase.id, phrase.headline, say[0].upper() + say[1:], tuple(used.values()))


def _said_one(words: Sequence[str], said: str) -> bool:
    return any(f" {plain(each)} " in f" {said} " for each in words)
