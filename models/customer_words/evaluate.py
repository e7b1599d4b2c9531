"""How well customer-words reads turns that nothing was learnt from, beside two plain ways of doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from assist.emotion.fusion import fuse, state_of
from assist.emotion.tone import UNSURE
from assist.emotion.words import FEELINGS, WordsEstimate, WordsModel
from assist.events import State
from assist.text_model import Said
from models.customer_words import corpus
from models.customer_words.corpus import Turn
from models.scores import (
    Bools,
    Floats,
    Ints,
    by_class,
    confusion,
    interval,
    macro_f1,
    rank_correlation,
    share_interval,
)
from models.tables import between, table

CLASSES = len(FEELINGS)
NEUTRAL = FEELINGS.index("neutral")
GROUPS = tuple(kind for kind, meaning in corpus.KINDS.items() if not meaning)
"""Groups of speakers; every other kind has its meaning written beside it."""


class Judged(NamedTuple):
    """Turns with what the model says of them, one row each."""

    turns: Sequence[Turn]
    estimates: Sequence[WordsEstimate]
    truth: Ints
    probabilities: Floats
    stated: Sequence[State]
    """What the program would say of the turn by itself: one of the states, or "unsure"."""

    @property
    def answers(self) -> Ints:
        return np.asarray(self.probabilities.argmax(1))

    @property
    def confidence(self) -> Floats:
        return np.asarray(self.probabilities.max(1))

    @property
    def right(self) -> Bools:
        return np.asarray(self.answers == self.truth)

    @property
    def macro_f1(self) -> float:
        return macro_f1(self.truth, self.answers, CLASSES)

    def only(self, wanted: Callable[[Turn], bool]) -> Judged:
        """The rows whose turn is wanted."""
        rows = [row for row, turn in enumerate(self.turns) if wanted(turn)]
        return Judged(
            turns=[self.turns[row] for row in rows],
            estimates=[self.estimates[row] for row in rows],
            truth=self.truth[rows],
            probabilities=self.probabilities[rows],
            stated=[self.stated[row] for row in rows],
        )


def context_of(turn: Turn) -> tuple[Said, ...]:
    return tuple(Said(who, text) for who, text in turn.context)


def truth_of(turns: Sequence[Turn]) -> Ints:
    names: tuple[str, ...] = FEELINGS
    return np.array([names.index(turn.state) for turn in turns])


def judge(model: WordsModel, turns: Sequence[Turn], texts: Sequence[str] | None = None) -> Judged:
    """`turns` as they are written, or with other `texts`; the context is always as written."""
    texts = [turn.text for turn in turns] if texts is None else texts
    estimates = [model.judge(text, context_of(turn)) for text, turn in zip(texts, turns, strict=True)]
    return Judged(
        turns=turns,
        estimates=estimates,
        truth=truth_of(turns),
        probabilities=np.array([[each.probabilities[state] for state in FEELINGS] for each in estimates]),
        stated=[state_of(each, fuse(each.probabilities, UNSURE), model.stated_above).state for each in estimates],
    )


# --- plain ways of doing it ---------------------------------------------------------------------------------------


def word_counts(train: Sequence[Turn], turns: Sequence[Turn]) -> Ints:
    """The answers of a logistic regression on TF-IDF of words and pairs of words, without the context."""
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    pipeline = make_pipeline(vectors, LogisticRegression(C=10, max_iter=1000))
    pipeline.fit([turn.text for turn in train], truth_of(train))
    return np.asarray(pipeline.predict([turn.text for turn in turns]))


def commonest(train: Sequence[Turn], turns: Sequence[Turn]) -> Ints:
    """Always the state that most of the training turns have."""
    return np.full(len(turns), np.bincount(truth_of(train)).argmax())


# --- tables -------------------------------------------------------------------------------------------------------


def overall(name: str, judged: Judged, train: Sequence[Turn]) -> list[tuple[object, ...]]:
    """Rows of the first table: the model, and both plain ways, on one set."""
    ways = {
        "customer-words": judged.answers,
        "TF-IDF + logistic regression": word_counts(train, judged.turns),
        "always the commonest": commonest(train, judged.turns),
    }
    subsets = {
        "implicit": np.array([turn.implicit for turn in judged.turns]),
        "with context": np.array([bool(turn.context) for turn in judged.turns]),
        "without": np.array([not turn.context for turn in judged.turns]),
    }
    return [_overall_row(f"{name}: {way}", judged.truth, answers, subsets) for way, answers in ways.items()]


def _overall_row(name: str, truth: Ints, answers: Ints, subsets: dict[str, Bools]) -> tuple[object, ...]:
    low, high = interval(lambda rows: macro_f1(truth[rows], answers[rows], CLASSES), len(truth))
    right = int((truth == answers).sum())
    parts = [f"{macro_f1(truth[rows], answers[rows], CLASSES):.3f} ({rows.sum()})" for rows in subsets.values()]
    return (
        name,
        between(macro_f1(truth, answers, CLASSES), float(low), float(high)),
        between(right / len(truth), *share_interval(right, len(truth))),
        *parts,
    )


OVERALL_HEAD = ("set: way", "macro-F1 (95 %)", "accuracy (95 %)", "implicit: macro-F1 (turns)",
                "with context", "without context")  # fmt: skip


def states_table(judged: Judged, train: Sequence[Turn]) -> str:
    """Precision, recall and F1 of each state."""
    counts = confusion(judged.truth, judged.answers, CLASSES)
    ours = by_class(counts)
    plain = by_class(confusion(judged.truth, word_counts(train, judged.turns), CLASSES)).f1
    lows, highs = interval(
        lambda rows: by_class(confusion(judged.truth[rows], judged.answers[rows], CLASSES)).f1, len(judged.turns)
    )
    rows = []
    for number, state in enumerate(FEELINGS):
        f1 = between(float(ours.f1[number]), float(lows[number]), float(highs[number]))
        rows.append((state, counts[number].sum(), float(ours.precision[number]), float(ours.recall[number]), f1,
                     float(plain[number])))  # fmt: skip
    return table(("state", "turns", "precision", "recall", "F1 (95 %)", "F1 of TF-IDF"), rows)


def intensity_row(name: str, judged: Judged) -> tuple[object, ...]:
    """How far the intensity is off, and how well it puts turns in order."""
    given = np.array([turn.intensity for turn in judged.turns])
    told = np.array([each.intensity for each in judged.estimates])
    felt = judged.truth != NEUTRAL
    return (
        name,
        float(np.abs(given - told).mean()),
        float(np.abs(given - np.median(given)).mean()),
        rank_correlation(given, told),
        rank_correlation(given[felt], told[felt]),
    )


INTENSITY_HEAD = ("set", "mean absolute error", "of always the median", "rank correlation", "of turns not neutral")


def kinds_table(judged: Judged, kinds: Sequence[str]) -> str:
    """How many are right among the turns of each kind, the largest first, and how many of all the others."""
    rows = []
    for kind in kinds:
        some = judged.only(lambda turn, kind=kind: kind in turn.kinds)  # type: ignore[misc]
        if some.turns:
            rows.append((len(some.turns), kind, corpus.KINDS[kind], some))
    rows.sort(key=lambda row: -row[0])
    rest = judged.only(lambda turn: not set(kinds) & set(turn.kinds))
    rows.append((len(rest.turns), "none of these", "", rest))
    return table(
        ("kind", "turns", "right (95 %)", "macro-F1"),
        [(f"{kind}: {meaning}" if meaning else kind, count, _right(some), _macro(some))
         for count, kind, meaning, some in rows],
    )  # fmt: skip


def _right(judged: Judged) -> str:
    right = int(judged.right.sum())
    return between(right / len(judged.turns), *share_interval(right, len(judged.turns)))


def _macro(judged: Judged) -> str:
    """Not for a handful of turns."""
    return f"{judged.macro_f1:.3f}" if len(judged.turns) >= 50 else "–"
