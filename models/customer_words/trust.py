"""How far the confidence of customer-words can be relied on: calibration, coverage, statements on calm turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assist.emotion.fusion import CustomerState
from assist.emotion.words import WordsEstimate
from assist.events import Utterance
from assist.text_model import Said
from models.customer_words.evaluate import Judged
from models.scores import Bin, calibration_error, reliability, share_interval
from models.tables import between, table

TURNS_A_MINUTE = 6
HALF_HOUR_TURNS = 30 * TURNS_A_MINUTE
"""What a calm half hour is taken to hold."""
CALLS = 50


class Coverage(NamedTuple):
    """What the program states, of a set of turns."""

    stated: int
    right: int
    feelings: int
    """Stated and not neutral."""
    feelings_right: int
    turns: int

    @property
    def coverage(self) -> float:
        return self.stated / self.turns

    @property
    def precision(self) -> float:
        return self.right / self.stated if self.stated else 0.0


def coverage(truth: Sequence[str], stated: Sequence[str]) -> Coverage:
    """What is stated of turns; "unsure" is not."""
    pairs = [(label, said) for label, said in zip(truth, stated, strict=True) if said != "unsure"]
    feelings = [(label, said) for label, said in pairs if said != "neutral"]
    return Coverage(
        stated=len(pairs),
        right=sum(label == said for label, said in pairs),
        feelings=len(feelings),
        feelings_right=sum(label == said for label, said in feelings),
        turns=len(truth),
    )


def coverage_of(judged: Judged) -> Coverage:
    return coverage([turn.state for turn in judged.turns], judged.stated)


def bins_of(judged: Judged) -> list[Bin]:
    return reliability(judged.confidence, judged.right)


def trust_table(sets: dict[str, Judged]) -> str:
    rows = []
    for name, judged in sets.items():
        told = coverage_of(judged)
        rows.append((
            name,
            calibration_error(bins_of(judged)),
            between(told.coverage, *share_interval(told.stated, told.turns)),
            between(told.precision, *share_interval(told.right, told.stated)),
            between(told.feelings_right / max(told.feelings, 1), *share_interval(told.feelings_right, told.feelings)),
        ))  # fmt: skip
    head = ("set", "calibration error", "stated (95 %)", "right of these (95 %)", "right of stated feelings (95 %)")
    return table(head, rows)


class OnNeutral(NamedTuple):
    """Neutral turns, and of how many of them a feeling was stated."""

    turns: int
    stated: int

    @property
    def in_half_an_hour(self) -> float:
        return self.stated / self.turns * HALF_HOUR_TURNS

    @property
    def at_most(self) -> float:
        """The upper end of the 95 % interval, in half an hour."""
        return share_interval(self.stated, self.turns)[1] * HALF_HOUR_TURNS


def on_neutral(judged: Judged) -> OnNeutral:
    """Each neutral turn by itself."""
    neutral = [said for turn, said in zip(judged.turns, judged.stated, strict=True) if turn.state == "neutral"]
    return OnNeutral(len(neutral), sum(said not in ("neutral", "unsure") for said in neutral))


class _Known:
    """Words that were read before, for `CustomerState`."""

    def __init__(self, judged: Judged, stated_above: float) -> None:
        self._estimates = {turn.text: each for turn, each in zip(judged.turns, judged.estimates, strict=True)}
        self.stated_above = stated_above

    def judge(self, text: str, context: tuple[Said, ...]) -> WordsEstimate:
        """As it was with the turn's own context."""
        del context
        return self._estimates[text]


def calm_calls(judged: Judged, stated_above: float) -> OnNeutral:
    """Neutral turns in random order as calm calls of half an hour, through the program's memory of a call."""
    words = _Known(judged, stated_above)
    texts = [turn.text for turn in judged.turns if turn.state == "neutral"]
    random = np.random.default_rng(0)
    stated = 0
    for _ in range(CALLS):
        customer = CustomerState(words, None)
        for number, row in enumerate(random.integers(0, len(texts), HALF_HOUR_TURNS)):
            at = float(number)
            said = Utterance(at=at, speaker="customer", id=f"customer-{number}", start=at, end=at, text=texts[row])
            stated += sum(each.state not in ("neutral", "unsure") for each in customer.hear(said))
    return OnNeutral(CALLS * HALF_HOUR_TURNS, stated)


def neutral_table(sets: dict[str, Judged], stated_above: float) -> str:
    rows = []
    for name, judged in sets.items():
        alone, in_calls = on_neutral(judged), calm_calls(judged, stated_above)
        rows.append((name, alone.turns, alone.stated, f"{alone.in_half_an_hour:.1f} (at most {alone.at_most:.1f})",
                     f"{in_calls.in_half_an_hour:.1f}"))  # fmt: skip
    head = ("neutral turns of", "turns", "a feeling was stated of", "in 30 minutes (95 %)", "as calls, in 30 minutes")
    return table(head, rows)
