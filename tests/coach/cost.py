"""What the coach costs for an utterance, in processor time of one thread, with and without the classifier."""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np

from assist import model_files
from assist.coach.coach import Coach
from assist.coach.reading import AgentWords
from assist.coach.wording import Reader
from assist.events import EmotionEstimate, Partial, Utterance
from assist.replay import replay, script_blocks
from assist.speech.call_script import read_call_script
from tests.coach.making import LIBRARY, profile, reader
from tests.making import CALLS, scripted_pipeline

REPEATS = 5


class Cost(NamedTuple):
    """Milliseconds an utterance."""

    utterances: int
    with_model: tuple[float, float]
    without_model: tuple[float, float]
    """Median and 99th percentile."""


def measure() -> Cost:
    """Every call of the tests, some times over; without the model means that its answers are known already."""
    model = Reader(AgentWords(model_files.ours("agent_words")))
    calls = [_heard(path.stem) for path in sorted(CALLS.glob("*.call"))]
    for call in calls:
        _times(reader(), call)  # from here on it remembers
    with_model = [ms for _ in range(REPEATS) for call in calls for ms in _times(model, call)]
    without = [ms for _ in range(REPEATS) for call in calls for ms in _times(reader(), call)]
    return Cost(len(without) // REPEATS, _summary(with_model), _summary(without))


def _heard(name: str) -> list[Partial | Utterance | EmotionEstimate]:
    script = read_call_script(CALLS / f"{name}.call")
    events = replay(script_blocks(script), scripted_pipeline(script))
    return [event for event in events if isinstance(event, Partial | Utterance | EmotionEstimate)]


def _times(words: Reader, events: list[Partial | Utterance | EmotionEstimate]) -> list[float]:
    """For each utterance what the coach does for it: hearing it, the customer's state, and a look at the clock."""
    coach, spent = Coach(words, LIBRARY, profile()), []
    for event in events:
        began = time.thread_time_ns()
        if isinstance(event, EmotionEstimate):
            coach.feel(event)
        else:
            coach.hear(event)
        coach.advance(event.at)
        took = (time.thread_time_ns() - began) / 1e6
        if isinstance(event, Utterance):
            spent.append(took)
        elif isinstance(event, EmotionEstimate) and not event.provisional and spent:
            spent[-1] += took
    return spent


def _summary(times: list[float]) -> tuple[float, float]:
    return float(np.median(times)), float(np.percentile(times, 99))
