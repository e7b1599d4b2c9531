"""How much of it is left when the turns come from the recogniser: `frozen/heard`, made by `heard.py --frozen`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import jiwer
import numpy as np

from assist.emotion.words import WordsModel
from models.customer_words import corpus, frozen_sets
from models.customer_words.evaluate import CLASSES, Judged, judge
from models.customer_words.trust import coverage_of
from models.scores import interval, macro_f1
from models.tables import between, table

CONDITIONS = {"clear": "clear line"}
"""Files whose name does not say it: the others are called `10_db` and the like."""


class Heard(NamedTuple):
    """The spoken turns under one condition."""

    name: str
    word_errors: float
    """Of all words together; spelt-out numbers and the like count as errors."""
    judged: Judged

    @property
    def interval(self) -> tuple[float, float]:
        truth, answers = self.judged.truth, self.judged.answers
        low, high = interval(lambda rows: macro_f1(truth[rows], answers[rows], CLASSES), len(truth))
        return float(low), float(high)


def measure(model: WordsModel) -> list[Heard]:
    """As written, and as heard under each condition, the fewest errors first."""
    turns = frozen_sets.spoken()
    conditions = [Heard("as written", 0.0, judge(model, turns))]
    for path in sorted(frozen_sets.HEARD.glob("*.tsv")):
        words = frozen_sets.heard(path)
        if missing := [turn.id for turn in turns if turn.text not in words]:
            raise SystemExit(f"{path.name}: {len(missing)} turns were not heard; `heard.py --frozen` goes on with it.")
        texts = [words[turn.text] for turn in turns]
        conditions.append(Heard(_name(path), _word_errors(turns, texts), judge(model, turns, texts)))
    return sorted(conditions, key=lambda each: each.word_errors)


def _name(path: Path) -> str:
    return CONDITIONS.get(path.stem, f"noise, {path.stem.replace('_db', ' dB')}")


def _word_errors(turns: list[corpus.Turn], texts: list[str]) -> float:
    wrong: float = jiwer.wer([_plain(turn.text) for turn in turns], [_plain(text) for text in texts])
    return wrong


def _plain(text: str) -> str:
    return " ".join(corpus.words(text))


def loss_at(conditions: list[Heard], word_errors: float) -> float:
    """Macro-F1 lost at this share of word errors, in a straight line between the conditions on both sides."""
    scores = [each.judged.macro_f1 for each in conditions]
    return float(scores[0] - np.interp(word_errors, [each.word_errors for each in conditions], scores))


def heard_table(conditions: list[Heard]) -> str:
    rows = []
    for each in conditions:
        told = coverage_of(each.judged)
        rows.append((each.name, f"{100 * each.word_errors:.1f} %", between(each.judged.macro_f1, *each.interval),
                     float(each.judged.right.mean()), told.coverage, told.precision))  # fmt: skip
    return table(("turns", "word errors", "macro-F1 (95 %)", "accuracy", "stated", "right of these"), rows)
