"""Words and tone side by side. No corpus at hand has both, so it is simulated.

Every frozen turn is given the voice of an actor: a RAVDESS clip, over a telephone line, whose acted feeling goes with
the turn's label, judged beside that actor's own neutral clips by the program's own code. The same with clips of any
feeling, and with neutral ones, shows what a wrong tone costs. It is kinder than life: an actor who was told to be
angry is angrier than a caller who says that the parcel is late again, and the voice goes with the label by our choice.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from assist.emotion.fusion import fuse, state_of
from assist.emotion.tone import UNSURE, ToneEstimate
from assist.emotion.words import FEELINGS
from models.customer_tone import evaluate as tone
from models.customer_words.evaluate import CLASSES, Judged
from models.customer_words.trust import coverage
from models.scores import macro_f1
from models.tables import table

GOES_WITH: Mapping[str, frozenset[str]] = {
    "frustrated": frozenset({"05"}),
    "anxious": frozenset({"06"}),
    "disappointed": frozenset({"04"}),
    "satisfied": frozenset({"03"}),
    "neutral": frozenset({"01", "02"}),
    "confused": frozenset({"01", "08"}),
}
"""State → numbers of RAVDESS: neutral, calm, happy, sad, angry, fearful, surprised."""
HIGH, LOW = frozenset({"frustrated", "anxious", "satisfied"}), frozenset({"disappointed", "neutral"})
SEEDS = 20

Voices = Mapping[str, list[ToneEstimate]]
"""Emotion → what is told of each of its clips."""
Choice = Callable[[str, random.Random], ToneEstimate]
"""The voice that a turn with this label is given."""


class Fused(NamedTuple):
    """Means over the seeds."""

    macro_f1: float
    spread: float
    """Standard deviation of macro-F1 from seed to seed."""
    coverage: float
    precision: float
    changed: float
    """Share of the turns whose likeliest state is another than the words' alone."""
    raised_told: float
    """Balanced accuracy of arousal alone, high against low states."""


def voices_of(clips: list[tone.Clip]) -> Voices:
    usual = [clip for clip in clips if clip.emotion == tone.NEUTRAL]
    voices: dict[str, list[ToneEstimate]] = {}
    for clip, told in zip(clips, tone.estimates(clips, usual, "own neutral clips"), strict=True):
        voices.setdefault(clip.emotion, []).append(told)
    return voices


def measure(judged: Judged, clips: list[tone.Clip], stated_above: float) -> dict[str, Fused]:
    """Words alone, and with each kind of voice."""
    voices = voices_of(clips)
    every = sorted(voices)

    def fitting(state: str, seeded: random.Random) -> ToneEstimate:
        return seeded.choice([told for emotion in sorted(GOES_WITH[state]) for told in voices[emotion]])

    choices: dict[str, Choice] = {
        "words alone": lambda state, seeded: UNSURE,  # noqa: ARG005
        "words and a voice that fits": fitting,
        "words and a voice of any feeling": lambda state, seeded: seeded.choice(voices[seeded.choice(every)]),  # noqa: ARG005
        "words and a neutral voice": lambda state, seeded: seeded.choice(voices[tone.NEUTRAL]),  # noqa: ARG005
    }
    return {name: _mean_of([_once(judged, choice, stated_above, seed) for seed in range(SEEDS)])
            for name, choice in choices.items()}  # fmt: skip


def _once(judged: Judged, choice: Choice, stated_above: float, seed: int) -> Fused:
    seeded = random.Random(seed)
    labels = [turn.state for turn in judged.turns]
    told = [choice(label, seeded) for label in labels]
    now = [fuse(words.probabilities, voice) for words, voice in zip(judged.estimates, told, strict=True)]
    answers = np.array([[each[state] for state in FEELINGS] for each in now]).argmax(1)
    stated = [state_of(words, each, stated_above).state for words, each in zip(judged.estimates, now, strict=True)]
    given = coverage(labels, stated)
    return Fused(
        macro_f1=macro_f1(judged.truth, answers, CLASSES),
        spread=0.0,
        coverage=given.coverage,
        precision=given.precision,
        changed=float((answers != judged.answers).mean()),
        raised_told=_balanced(labels, told),
    )


def _balanced(labels: list[str], told: list[ToneEstimate]) -> float:
    high = [each.arousal > tone.THRESHOLD for label, each in zip(labels, told, strict=True) if label in HIGH]
    low = [each.arousal <= tone.THRESHOLD for label, each in zip(labels, told, strict=True) if label in LOW]
    return float(np.mean(high) + np.mean(low)) / 2


def _mean_of(fused: list[Fused]) -> Fused:
    mean = Fused(*map(float, np.mean(fused, axis=0)))
    return mean._replace(spread=float(np.std([each.macro_f1 for each in fused])))


def fused_table(fused: dict[str, Fused]) -> str:
    rows = [
        (name, f"{each.macro_f1:.3f} ± {each.spread:.3f}", each.coverage, each.precision, f"{100 * each.changed:.1f} %",
         each.raised_told)
        for name, each in fused.items()
    ]  # fmt: skip
    head = (
        "what is heard",
        "macro-F1",
        "stated",
        "right of these",
        "answers changed by tone",
        "tone alone: high or low",
    )
    return table(head, rows)
