"""How late words, utterances and events came. Pure: lists in, seconds out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from assist.events import Partial, Utterance
from tests.bench.measuring import Arrival, Emitted
from tests.making import plain_words

EARLIER_S = 0.3
"""An utterance may be said to begin this much after its first word ended: the voice gate needs a moment."""
AHEAD_S = 0.2
"""A word may be recognised this much before it has ended."""


class SpokenWord(NamedTuple):
    """One word of the customer, in seconds of call; where `exact` is false the end is a guess and is not measured."""

    text: str
    end_s: float
    exact: bool


def word_delays(words: list[SpokenWord], arrivals: Iterable[Arrival], began_s: float) -> list[float]:
    """Seconds from the end of each exact word to the arrival of the first text that holds it, and no later repair.

    Words that no text holds are left out. `began_s` is when the call's first sample was due, on the arrivals' clock.
    """
    first: dict[int, float] = {}
    for event, at_s in arrivals:
        if isinstance(event, Partial | Utterance) and event.speaker == "customer":
            for index in _held(event, words):
                first.setdefault(index, at_s - began_s)
    return [at_s - words[index].end_s for index, at_s in first.items() if words[index].exact]


def utterance_delays(arrivals: Iterable[Arrival], began_s: float) -> list[float]:
    """Seconds from the last moment of speech of each utterance, of both speakers, to its arrival."""
    return [at_s - began_s - event.end for event, at_s in arrivals if isinstance(event, Utterance)]


def own_delays(emitted: Iterable[Emitted], arrivals: Iterable[Arrival]) -> list[float]:
    """Seconds from a session's answer to the last sink's having it."""
    left = {(one.what.id, one.what.at, one.what.final): one.at_s for one in emitted}
    heard = [(event, at_s) for event, at_s in arrivals if isinstance(event, Partial | Utterance)]
    keys = [((event.id, event.at, isinstance(event, Utterance)), at_s) for event, at_s in heard]
    return [at_s - left[key] for key, at_s in keys if key in left]


def _held(event: Partial | Utterance, words: list[SpokenWord]) -> Iterator[int]:
    """Which of the words are in the event's text, in their order, among those spoken at that time."""
    spoken = [n for n, word in enumerate(words) if event.start - EARLIER_S <= word.end_s <= event.at + AHEAD_S]
    text = plain_words(event.text).split()
    for block in SequenceMatcher(None, [words[n].text for n in spoken], text, autojunk=False).get_matching_blocks():
        yield from spoken[block.a : block.a + block.size]
