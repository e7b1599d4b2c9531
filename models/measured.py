"""Everything that REPORT.md is written from, measured once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from assist.emotion.words import WordsModel
from models import fusion_evaluate
from models.customer_tone import evaluate as tone
from models.customer_words import corpus, cost, evaluate, frozen_sets, goemotions, heard_evaluate
from models.customer_words.evaluate import Judged

ACTORS = range(1, 17)
UNSEEN = range(5, 17)
"""Actors that nobody had listened to while the rule for tone was made."""


class Measured(NamedTuple):
    """Everything the report is written from."""

    sha256: str
    stated_above: float
    train: list[corpus.Turn]
    independent: Judged
    tenth: Judged
    both: Judged
    heard: list[heard_evaluate.Heard]
    reddit: goemotions.Scores
    tone: dict[str, Any]
    tone_unseen: dict[str, Any]
    fused: dict[str, fusion_evaluate.Fused]
    cost: cost.Cost

    @property
    def calm_calls(self) -> Judged:
        """The turns of the frozen tenth that are from calm calls."""
        return self.tenth.only(lambda turn: turn.id.startswith("calm_calls:"))

    @property
    def sets(self) -> dict[str, Judged]:
        return {"independent set": self.independent, "frozen tenth": self.tenth}


def measure(data: Path, words: Path) -> Measured:
    """Some minutes."""
    model = WordsModel(words)
    turns = [*frozen_sets.independent(), *frozen_sets.tenth()]
    _say("cost of an utterance")
    spent = cost.measure(words, turns)
    _say("frozen sets")
    both = evaluate.judge(model, turns)
    _say("turns as the recogniser heard them")
    conditions = heard_evaluate.measure(model)
    _say("GoEmotions, a few minutes")
    reddit = goemotions.measure(words, data / "text")
    _say("tone, a few minutes")
    voices = tone.listen(data, ACTORS)
    _say("words and tone together")
    fused = fusion_evaluate.measure(both, voices.clips[tone.TELEPHONE], model.stated_above)
    return Measured(
        sha256=hashlib.sha256((words / "model.onnx").read_bytes()).hexdigest(),
        stated_above=model.stated_above,
        train=[turn for turn in corpus.read_all() if turn.tenth > 1],
        independent=both.only(lambda turn: turn.id.startswith("independent:")),
        tenth=both.only(lambda turn: not turn.id.startswith("independent:")),
        both=both,
        heard=conditions,
        reddit=reddit,
        tone=tone.report(voices, ACTORS),
        tone_unseen=tone.report(voices, UNSEEN),
        fused=fused,
        cost=spent,
    )


def _say(what: str) -> None:
    print(f"measuring: {what}", flush=True)
