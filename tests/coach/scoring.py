"""How often the coach's reading of turns is right: counts, scores and their intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assist.coach.reading import STEPS
from assist.coach.wording import Before, Reader
from models.agent_words import corpus
from models.agent_words.corpus import Turn
from models.scores import Bools, Floats, interval
from models.tables import between

LABELS: tuple[str, ...] = (*STEPS, "judgmental", "scripted")
Answers = dict[str, Bools]
"""For each label whether it was answered, one a turn."""


class Score(NamedTuple):
    """Precision, recall and F1 of a label, each with its 95 % interval."""

    there: int
    precision: str
    recall: str
    f1: str


def truth(turns: Sequence[Turn]) -> Answers:
    return {label: np.array([label in turn.labels for turn in turns]) for label in LABELS}


def read(reader: Reader, turns: Sequence[Turn]) -> Answers:
    """What the coach's reader says of each turn in its context."""
    found = []
    for turn in turns:
        wording = reader.read(turn.text, Before.of(turn.context))
        warned = {label for label in ("judgmental", "scripted") if getattr(wording, label) is not None}
        found.append(warned | set(wording.steps))
    return {label: np.array([label in each for each in found]) for label in LABELS}


def plain_baseline(turns: Sequence[Turn]) -> Answers:
    """TF-IDF of words and pairs of words with a logistic regression a label, fitted on what the model learnt from."""
    learnt = corpus.read_all()
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    known, asked = words.fit_transform(turn.text for turn in learnt), words.transform(turn.text for turn in turns)
    answers = {}
    for label in LABELS:
        regression = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
        regression.fit(known, [label in turn.labels for turn in learnt])
        answers[label] = np.asarray(regression.predict(asked), bool)
    return answers


def score(answers: Answers, wanted: Answers, label: str) -> Score:
    """One label's."""
    said, there = answers[label], wanted[label]

    def spread(figure: Callable[[Bools, Bools], float]) -> str:
        low, high = interval(lambda rows: figure(said[rows], there[rows]), len(said))
        return between(figure(said, there), float(low), float(high))

    return Score(int(there.sum()), spread(precision), spread(recall), spread(f1))


def macro_f1(answers: Answers, wanted: Answers) -> float:
    """The mean F1 of the seven steps."""
    return float(np.mean([f1(answers[step], wanted[step]) for step in STEPS]))


def macro_interval(answers: Answers, wanted: Answers) -> str:
    def again(rows: np.ndarray) -> float | Floats:
        return macro_f1({s: answers[s][rows] for s in STEPS}, {s: wanted[s][rows] for s in STEPS})

    low, high = interval(again, len(answers[STEPS[0]]))
    return between(macro_f1(answers, wanted), float(low), float(high))


def precision(said: Bools, there: Bools) -> float:
    return float((said & there).sum() / max(1, said.sum()))


def recall(said: Bools, there: Bools) -> float:
    return float((said & there).sum() / max(1, there.sum()))


def f1(said: Bools, there: Bools) -> float:
    return float(2 * (said & there).sum() / max(1, said.sum() + there.sum()))
