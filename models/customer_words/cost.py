"""What customer-words costs: milliseconds an utterance on one thread, bytes on disk."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assist.emotion.words import WordsModel
from assist.text_model import FILES
from models.customer_words.corpus import Turn
from models.customer_words.evaluate import context_of

WARM_UP = 20


class Cost(NamedTuple):
    """Milliseconds of processor time of `WordsModel.judge`; megabytes of 1,000,000 bytes."""

    turns: int
    p50_ms: float
    p95_ms: float
    longest_ms: float
    model_mb: float
    files_mb: float


def measure(words: Path, turns: Sequence[Turn]) -> Cost:
    """Over the turns that have a context, each judged once after a warm-up."""
    model = WordsModel(words)
    some = [turn for turn in turns if turn.context]
    for turn in some[:WARM_UP]:
        model.judge(turn.text, context_of(turn))
    spent = []
    for turn in some:
        began = time.thread_time()
        model.judge(turn.text, context_of(turn))
        spent.append(1000 * (time.thread_time() - began))
    p50, p95 = np.percentile(spent, (50, 95))
    sizes = {name: (words / name).stat().st_size / 1e6 for name in FILES}
    return Cost(len(some), float(p50), float(p95), max(spent), sizes["model.onnx"], sum(sizes.values()))
